import type { Form } from '../../core/chat/card.ts';
import { generateForm } from '../../core/cards/forms.ts';
import type { Locale } from '../../core/domain/person.ts';
import { UserError } from '../../core/words/user-error.ts';
import { LIMITS } from './limits.ts';

const PREFIX = 'generate?';
/** Options that the form itself asks for. */
const ASKED = new Set(['prompt', 'size', 'angle', 'lens']);

/**
 * The form of a `/generate` without a prompt. Options it does not ask for travel in its id, so that it
 * outlives a restart. Throws a `UserError` when they are too many for that.
 */
export function formFor(given: Readonly<Record<string, string>>, locale: Locale): Form {
  const rest = Object.entries(given).filter(([name]) => !ASKED.has(name));
  const id = `${PREFIX}${new URLSearchParams(rest).toString()}`;
  if (id.length > LIMITS.customId) throw new UserError(422, 'form_overfull');
  return generateForm(id, given, locale);
}

/** The options that travelled with a form's id; undefined when it is another form. */
export function optionsBehind(formId: string): Readonly<Record<string, string>> | undefined {
  if (!formId.startsWith(PREFIX)) return undefined;
  return Object.fromEntries(new URLSearchParams(formId.slice(PREFIX.length)));
}

import { type ExampleNumber, EXAMPLES } from '../chat/action.ts';
import type { Card } from '../chat/card.ts';
import { BUILT_IN, type Model } from '../domain/model.ts';
import type { Locale } from '../domain/person.ts';
import { words } from '../words/words.ts';
import { button } from './parts.ts';

/** One of the three prompts that a new user can click. */
export function examplePrompt(
  number: ExampleNumber,
  locale: Locale,
  standard: Pick<Model, 'provider'>,
): string {
  return words(locale).example(number, standard.provider === BUILT_IN);
}

/**
 * The first message in a new place: three prompts to click. Where the default model paints samples, the third prompt
 * fails on one side; a vendor would charge for that.
 */
export function firstRunCard(locale: Locale, standard: Pick<Model, 'provider'>): Card {
  const say = words(locale);
  return {
    kind: 'header',
    heading: say.first_heading(),
    lines: [
      { text: say.first_line() },
      ...EXAMPLES.map((number) => ({ text: examplePrompt(number, locale, standard), quote: true })),
    ],
    badges: [],
    rows: [
      EXAMPLES.map((number) =>
        button(
          say.example_label(number, standard.provider === BUILT_IN),
          { type: 'example', number },
          'primary',
        ),
      ),
    ],
  };
}

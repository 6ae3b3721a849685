import { parseCommand } from '../../core/chat/command.ts';
import type { Caller } from '../../core/domain/person.ts';
import { DONE, type PressReply } from '../../core/studio/base/reply.ts';
import { type Ack, inTime } from './acknowledge.ts';
import { metaOf, sentence } from './answers.ts';
import { Desk } from './desk.ts';
import { LIMITS } from './limits.ts';
import { COMMANDS } from './manifest.ts';
import { Modal } from './modal.ts';
import type { TypedCommand } from './read.ts';
import { loadingView } from './render-private.ts';

/** Words whose cards show the person's own pictures. */
const OWN: ReadonlySet<string> = new Set(['history', 'likes']);

/** Typed commands. */
export class Commands {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /**
   * Decides first where the person is known, so that a refusal comes with the acknowledgement; else acknowledges at
   * once, because Slack must be asked who they are. What is to be shown comes after the acknowledgement.
   */
  async handle(typed: TypedCommand, ack: Ack): Promise<void> {
    const { people, clock, answers } = this.#desk.parts;
    const modal = new Modal(this.#desk.parts, typed);
    const isKnown = people.fresh(typed.user.id) !== undefined;
    let reader = this.#desk.known(typed);
    let reply: PressReply = DONE;
    if (opensForm(typed)) modal.loading(() => loadingView(metaOf(typed), reader.locale));
    if (!isKnown) await ack();
    const accepted = Promise.withResolvers<undefined>();
    const decision = this.#desk.run(typed, async (caller) => {
      reader = caller;
      reply = await this.#act(caller, typed, () => accepted.resolve(undefined));
    });
    const early = isKnown
      ? await inTime(clock, Promise.race([accepted.promise, decision]))
      : 'late';
    // In a form that is open a refusal is seen; what comes with the acknowledgement lies behind it.
    const isSaid = early !== 'late' && early !== undefined && !modal.isOpen;
    if (isKnown) await ack(isSaid ? { response_type: 'ephemeral', ...sentence(early) } : undefined);
    if (isSaid) return modal.cancel();
    const refusal = await decision;
    if (refusal !== undefined) return answers.say(typed, modal, refusal, reader.locale);
    await answers.reply(reader, typed, modal, { reply, own: OWN.has(wordOf(typed)) });
  }

  /** `accepted`: called when pairs are to be made. */
  async #act(caller: Caller, typed: TypedCommand, accepted: () => void): Promise<PressReply> {
    const { studio } = this.#desk.parts;
    if (typed.command === COMMANDS.generate) return this.#generate(caller, typed, accepted);
    if (!(await this.#desk.isFirst(caller, typed))) return DONE;
    const rest = typed.text.trim().replace(/^\S+\s*/, '');
    return studio.menu.open(caller, wordOf(typed), rest);
  }

  async #generate(caller: Caller, typed: TypedCommand, accepted: () => void): Promise<PressReply> {
    const { studio } = this.#desk.parts;
    const options = optionsOf(typed);
    if ((options['prompt'] ?? '') === '') {
      if (!(await this.#desk.isFirst(caller, typed))) return DONE;
      return { type: 'form', form: generateForm(studio, caller, options) };
    }
    const request = { options, attachments: [], requestKey: Desk.keyOf(typed) };
    await studio.generate.accept(caller, {
      ...request,
      ...this.#desk.answering(typed),
      accepted,
    });
    return DONE;
  }
}

function opensForm(typed: TypedCommand): boolean {
  return typed.command === COMMANDS.generate && (optionsOf(typed)['prompt'] ?? '') === '';
}

function optionsOf({ text }: TypedCommand): Readonly<Record<string, string>> {
  const parsed = parseCommand(`${COMMANDS.generate} ${text}`);
  return parsed.type === 'generate' ? parsed.options : {};
}

/** The word of `/diptych <word>`. */
function wordOf({ text }: TypedCommand): string {
  return text.trim().split(/\s/, 1)[0]?.toLowerCase() ?? '';
}

/** The form with every option. Throws a `UserError` at the door. */
export function generateForm(
  { generate, offers }: Desk['parts']['studio'],
  caller: Caller,
  options: Readonly<Record<string, string>>,
) {
  return generate.form(caller, options, {
    id: LIMITS.callbackId,
    choices: (option) => offers.suggest(caller, { option, typed: '', wish: {} }),
  });
}

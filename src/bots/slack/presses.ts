import { type ActionType, decodeAction, namedBy } from '../../core/chat/action.ts';
import type { Caller } from '../../core/domain/person.ts';
import { DONE, type PressReply } from '../../core/studio/base/reply.ts';
import { metaOf } from './answers.ts';
import type { Desk } from './desk.ts';
import { Modal } from './modal.ts';
import type { Pressed } from './read.ts';
import { loadingView } from './render-private.ts';

/** Buttons that always open something: their form opens at once, with what it shows or without it. */
const OPENING: ReadonlySet<ActionType | undefined> = new Set([
  'details',
  'pair_details',
  'edit',
  'rewrite',
  'rewrite_edit',
  'feedback',
  'promote',
  'promote_other',
  'pool',
  'pool_entry',
  'likes',
  'history',
]);
/** Cards that show the person's own pictures. */
const OWN: ReadonlySet<ActionType | undefined> = new Set(['likes', 'history']);

/** Cards that change while they are read, which only a form does. */
const AS_FORM: ReadonlySet<ActionType | undefined> = new Set(['rewrite']);

/** Presses on buttons of messages and forms, and choices from lists. */
export class Presses {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The press has been acknowledged. */
  async handle(pressed: Pressed): Promise<void> {
    const { answers } = this.#desk.parts;
    const modal = new Modal(this.#desk.parts, pressed);
    const type = decodeAction(pressed.buttonId)?.type;
    const { locale } = this.#desk.known(pressed);
    if (OPENING.has(type)) modal.loading(() => loadingView(metaOf(pressed), locale));
    const act = async (caller: Caller) => {
      if (!(await this.#desk.isFirst(caller, pressed))) return modal.cancel();
      const reply = await this.#run(caller, pressed);
      const shown = { own: OWN.has(type), asForm: AS_FORM.has(type) };
      await answers.reply(caller, pressed, modal, { ...shown, reply });
      if (reply.type !== 'card' || reply.pending === undefined) return;
      const after = await this.#desk.parts.studio.press.settled(caller, reply.pending);
      await answers.reply(caller, pressed, modal, { ...shown, reply: after });
    };
    const refusal = await this.#desk.run(pressed, act, namedBy(pressed.buttonId));
    if (refusal !== undefined) await answers.say(pressed, modal, refusal, locale);
  }

  async #run(caller: Caller, pressed: Pressed): Promise<PressReply> {
    const { studio } = this.#desk.parts;
    const action = decodeAction(pressed.buttonId);
    if (action?.type !== 'ask_again') return studio.press.press(caller, pressed.buttonId);
    await studio.generate.again(caller, action.pair, this.#desk.answering(pressed));
    return DONE;
  }
}

import type { PressReply } from '../../core/studio/base/reply.ts';
import type { Caller } from '../../core/domain/person.ts';
import { within } from '../../core/base/within.ts';
import { words } from '../../core/words/words.ts';
import { metaOf } from './answers.ts';
import { generateForm } from './commands.ts';
import type { Desk } from './desk.ts';
import { formView } from './forms.ts';
import { isDirect } from './identity.ts';
import { SHORTCUTS } from './manifest.ts';
import { Modal } from './modal.ts';
import type { Shortcut } from './read.ts';
import { imagesIn, type Unseen } from './references.ts';
import { loadingView } from './render-private.ts';

/** Milliseconds to learn whether the bot may see the files of a message: somebody waits before an empty form. */
const LOOK_MS = 1_000;

/** Shortcuts of messages: Use as reference, and Details. */
export class Shortcuts {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The shortcut has been acknowledged. */
  async handle(shortcut: Shortcut): Promise<void> {
    const { answers } = this.#desk.parts;
    const modal = new Modal(this.#desk.parts, shortcut);
    const { locale } = this.#desk.known(shortcut);
    // Before anything is asked of Slack: its answers may take longer than the trigger serves.
    modal.loading(() => loadingView(metaOf(shortcut), locale));
    const refusal = await this.#desk.run(shortcut, async (caller) => {
      if (!(await this.#desk.isFirst(caller, shortcut))) return modal.cancel();
      if (shortcut.callbackId === SHORTCUTS.useAsReference) {
        return this.#reference(caller, shortcut, modal);
      }
      const reply = await this.#details(caller, shortcut);
      await answers.reply(caller, shortcut, modal, { reply });
    });
    if (refusal !== undefined) await answers.say(shortcut, modal, refusal, locale);
  }

  #details(caller: Caller, { messageId }: Shortcut): Promise<PressReply> {
    return this.#desk.parts.studio.press.detailsOf(caller, messageId);
  }

  /** Opens the form with the message's images, of any size that a request takes. */
  async #reference(caller: Caller, shortcut: Shortcut, modal: Modal): Promise<void> {
    const { studio, answers } = this.#desk.parts;
    const say = words(caller.locale);
    const files = imagesIn(shortcut.files).map(({ id }) => id);
    const form = generateForm(studio, caller, {});
    if (files.length === 0) {
      return answers.say(shortcut, modal, say.slack_no_images(), caller.locale);
    }
    const unseen = await this.#unseen(files);
    if (unseen !== undefined) {
      return answers.say(shortcut, modal, whyUnseen(unseen, shortcut, caller), caller.locale);
    }
    const meta = { ...metaOf(shortcut), files };
    if (await modal.show(formView(form, meta, caller.locale))) return;
    await answers.say(shortcut, modal, say.slack_too_late(), caller.locale);
  }

  /** Undefined while Slack does not say: the files are asked for once more when the form is sent. */
  async #unseen(files: readonly string[]): Promise<Unseen | undefined> {
    const { clock, references } = this.#desk.parts;
    return within({ clock, ms: LOOK_MS }, () => references.unseen(files)).catch(() => undefined);
  }
}

function whyUnseen(unseen: Unseen, { channel }: Shortcut, { locale }: Caller): string {
  const say = words(locale);
  if (unseen.why === 'scope') return say.slack_files_scope(unseen.scope);
  return isDirect(channel) ? say.slack_files_direct() : say.slack_files_hidden();
}

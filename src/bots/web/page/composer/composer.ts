import { parseCommand } from '../../../../core/chat/command.ts';
import { api } from '../api.ts';
import type { Reply, State } from '../model.ts';
import type { PageStore } from '../store.ts';
import { Attaching } from './attaching.ts';
import { boxOf } from './box.ts';
import { Chips } from './chips.ts';
import { Completion } from './completion.ts';
import { CreditsWatch } from './credits.ts';
import { keptIn } from './kept.ts';
import { askedOptions, chosenAfterSending } from './options.ts';
import { OwnDraft } from './own-draft.ts';
import { PastLines } from './past-lines.ts';
import { Sending, Stopped } from './sending.ts';
import { Slice } from './slice.ts';
import { unknownWord } from './unknown-word.ts';
import { upload } from './upload.ts';

export interface ComposerParts {
  readonly store: PageStore;
  /** Shows the answer to a command. */
  readonly show: (reply: Reply) => void;
  /** Opens the person's own pairs, those with these words. */
  readonly history: (words: string) => void;
  /** Does the work; a refusal becomes a sentence for the person. */
  readonly guarded: (work: () => Promise<void>) => Promise<void>;
}

/** What people do in the composer. */
export class Composer {
  readonly #parts: ComposerParts;
  readonly #slice: Slice;
  readonly #sending: Sending;
  readonly #credits: CreditsWatch;
  readonly #draft: OwnDraft;
  readonly past: PastLines;
  readonly attaching: Attaching;
  readonly completion: Completion;
  readonly chips: Chips;
  #name: string | null = null;
  #messages: State['messages'] | null = null;

  constructor(parts: ComposerParts) {
    this.#parts = parts;
    const slice = new Slice(parts.store);
    const kept = keptIn(() => localStorage);
    this.#slice = slice;
    this.past = new PastLines(kept);
    this.#draft = new OwnDraft(slice, kept);
    this.attaching = new Attaching(slice);
    this.completion = new Completion(slice, () => parts.store.state.connected);
    this.chips = new Chips(slice);
    this.#sending = new Sending({
      upload,
      generate: (body, key) => api.generate(body, key),
      progress: (progress) => slice.set({ progress }),
    });
    this.#credits = new CreditsWatch({
      ask: () => api.credits(),
      show: (credits) => slice.set({ credits }),
      now: () => Date.now(),
      later: (ms, run) => void setTimeout(run, ms),
    });
  }

  /** The page has been drawn: keeps the draft, and looks after the credits. */
  drawn({ me, messages }: State): void {
    if (me !== null && me.name !== this.#name) {
      this.#name = me.name;
      this.past.open(me.name);
      void this.#draft.open(me.name);
    }
    if (me !== null && messages !== this.#messages) {
      this.#messages = messages;
      this.#credits.changed();
    }
    this.#draft.keep();
  }

  /** The text in the box, and the cursor, are now such. */
  typed(line: string, cursor: number): void {
    this.#slice.set({ line });
    void this.completion.typed(line.slice(0, cursor));
  }

  /** Sends what is in the box; true when it was taken, and its part of the box is empty. */
  async send(): Promise<boolean> {
    const line = boxOf()?.value ?? '';
    this.completion.close();
    if (line.trim() === '' || this.#slice.state.busy) return false;
    // What was said of an earlier line is over.
    this.#parts.store.set({ toast: null });
    const unknown = unknownWord(line);
    if (unknown !== undefined) {
      this.#parts.store.say(unknown);
      return false;
    }
    this.#slice.set({ busy: true });
    const sent = await this.#sent(line);
    this.#slice.set({ busy: false });
    if (!sent) return false;
    this.past.add(line.trim());
    // What was typed meanwhile stays.
    const now = boxOf()?.value ?? '';
    if (now.startsWith(line)) this.#slice.write(now.slice(line.length));
    return true;
  }

  /** Puts a text into the box, in place of what is there, and the cursor behind it. */
  use(line: string): void {
    this.#slice.write(line);
    boxOf()?.focus();
  }

  /** Brings back an older or a newer line. */
  recall(by: 1 | -1): void {
    const line = this.past.step(this.#slice.state.line, by);
    if (line !== undefined) this.#slice.write(line);
  }

  /** Stops the sending of images: the line and the images stay. */
  stop(): void {
    this.#sending.stop();
  }

  drag(dragging: boolean): void {
    if (dragging !== this.#slice.state.dragging) this.#slice.set({ dragging });
  }

  /** Removes all that the person has left in this browser. */
  forget(): void {
    if (this.#name === null) return;
    this.#draft.forget(this.#name);
    this.past.forget();
  }

  async #sent(line: string): Promise<boolean> {
    const { guarded, show, history } = this.#parts;
    const command = parseCommand(line);
    let sent = false;
    await guarded(async () => {
      if (command.type === 'diptych' && command.word === 'history') history(command.rest);
      else if (command.type === 'diptych') show(await api.word(command.word, command.rest));
      else if (!(await this.#generate(command))) return;
      sent = true;
    });
    return sent;
  }

  /** False when the person has stopped it. */
  async #generate(command: Extract<ReturnType<typeof parseCommand>, { type: 'generate' }>) {
    await this.attaching.settled;
    const { attachments, chosen } = this.#slice.state;
    try {
      const files = attachments.map(({ file }) => file);
      await this.#sending.generate(askedOptions(command, chosen), files);
    } catch (error) {
      if (error instanceof Stopped) return false;
      throw error;
    }
    // What was attached and chosen meanwhile stays.
    this.attaching.remove(attachments);
    this.#slice.set({ chosen: chosenAfterSending(this.#slice.state.chosen) });
    this.#credits.changed();
    return true;
  }
}

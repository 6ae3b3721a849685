import { attachmentOf } from './attaching.ts';
import { boxOf } from './box.ts';
import { DraftFiles } from './draft-files.ts';
import { Drafts, keyOf } from './drafts.ts';
import { type Kept, keptIn } from './kept.ts';
import { isClosed, ownTab } from './own-tab.ts';
import type { Slice } from './slice.ts';
import type { ComposerState } from './state.ts';

/** Keeps what is in the composer across reloads and crashes, for each tab its own. */
export class OwnDraft {
  readonly #slice: Slice;
  readonly #files = new DraftFiles();
  readonly #drafts: Drafts;
  readonly #locks = navigator.locks as LockManager | undefined;
  #key: string | null = null;
  #written: ComposerState | null = null;

  constructor(slice: Slice, kept: Kept) {
    this.#slice = slice;
    this.#drafts = new Drafts({
      kept,
      now: () => Date.now(),
      isLeft: (key) => isClosed(key.split('\n')[1] ?? '', this.#locks),
      dropFiles: (key) => void this.#files.write(key, []),
    });
  }

  /** Puts back what the person had here, or in a tab that is closed. What is typed already goes before it. */
  async open(name: string): Promise<void> {
    const tab = await ownTab(
      keptIn(() => sessionStorage),
      this.#locks,
    );
    const own = keyOf(name, tab);
    const from =
      this.#drafts.read(own) === undefined ? await this.#drafts.leftBehind(name, own) : own;
    const draft = from === undefined ? undefined : this.#drafts.read(from);
    const files = from !== undefined && draft?.files === true ? await this.#files.read(from) : [];
    const { state } = this.#slice;
    this.#slice.set({
      chosen: { ...(draft?.chosen ?? this.#drafts.lastChosen(name)), ...state.chosen },
      attachments: [...files.map(attachmentOf), ...state.attachments],
    });
    if (boxOf()?.value === '' && draft !== undefined) this.#slice.write(draft.line);
    this.#key = own;
    this.keep();
    if (from !== undefined && from !== own) this.#drafts.remove(from);
    await this.#drafts.tidy();
  }

  /** Writes what has changed since. */
  keep(): void {
    const { state } = this.#slice;
    const before = this.#written;
    if (this.#key === null || before === state) return;
    this.#written = state;
    const { line, chosen, attachments } = state;
    if (before?.attachments !== attachments) {
      void this.#files.write(
        this.#key,
        attachments.map(({ file }) => file),
      );
    }
    if (before?.line === line && before.chosen === chosen && before.attachments === attachments)
      return;
    this.#drafts.write(this.#key, { line, chosen, files: attachments.length > 0 });
  }

  /** Removes all that the person has left in this browser. */
  forget(name: string): void {
    this.#key = null;
    this.#drafts.forget(name);
  }
}

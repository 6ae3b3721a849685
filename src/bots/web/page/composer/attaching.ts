import { MAX_ATTACHMENTS } from '../../../../core/chat/command.ts';
import { checkFiles } from './files.ts';
import { measure } from './measure.ts';
import type { Slice } from './slice.ts';
import type { Attachment } from './state.ts';
import { say } from './words.ts';

/** The images that go with the next line. */
export class Attaching {
  readonly #slice: Slice;
  #nextFault = 1;
  /** Resolves when all files that were given so far have been looked at. */
  settled: Promise<void> = Promise.resolve();

  constructor(slice: Slice) {
    this.#slice = slice;
  }

  /** Attaches pictures, and names the files that the hub would refuse. */
  add(files: Iterable<File>): void {
    const all = [...files];
    if (all.length > 0)
      this.settled = Promise.all([this.settled, this.#add(all)]).then(() => undefined);
  }

  async #add(files: readonly File[]): Promise<void> {
    const { images, faults } = await checkFiles(files, measure);
    const { attachments } = this.#slice.state;
    const room = MAX_ATTACHMENTS - attachments.length;
    const left = images.slice(room).map(({ name }) => name);
    const said = left.length > 0 ? [...faults, say.too_many(left, MAX_ATTACHMENTS)] : faults;
    this.#slice.set({
      attachments: [...attachments, ...images.slice(0, room).map(attachmentOf)],
      // What was wrong before has been seen.
      faults: said.map((sentence, index) => ({ key: this.#nextFault + index, sentence })),
    });
    this.#nextFault += said.length;
  }

  remove(gone: readonly Attachment[]): void {
    for (const { preview } of gone) URL.revokeObjectURL(preview);
    const { attachments } = this.#slice.state;
    this.#slice.set({ attachments: attachments.filter((one) => !gone.includes(one)) });
  }

  dismiss(key: number): void {
    this.#slice.set({ faults: this.#slice.state.faults.filter((one) => one.key !== key) });
  }
}

export function attachmentOf(file: File): Attachment {
  return { file, preview: URL.createObjectURL(file) };
}

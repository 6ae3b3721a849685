import { MAX_ATTACHMENTS, parseCommand } from '../../../../core/chat/command.ts';
import { sizeText } from '../../../../core/base/units.ts';
import { ATTACHMENT_LIMITS } from '../../../../core/domain/picture-limits.ts';
import { api } from '../api.ts';
import type { Reply } from '../model.ts';
import type { PageStore } from '../store.ts';
import { say } from '../words.ts';
import { sortedFiles } from './files.ts';
import type { ComposerState } from './state.ts';
import { suggest } from './suggestions.ts';

type Uploaded = Awaited<ReturnType<typeof api.upload>>;
/** Milliseconds for which the hub keeps an upload in any case. */
const UPLOAD_KEPT_MS = 10 * 60_000;

export interface ComposerParts {
  readonly store: PageStore;
  /** Shows the answer to a command. */
  readonly show: (reply: Reply) => void;
  /** Does the work; a refusal becomes a sentence for the person. */
  readonly guarded: (work: () => Promise<void>) => Promise<void>;
}

/** What people do in the composer. */
export class Composer {
  readonly #parts: ComposerParts;
  readonly #uploads = new Map<File, { readonly upload: Uploaded; readonly at: number }>();

  constructor(parts: ComposerParts) {
    this.#parts = parts;
  }

  get #state(): ComposerState {
    return this.#parts.store.state.composer;
  }

  set(change: Partial<ComposerState>): void {
    this.#parts.store.set({ composer: { ...this.#state, ...change } });
  }

  /** Sends the line; false when it was refused and should stay in the box. */
  async send(line: string): Promise<boolean> {
    const { guarded, show } = this.#parts;
    const command = parseCommand(line);
    let sent = false;
    this.set({ busy: true });
    await guarded(async () => {
      if (command.type === 'diptych') show(await api.word(command.word, command.rest));
      else await this.#generate(command.options);
      sent = true;
    });
    this.set({ busy: false });
    return sent;
  }

  async #generate(options: Readonly<Record<string, string>>): Promise<void> {
    const { attachments: sent } = this.#state;
    const references = [];
    // One after the other: a phone has one line, and a refusal is then about one file.
    for (const { file } of sent) references.push(await this.#uploaded(file));
    await api.generate({ ...options, references });
    for (const { preview, file } of sent) {
      URL.revokeObjectURL(preview);
      this.#uploads.delete(file);
    }
    // What was attached meanwhile stays.
    this.set({ attachments: this.#state.attachments.filter((one) => !sent.includes(one)) });
  }

  /** The file as the hub has it. Sent once, also when the line is refused and sent again. */
  async #uploaded(file: File): Promise<Uploaded> {
    const before = this.#uploads.get(file);
    if (before !== undefined && Date.now() - before.at < UPLOAD_KEPT_MS) return before.upload;
    const upload = await api.upload(file);
    this.#uploads.set(file, { upload, at: Date.now() });
    return upload;
  }

  /** Attaches pictures, and names the files that the hub would refuse. */
  async attach(files: Iterable<File>): Promise<void> {
    const { store } = this.#parts;
    const { images, others, large } = await sortedFiles(files);
    if (others.length > 0) store.say(say.not_images(others));
    if (large.length > 0) store.say(say.too_large(large, sizeText(ATTACHMENT_LIMITS.maxBytes)));
    const { attachments } = this.#state;
    const taken = images.slice(0, MAX_ATTACHMENTS - attachments.length);
    if (taken.length < images.length) store.say(say.too_many(MAX_ATTACHMENTS));
    const added = taken.map((file) => ({ file, preview: URL.createObjectURL(file) }));
    this.set({ attachments: [...attachments, ...added] });
  }

  detach(preview: string): void {
    URL.revokeObjectURL(preview);
    this.set({ attachments: this.#state.attachments.filter((one) => one.preview !== preview) });
  }

  async suggest(text: string): Promise<void> {
    await this.#parts.guarded(async () => {
      this.set({ suggestions: (await suggest(text)).slice(0, 8) });
    });
  }
}

import { MAX_ATTACHMENTS, parseCommand } from '../../../core/chat/command.ts';
import { imageTypeOf, TELLING_BYTES } from '../../../core/domain/image-type.ts';
import { api, Refusal } from './api.ts';
import { suggest } from './composer.ts';
import { Following } from './following.ts';
import type { Message, Reply } from './model.ts';
import type { Join } from './news.ts';
import type { PageStore } from './store.ts';
import { say } from './words.ts';

type Uploaded = Awaited<ReturnType<typeof api.upload>>;
/** Milliseconds for which the hub keeps an upload in any case. */
const UPLOAD_KEPT_MS = 10 * 60_000;

/** What people do on the page. It asks the hub and shows the answers; it decides nothing. */
export class Chat {
  readonly #store: PageStore;
  /** The messages, as they change. */
  readonly following: Following;
  readonly #uploads = new Map<File, { readonly upload: Uploaded; readonly at: number }>();

  constructor(store: PageStore, join: Join) {
    this.#store = store;
    this.following = new Following({
      store,
      api,
      join,
      refused: (error) => this.#failed(error),
      later: (ms, run) => void setTimeout(run, ms),
    });
  }

  older(): Promise<void> {
    return this.#guarded(async () => {
      const page = await api.messages(this.#store.state.order[0] ?? null);
      this.#store.takeOlder(page.messages, page.more);
    });
  }

  /** Sends the line; false when it was refused and should stay in the composer. */
  async send(line: string): Promise<boolean> {
    const command = parseCommand(line);
    let sent = false;
    this.#store.set({ busy: true });
    await this.#guarded(async () => {
      if (command.type === 'diptych') this.#show(await api.word(command.word, command.rest));
      else await this.#generate(command.options);
      sent = true;
    });
    this.#store.set({ busy: false });
    return sent;
  }

  async #generate(options: Readonly<Record<string, string>>): Promise<void> {
    const { attachments: sent } = this.#store.state;
    const references = [];
    // One after the other: a phone has one line, and a refusal is then about one file.
    for (const { file } of sent) references.push(await this.#uploaded(file));
    await api.generate({ ...options, references });
    for (const { preview, file } of sent) {
      URL.revokeObjectURL(preview);
      this.#uploads.delete(file);
    }
    // What was attached meanwhile stays.
    const attachments = this.#store.state.attachments.filter((one) => !sent.includes(one));
    this.#store.set({ attachments });
  }

  /** The file as the hub has it. Sent once, also when the line is refused and sent again. */
  async #uploaded(file: File): Promise<Uploaded> {
    const before = this.#uploads.get(file);
    if (before !== undefined && Date.now() - before.at < UPLOAD_KEPT_MS) return before.upload;
    const upload = await api.upload(file);
    this.#uploads.set(file, { upload, at: Date.now() });
    return upload;
  }

  /** `from` is the key of the private card with the button. */
  press(id: string, from: number | null = null): Promise<void> {
    return this.#guarded(async () => this.#show(await api.press(id), from));
  }

  /** Sends the open form. */
  submit(values: object): Promise<void> {
    return this.#guarded(async () => {
      const { form, formOf } = this.#store.state;
      if (form === null) return;
      this.#show(await api.press(form.id, values), formOf);
      this.#store.set({ form: null, formOf: null });
    });
  }

  #show(reply: Reply, from: number | null = null): void {
    if (reply.type === 'form') this.#store.set({ form: reply.form, formOf: from });
    if (reply.type === 'card') this.#store.aside(reply.card, from);
    if (reply.type === 'said') this.#store.say(reply.text);
  }

  react(message: Message, emoji: string, present: boolean): Promise<void> {
    return this.#guarded(async () => {
      await api.react(message.id, emoji, present);
    });
  }

  /** Files that are no pictures by their bytes are named, whatever the system calls them. */
  async attach(files: Iterable<File>): Promise<void> {
    const looked = await Promise.all(
      [...files].map(async (file) => ({ file, isImage: await isImage(file) })),
    );
    const others = looked.filter(({ isImage: is }) => !is).map(({ file }) => file.name);
    if (others.length > 0) this.#store.say(say.not_images(others));
    const images = looked.filter(({ isImage: is }) => is);
    const all = [
      ...this.#store.state.attachments,
      ...images.map(({ file }) => ({ file, preview: URL.createObjectURL(file) })),
    ];
    if (all.length > MAX_ATTACHMENTS) this.#store.say(say.too_many(MAX_ATTACHMENTS));
    this.#store.set({ attachments: all.slice(0, MAX_ATTACHMENTS) });
  }

  detach(preview: string): void {
    URL.revokeObjectURL(preview);
    const attachments = this.#store.state.attachments.filter((one) => one.preview !== preview);
    this.#store.set({ attachments });
  }

  async suggest(text: string): Promise<void> {
    await this.#guarded(async () => {
      const suggestions = (await suggest(text)).slice(0, 8);
      this.#store.set({ suggestions });
    });
  }

  signIn(token: string): Promise<void> {
    return this.#guarded(async () => {
      await api.signIn(token);
      await this.following.open();
    });
  }

  /** Ends the sign-in in every tab, and shows the page as somebody new sees it. */
  signOut(): Promise<void> {
    return this.#guarded(async () => {
      await api.signOut();
      location.reload();
    });
  }

  /** A refusal becomes a sentence that only this person sees. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (error instanceof Refusal && error.status === 401 && !this.#store.state.signIn) {
      this.#store.set({ signIn: true });
    } else {
      this.#store.say(error instanceof Refusal ? error.message : say.failed());
    }
  }
}

async function isImage(file: File): Promise<boolean> {
  try {
    const head = await file.slice(0, TELLING_BYTES).arrayBuffer();
    return imageTypeOf(new Uint8Array(head)) !== undefined;
  } catch {
    // A folder, or a file that is gone.
    return false;
  }
}

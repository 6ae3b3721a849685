import { MAX_ATTACHMENTS, parseCommand } from '../../../core/chat/command.ts';
import { sizeText } from '../../../core/base/units.ts';
import { ATTACHMENT_LIMITS } from '../../../core/domain/picture-limits.ts';
import { api, Refusal } from './api.ts';
import { suggest } from './composer.ts';
import { sortedFiles } from './files.ts';
import { Following } from './following.ts';
import type { Message, Reply } from './model.ts';
import type { Join } from './news.ts';
import { followPending } from './pending.ts';
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
    if (reply.type === 'card') this.#showCard(reply, from);
    if (reply.type === 'said') this.#store.say(reply.text);
  }

  #showCard({ card, pending }: Extract<Reply, { type: 'card' }>, from: number | null): void {
    const key = this.#store.aside(card, from);
    void this.#guarded(() =>
      followPending(
        {
          look: (id) => api.press(id),
          later: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
          show: (reply) => {
            if (!this.#store.hasAside(key)) return false;
            this.#show(reply, key);
            return true;
          },
        },
        pending,
      ),
    );
  }

  react(message: Message, emoji: string, present: boolean): Promise<void> {
    return this.#guarded(async () => {
      await api.react(message.id, emoji, present);
    });
  }

  /** Attaches pictures, and names the files that the hub would refuse. */
  async attach(files: Iterable<File>): Promise<void> {
    const { images, others, large } = await sortedFiles(files);
    if (others.length > 0) this.#store.say(say.not_images(others));
    if (large.length > 0) {
      this.#store.say(say.too_large(large, sizeText(ATTACHMENT_LIMITS.maxBytes)));
    }
    const { attachments } = this.#store.state;
    const taken = images.slice(0, MAX_ATTACHMENTS - attachments.length);
    if (taken.length < images.length) this.#store.say(say.too_many(MAX_ATTACHMENTS));
    const added = taken.map((file) => ({ file, preview: URL.createObjectURL(file) }));
    this.#store.set({ attachments: [...attachments, ...added] });
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

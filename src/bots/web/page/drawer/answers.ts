import type { api } from '../api.ts';
import type { Card, Reply } from '../model.ts';
import { followPending } from '../pending.ts';
import type { PageStore } from '../store.ts';
import { Drafts } from './drafts.ts';
import {
  closed,
  type Drawer,
  type Pressed,
  shownPage,
  withCard,
  without,
  withForm,
  withNewer,
  withRefusal,
  withSending,
} from './drawer.ts';

export interface AnswersParts {
  readonly store: PageStore;
  readonly press: (typeof api)['press'];
  readonly later: (ms: number) => Promise<void>;
  /** Shows what went wrong while nobody pressed anything. */
  readonly failed: (error: unknown) => void;
  /** What went wrong, in words. */
  readonly sentence: (error: unknown) => string;
}

/** What the hub answers to this person alone: cards and forms in the drawer, sentences in a line above the composer. */
export class Answers {
  readonly #parts: AnswersParts;
  readonly drafts = new Drafts();

  constructor(parts: AnswersParts) {
    this.#parts = parts;
  }

  get #drawer(): Drawer {
    return this.#parts.store.state.drawer;
  }

  #set(drawer: Drawer): void {
    this.#parts.store.set({ drawer, announced: '' });
  }

  /** Shows the answer to a press in the drawer, or, with null, to one elsewhere. */
  show(reply: Reply, pressed: Pressed | null): void {
    const { store } = this.#parts;
    if (reply.pair !== undefined) store.takePair(reply.pair);
    if (reply.type === 'said') store.say(reply.text);
    else store.set({ toast: null });
    if (reply.type === 'form') {
      this.#set(withForm(this.#drawer, this.drafts.filled(reply.form), pressed));
    }
    if (reply.type === 'card') this.#showCard(reply, pressed);
    if (reply.type === 'card' || reply.type === 'form' || pressed === null) return;
    const page = this.#drawer.pages.find(({ key }) => key === pressed.page);
    // A form that was taken, and a question that is settled, have nothing more to say.
    if (page?.type === 'form' || reply.type === 'done')
      this.#set(without(this.#drawer, pressed.page));
  }

  #showCard({ card, pending }: Extract<Reply, { type: 'card' }>, pressed: Pressed | null): void {
    const before = shownPage(this.#drawer);
    this.#set(withCard(this.#drawer, card, pressed));
    const page = shownPage(this.#drawer);
    if (page === undefined) return;
    if (before?.type === 'card' && before.key === page.key) this.#announce(before.card, card);
    void this.#follow(page.key, pending);
  }

  async #follow(key: number, pending: string | undefined): Promise<void> {
    const { press, later, failed } = this.#parts;
    const show = (reply: Reply) => this.#showNewer(key, reply);
    try {
      await followPending({ look: (id) => press(id), later, show }, pending);
    } catch (error) {
      failed(error);
    }
  }

  /** False when nobody sees the card any more. */
  #showNewer(key: number, reply: Reply): boolean {
    const page = this.#drawer.pages.find((one) => one.key === key);
    if (page?.type !== 'card') return false;
    if (reply.type !== 'card') this.show(reply, { id: '', page: key });
    else {
      this.#set(withNewer(this.#drawer, key, reply.card));
      this.#announce(page.card, reply.card);
    }
    return true;
  }

  /** Says the lines that are new on a page which the person has before them. */
  #announce(before: Card, { lines }: Card): void {
    const known = new Set(before.lines.map(({ text }) => text));
    const fresh = lines.map(({ text }) => text).filter((text) => !known.has(text));
    this.#parts.store.set({ announced: fresh.join('. ') });
  }

  /** Sends a form. What was typed stays until the hub has taken it. */
  async submit(key: number, values: object): Promise<void> {
    const page = this.#drawer.pages.find((one) => one.key === key);
    if (page?.type !== 'form' || page.sending) return;
    this.#set(withSending(this.#drawer, key));
    try {
      const { id } = page.form;
      const reply = await this.#parts.press(id, values);
      this.drafts.forget(id);
      this.show(reply, { id, page: key });
    } catch (error) {
      this.#set(withRefusal(this.#drawer, key, this.#parts.sentence(error)));
    }
  }

  back(): void {
    const page = shownPage(this.#drawer);
    if (page !== undefined) this.#set(without(this.#drawer, page.key));
  }

  /** Leaves a form, and what was typed into it. */
  cancel(formId: string): void {
    this.drafts.forget(formId);
    this.back();
  }

  close(): void {
    this.#set(closed(this.#drawer));
  }
}

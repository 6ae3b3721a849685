import { filesOf } from './blocks.ts';
import type { Ground, Json } from './ground.ts';
import { circumstance, fault } from './refusal.ts';
import { type HomeView, type ModalView, readHome, readModal } from './views.ts';

/** A form in front of a person. */
export interface OpenView {
  readonly id: string;
  readonly user: string;
  hash: string;
  view: ModalView;
  isOpen: boolean;
}

/** Forms and Home tabs of everybody. */
export class ViewStore {
  readonly open = new Map<string, OpenView>();
  readonly homes = new Map<string, { hash: string; view: HomeView }>();
  /** Whether the Home tab is on in the app's settings. */
  homeTab = true;
  readonly #ground: Ground;
  /** Whether a file can be shown: one that is deleted or not examined yet makes Slack refuse the whole view. */
  readonly #isUsable: (file: string) => boolean;

  constructor(ground: Ground, isUsable: (file: string) => boolean) {
    this.#ground = ground;
    this.#isUsable = isUsable;
  }

  /** Forms that a person has before them, the uppermost last. */
  stackOf(user: string): readonly OpenView[] {
    return [...this.open.values()].filter((one) => one.user === user && one.isOpen);
  }

  add(user: string, given: unknown, mayStack: boolean): Json {
    const view = this.#modal(given);
    const stack = this.stackOf(user);
    // A new form replaces those before it; a pushed one lies on them.
    if (!mayStack) for (const one of stack) one.isOpen = false;
    else if (stack.length >= 3) throw fault('push_limit_reached');
    const one = { id: this.#ground.ids.next('V'), user, hash: this.#hash(), view, isOpen: true };
    this.open.set(one.id, one);
    this.#ground.moved();
    return this.api(one);
  }

  update(id: string, hash: string | undefined, given: unknown): Json {
    const one = this.open.get(id);
    if (one === undefined || !one.isOpen) throw circumstance('not_found');
    if (hash !== undefined && hash !== one.hash) throw circumstance('hash_conflict');
    one.view = this.#modal(given);
    one.hash = this.#hash();
    this.#ground.moved();
    return this.api(one);
  }

  publish(user: string, hash: string | undefined, given: unknown): Json {
    if (!this.homeTab) throw circumstance('not_enabled');
    const read = readHome(given);
    if ('wrong' in read) throw fault('invalid_arguments', read.wrong);
    this.#requireFiles(read.view);
    const before = this.homes.get(user);
    if (hash !== undefined && hash !== before?.hash) throw circumstance('hash_conflict');
    const home = { hash: this.#hash(), view: read.view };
    this.homes.set(user, home);
    this.#ground.moved();
    return { id: `V-home-${user}`, type: 'home', hash: home.hash, blocks: home.view.blocks };
  }

  api({ id, hash, view }: OpenView, values: Json = {}): Json {
    return { ...view, id, hash, state: { values }, team_id: '', root_view_id: id };
  }

  #modal(given: unknown): ModalView {
    const read = readModal(given);
    if ('wrong' in read) throw fault('invalid_arguments', read.wrong);
    this.#requireFiles(read.view);
    return read.view;
  }

  #requireFiles({ blocks }: ModalView | HomeView): void {
    if (filesOf(blocks).every(this.#isUsable)) return;
    const messages = ['[ERROR] invalid slack file [json-pointer:/view/blocks]'];
    throw circumstance('invalid_arguments', { response_metadata: { messages } });
  }

  #hash(): string {
    return `${Math.floor(this.#ground.clock.now() / 1_000)}.${this.#ground.ids.secret()}`;
  }
}

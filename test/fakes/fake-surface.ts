import type { Card } from '../../src/core/chat/card.ts';
import type { SentMessage } from '../../src/core/domain/pair.ts';
import type { Person, Place, SurfaceName } from '../../src/core/domain/person.ts';
import {
  type Advice,
  ClosedError,
  FilteredError,
  type PostTarget,
  type Surface,
  SurfaceError,
  type SurfaceFailure,
  type SurfaceRoom,
} from '../../src/core/ports/surface.ts';
import { ROOMS } from './rooms.ts';

export interface FakeMessage {
  readonly id: string;
  readonly place: Place;
  readonly nonce: string;
  readonly replyTo: string | null;
  card: Card;
  edits: number;
}

interface Trouble {
  readonly call: 'post' | 'update' | 'remove' | 'find' | 'tell';
  readonly kind: SurfaceFailure | 'uninvited';
  /** The call is carried out all the same: only its answer is lost. */
  readonly landed: boolean;
  readonly retryAfterMs?: number;
  readonly advice?: Advice;
  /** Of the kind `filtered`. */
  readonly about?: 'words' | 'picture';
  readonly only?: (card: Card) => boolean;
}

/**
 * A chat in memory that can be made to fail. It posts as often as it is told: it forgives no double, and no edit
 * without the memo of its message.
 */
export class FakeSurface implements Surface {
  readonly hidesPictures = true;
  headerFirst?: true;
  readonly room: SurfaceRoom;
  gapMs = 0;
  /** Whether it uploads something before it posts, as chats do with pictures. */
  uploading = false;
  /** What was uploaded and not deleted. */
  readonly uploads = new Set<string>();
  readonly messages: FakeMessage[] = [];
  readonly calls: string[] = [];
  readonly #troubles: Trouble[] = [];
  #next = 1;

  constructor(name: SurfaceName = 'web') {
    this.room = ROOMS[name];
  }

  /** The next such call fails once. */
  fail(call: Trouble['call'], kind: Trouble['kind'], more: Partial<Trouble> = {}): void {
    this.#troubles.push({ landed: false, ...more, call, kind });
  }

  async post(target: PostTarget, card: Card): Promise<SentMessage> {
    this.calls.push(`post ${card.kind}`);
    if (this.uploading && card.kind === 'image' && target.memo === null) this.#upload(target);
    const trouble = this.#take('post', card);
    if (trouble === undefined || trouble.landed) {
      const { place, nonce, replyTo } = target;
      this.messages.push({ id: `m${this.#next++}`, place, nonce, replyTo, card, edits: 0 });
    }
    if (trouble !== undefined) throw asError(trouble);
    return this.#sent(target.nonce) ?? { id: '', memo: null };
  }

  async update(_place: Place, messageId: string, card: Card, memo: string | null): Promise<void> {
    this.calls.push(`update ${card.kind}`);
    const trouble = this.#take('update', card);
    if (trouble !== undefined && !trouble.landed) throw asError(trouble);
    const message = this.messages.find((one) => one.id === messageId);
    if (message === undefined) throw new SurfaceError('gone', 'no such message');
    requireMemo(messageId, memo);
    message.card = card;
    message.edits += 1;
    if (trouble !== undefined) throw asError(trouble);
  }

  #upload({ keep }: PostTarget): void {
    const upload = `upload ${this.#next++}`;
    this.uploads.add(upload);
    keep(upload);
  }

  async remove(_place: Place, messageId: string | null, memo: string | null): Promise<void> {
    this.calls.push(messageId === null ? 'discard' : 'remove');
    if (messageId === null) return void this.uploads.delete(memo ?? '');
    const trouble = this.#take('remove');
    if (trouble !== undefined) throw asError(trouble);
    const index = this.messages.findIndex((one) => one.id === messageId);
    if (index === -1) return;
    requireMemo(messageId, memo);
    this.messages.splice(index, 1);
  }

  /** From when on each look went. */
  readonly looksSince: number[] = [];

  async find(target: PostTarget): Promise<SentMessage | undefined> {
    this.calls.push('find');
    this.looksSince.push(target.since);
    const trouble = this.#take('find');
    if (trouble !== undefined) throw asError(trouble);
    return this.#sent(target.nonce);
  }

  /** What was said to one person alone. */
  readonly told: { readonly personId: string; readonly text: string }[] = [];

  async tell(_place: Place, { id }: Person, text: string): Promise<void> {
    const trouble = this.#take('tell');
    if (trouble !== undefined) throw asError(trouble);
    this.told.push({ personId: id, text });
  }

  link(_place: Place, messageId: string): string {
    return `https://chat.example/${messageId}`;
  }

  /** Messages with one nonce: more than one is a double post. */
  withNonce(nonce: string): readonly FakeMessage[] {
    return this.messages.filter((one) => one.nonce === nonce);
  }

  #sent(nonce: string): SentMessage | undefined {
    const message = this.messages.findLast((one) => one.nonce === nonce);
    return message && { id: message.id, memo: memoOf(message.id) };
  }

  #take(call: Trouble['call'], card?: Card): Trouble | undefined {
    const index = this.#troubles.findIndex(
      (one) => one.call === call && (one.only === undefined || (card && one.only(card))),
    );
    return index === -1 ? undefined : this.#troubles.splice(index, 1)[0];
  }
}

function memoOf(messageId: string): string {
  return `memo of ${messageId}`;
}

/** A surface gets its own memo back, or cannot do what it is asked to. */
function requireMemo(messageId: string, memo: string | null): void {
  if (memo !== memoOf(messageId)) throw new SurfaceError('refused', `the memo is ${memo}`);
}

function asError({ kind, retryAfterMs, advice, about = 'words' }: Trouble): SurfaceError {
  if (kind === 'uninvited') return new ClosedError('uninvited', 'nobody invited it');
  if (kind === 'filtered') return new FilteredError({ about, said: 'Not in this house' });
  return new SurfaceError(kind, `made to fail: ${kind}`, {
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    advice,
  });
}

import { z } from 'zod';
import type { Caller } from '../../domain/person.ts';
import { sorted } from '../../base/canonical.ts';
import { storageFault } from '../../ports/storage-fault.ts';
import { UserError } from '../../words/user-error.ts';
import type { Door } from './door.ts';
import type { PressReply } from './reply.ts';
import type { World } from './world.ts';

/** Only this module writes replies, so the check of `type` is enough. */
const replySchema = z.custom<PressReply>(
  (value) => z.looseObject({ type: z.string() }).safeParse(value).success,
);

type OnceParts = Pick<World, 'store' | 'digest' | 'log'> & { readonly door: Door };

/** A request with the key that its sender gave it. A key belongs to one person and to one request. */
export interface KeyedRequest {
  readonly key: string;
  /** What is asked for: another route or button is another request. */
  readonly what: string;
  readonly values: unknown;
}

/** Runs a request once per key, and answers a repetition with the first reply. */
export class Once {
  readonly #parts: OnceParts;

  constructor(parts: OnceParts) {
    this.#parts = parts;
  }

  /**
   * Throws what `act` throws. A `UserError` changed nothing, and neither did a transaction that found the storage full or
   * busy, so the key is forgotten and the next try runs.
   * Throws a `UserError` when the request came before and no reply to it was stored (409), or when the key came with
   * another request (422).
   */
  async run(
    caller: Caller,
    { key, what, values }: KeyedRequest,
    act: () => PressReply | Promise<PressReply>,
  ): Promise<PressReply> {
    const { store, door, digest } = this.#parts;
    const { requests, pairs } = store;
    const fingerprint = digest(JSON.stringify([what, sorted(values ?? null)]));
    const { id } = caller.person;
    // A request for pairs is stored with them.
    if (pairs.byRequestKey(id, key).length > 0) throw new UserError('request_key_reused');
    if (!door.isFirst(caller, key, fingerprint)) {
      const before = requests.fingerprintOf(id, key);
      if (before !== null && before !== fingerprint) throw new UserError('request_key_reused');
      const answer = requests.answerTo(id, key);
      if (answer === null) throw new UserError('request_unanswered');
      return replySchema.parse(JSON.parse(answer));
    }
    let reply: PressReply;
    try {
      reply = await act();
    } catch (cause) {
      if (hasChangedNothing(cause)) this.#unlessStorageFails(() => requests.forget(id, key));
      throw cause;
    }
    // The act is done: a repetition must not run it again even if the reply cannot be stored.
    this.#unlessStorageFails(() => requests.answered(id, key, JSON.stringify(reply)));
    return reply;
  }

  #unlessStorageFails(write: () => void): void {
    try {
      write();
    } catch (cause) {
      if (storageFault(cause) === undefined) throw cause;
      this.#parts.log.error({ err: cause }, 'the reply to a request was not stored');
    }
  }
}

function hasChangedNothing(cause: unknown): boolean {
  const fault = storageFault(cause);
  return cause instanceof UserError || fault === 'full' || fault === 'busy';
}

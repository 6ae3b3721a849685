import { z } from 'zod';
import type { Caller } from '../../domain/person.ts';
import type { Store } from '../../ports/store.ts';
import { UserError } from '../../words/user-error.ts';
import type { Door } from './door.ts';
import type { PressReply } from './reply.ts';

/** Written by this module alone: only its frame is checked again. */
const replySchema = z.custom<PressReply>(
  (value) => z.looseObject({ type: z.string() }).safeParse(value).success,
);

/** Answers a request that comes again under its key as it was answered first. */
export class Once {
  readonly #store: Store;
  readonly #door: Door;

  constructor(parts: { readonly store: Store; readonly door: Door }) {
    this.#store = parts.store;
    this.#door = parts.door;
  }

  /**
   * Throws what `act` throws; a `UserError` changed nothing and is not kept, so that the next try is judged anew.
   * Throws a `UserError` (409) when the request came before and nobody knows what it was answered.
   */
  async run(
    caller: Caller,
    key: string,
    act: () => PressReply | Promise<PressReply>,
  ): Promise<PressReply> {
    const { requests } = this.#store;
    const { id } = caller.person;
    if (!this.#door.isFirst(caller, key)) {
      const answer = requests.answerTo(id, key);
      if (answer === null) throw new UserError('request_unanswered');
      return replySchema.parse(JSON.parse(answer));
    }
    try {
      const reply = await act();
      requests.answered(id, key, JSON.stringify(reply));
      return reply;
    } catch (cause) {
      if (cause instanceof UserError) requests.forget(id, key);
      throw cause;
    }
  }
}

import { z } from 'zod';
import type { Caller } from '../../domain/person.ts';
import type { Store } from '../../ports/store.ts';
import { UserError } from '../../words/user-error.ts';
import type { Door } from './door.ts';
import type { PressReply } from './reply.ts';

/** Only this module writes replies, so the check of `type` is enough. */
const replySchema = z.custom<PressReply>(
  (value) => z.looseObject({ type: z.string() }).safeParse(value).success,
);

/** Runs a request once per key, and answers a repetition with the first reply. */
export class Once {
  readonly #parts: { readonly store: Store; readonly door: Door };

  constructor(parts: { readonly store: Store; readonly door: Door }) {
    this.#parts = parts;
  }

  /**
   * Throws what `act` throws. A `UserError` changed nothing, so its key is forgotten and the next try runs.
   * Throws a `UserError` (409) when the request came before and no reply to it was stored.
   */
  async run(
    caller: Caller,
    key: string,
    act: () => PressReply | Promise<PressReply>,
  ): Promise<PressReply> {
    const { store, door } = this.#parts;
    const { requests } = store;
    const { id } = caller.person;
    if (!door.isFirst(caller, key)) {
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

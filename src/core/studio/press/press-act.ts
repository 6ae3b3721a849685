import { UserError } from '../../words/user-error.ts';
import { inAllLanguages } from '../../words/words.ts';
import type { Controlled } from '../base/door.ts';
import { DONE, type PressReply } from '../base/reply.ts';
import type { Signals } from '../base/signals.ts';
import type { World } from '../base/world.ts';

type ActPressParts = Pick<World, 'store'> & { readonly signals: Pick<Signals, 'pair'> };

/** The button on what a setting is about to do. */
export class ActPresses {
  readonly #parts: ActPressParts;

  constructor(parts: ActPressParts) {
    this.#parts = parts;
  }

  /** Drops the planned act. Throws a `UserError` when it happened meanwhile, or was dropped. */
  cancel({ caller, view, generation }: Controlled): PressReply {
    const { store, signals } = this.#parts;
    const { id } = view.pair;
    store.transaction(() => {
      const why = inAllLanguages((say) => say.act_cancelled(caller.person.name));
      if (!store.acts.drop(generation.id, why)) throw new UserError('already_ended');
      store.pairs.touch(id);
    });
    signals.pair(id);
    return DONE;
  }
}

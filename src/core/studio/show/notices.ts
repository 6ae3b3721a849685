import type { World } from '../base/world.ts';
import type { Pair } from '../../domain/pair.ts';
import type { Place } from '../../domain/person.ts';
import { settingKey } from '../../ports/settings.ts';
import type { SurfaceFailure } from '../../ports/surface.ts';
import { words } from '../../words/words.ts';
import type { Signals } from '../base/signals.ts';

export type NoticeParts = Pick<World, 'store' | 'surfaces' | 'clock' | 'log'> & {
  readonly signals: Signals;
};

/** Says that a place takes no messages any more: once, to whoever waits for one, until it does again. */
export class Notices {
  readonly #parts: NoticeParts;

  constructor(parts: NoticeParts) {
    this.#parts = parts;
  }

  /** A message was given up. Only what concerns the place is said; repeating it says nothing. */
  givenUp(pair: Pair, kind: SurfaceFailure): void {
    if (kind !== 'forbidden' && kind !== 'gone') return;
    const { store, surfaces, clock, log } = this.#parts;
    const name = settingKey.toldUnusable(pair.place);
    if (store.settings.get(name)) return;
    store.settings.put(name, String(clock.now()));
    const text = words(pair.locale)[kind === 'gone' ? 'place_gone' : 'place_forbidden']();
    const told = surfaces.get(pair.place.surface)?.tell(pair.place, pair.asker, text);
    told?.catch((cause: unknown) => {
      log.warn(
        { err: cause, pair: pair.id },
        'nobody could be told that a place takes no messages',
      );
    });
  }

  /** The place takes messages again: those that could not be edited meanwhile are, with their Re-post. */
  worked(place: Place): void {
    const { store, signals } = this.#parts;
    const wasTold = Boolean(store.settings.get(settingKey.toldUnusable(place)));
    // Of an edit alone nobody is told: it may wait where every post went well.
    if (!wasTold && !store.posts.keptBack(place)) return;
    const behind = store.transaction(() => {
      if (wasTold) store.settings.put(settingKey.toldUnusable(place), '');
      return store.posts.unkeep(place);
    });
    for (const pairId of behind) signals.pair(pairId);
  }
}

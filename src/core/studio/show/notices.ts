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

/** Tells an asker that their place takes no messages: once, until the place takes messages again. */
export class Notices {
  readonly #parts: NoticeParts;

  constructor(parts: NoticeParts) {
    this.#parts = parts;
  }

  /** Call when a message was given up. Tells the asker if the place was the reason and nobody was told before. */
  reportFailure(pair: Pair, kind: SurfaceFailure): void {
    if (kind !== 'forbidden' && kind !== 'gone') return;
    const { store, surfaces, clock, log } = this.#parts;
    const name = settingKey.toldUnusable(pair.place);
    if (store.settings.get(name)) return;
    store.settings.put(name, String(clock.now()));
    const text = words(pair.locale)[kind === 'gone' ? 'place_gone' : 'place_forbidden']();
    const telling = surfaces.get(pair.place.surface)?.tell(pair.place, pair.asker, text);
    telling?.catch((cause: unknown) => {
      log.warn({ err: cause, pair: pair.id }, 'the asker was not notified of a failing place');
    });
  }

  /** Call when the place takes messages. Queues the edits that it refused before. */
  markWorking(place: Place): void {
    const { store, signals } = this.#parts;
    const key = settingKey.toldUnusable(place);
    const wasFailing = Boolean(store.settings.get(key));
    // A refused edit alone sets no notice, so look for refused edits too.
    if (!wasFailing && !store.posts.hasKeptBack(place)) return;
    const behind = store.transaction(() => {
      if (wasFailing) store.settings.put(key, '');
      return store.posts.clearKeptBack(place);
    });
    for (const pairId of behind) signals.pair(pairId);
  }
}

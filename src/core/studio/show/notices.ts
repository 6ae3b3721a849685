import type { World } from '../base/world.ts';
import type { Pair } from '../../domain/pair.ts';
import type { Person, Place } from '../../domain/person.ts';
import { settingKey } from '../../ports/settings.ts';
import type { Card } from '../../chat/card.ts';
import type { PostTarget, PrivateAnswer, SurfaceError } from '../../ports/surface.ts';
import { noticeCard } from '../../cards/parts.ts';
import { words } from '../../words/words.ts';
import { shown } from '../base/behind-disk.ts';
import type { Signals } from '../base/signals.ts';

export type NoticeParts = Pick<World, 'store' | 'surfaces' | 'clock' | 'ids' | 'log'> & {
  readonly signals: Signals;
};

/** Milliseconds in which the hub tells a person the same thing once: a command may make eight pairs. */
const SAME_MS = 60_000;
/** Places that are remembered. */
const MAX_WORKING = 10_000;

interface Telling {
  /** The private answer that the person's command waits for. */
  readonly answer?: PrivateAnswer | null;
  /** Buttons under that answer. */
  readonly rows?: Card['rows'];
  /** The text where there are no buttons; the same unless given. */
  readonly plain?: string;
}

/** Tells people what no message of their pair can say. */
export class Notices {
  readonly #parts: NoticeParts;
  /** When each text was told to a person last. */
  readonly #told = new Map<string, number>();
  /** Places that took a message last, with nothing that they refused before. */
  readonly #working = new Set<string>();

  constructor(parts: NoticeParts) {
    this.#parts = parts;
  }

  /** Call when a message was given up. Tells the asker if the place was the reason and nobody was told before. */
  reportFailure(pair: Pair, { kind, advice }: SurfaceError): void {
    if (kind !== 'forbidden' && kind !== 'gone') return;
    this.notWorking(pair.place);
    const { store, surfaces, clock, log } = this.#parts;
    const name = settingKey.toldUnusable(pair.place);
    if (store.settings.get(name)) return;
    store.settings.put(name, String(clock.now()));
    const say = words(pair.locale)[kind === 'gone' ? 'place_gone' : 'place_forbidden'];
    const text = advice === null ? say() : advice(pair.locale);
    const telling = surfaces.get(pair.place.surface)?.tell(pair.place, pair.asker, text);
    telling?.catch((cause: unknown) => {
      log.warn({ err: cause, pair: pair.id }, 'the asker was not notified of a failing place');
    });
  }

  /**
   * Tells a person privately: through `answer` while their command waits for one, else as the surface can, else as a line in
   * the channel. Tells the same once a minute. Never throws.
   */
  async tell(
    { id, place }: Pair,
    person: Person,
    text: string,
    { answer = null, rows = [], plain = text }: Telling = {},
  ): Promise<void> {
    const { surfaces, log, store } = this.#parts;
    const surface = surfaces.get(place.surface);
    const ways = [
      ...(answer === null ? [] : [() => shown(store).then(() => answer(text, rows))]),
      ...(surface === undefined || this.#isRepeat(person, plain)
        ? []
        : [
            () => surface.tell(place, person, plain),
            () => surface.post(this.#line(place), noticeCard(person, plain)),
          ]),
    ];
    for (const way of ways) {
      try {
        await way();
        return;
      } catch (cause) {
        log.warn({ err: cause, pair: id }, 'a person could not be told in this way');
      }
    }
  }

  #isRepeat({ id }: Person, text: string): boolean {
    const now = this.#parts.clock.now();
    for (const [key, at] of this.#told) if (now - at >= SAME_MS) this.#told.delete(key);
    const key = `${id}\n${text}`;
    const isRepeat = this.#told.has(key);
    if (!isRepeat) this.#told.set(key, now);
    return isRepeat;
  }

  #line(place: Place): PostTarget {
    const { ids, clock } = this.#parts;
    const nothing = { replyTo: null, memo: null, keep: () => undefined };
    return { ...nothing, place, nonce: ids.next(), since: clock.now() };
  }

  /** Call when the place refused a message. */
  notWorking(place: Place): void {
    this.#working.delete(settingKey.toldUnusable(place));
  }

  /** Call when the place takes messages. Queues the edits that it refused before. */
  markWorking(place: Place): void {
    const { store, signals } = this.#parts;
    const key = settingKey.toldUnusable(place);
    if (this.#working.has(key)) return;
    if (this.#working.size >= MAX_WORKING) this.#working.clear();
    this.#working.add(key);
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

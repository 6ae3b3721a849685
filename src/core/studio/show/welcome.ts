import type { World } from '../base/world.ts';
import { firstRunCard } from '../../cards/first-run.ts';
import type { Card } from '../../chat/card.ts';
import type { Locale, Place } from '../../domain/person.ts';
import { settingKey } from '../../ports/settings.ts';
import type { PostTarget } from '../../ports/surface.ts';
import { surfaceAt } from './card-context.ts';

/** The nonce of the web chat's greeting: it has one workspace. */
export const WELCOME = 'first-run';

export type WelcomeParts = Pick<World, 'store' | 'clock' | 'surfaces'>;

/** The first message of a workspace: three prompts to click. Every member throws a `SurfaceError`. */
export class Welcome {
  readonly #parts: WelcomeParts;

  constructor(parts: WelcomeParts) {
    this.#parts = parts;
  }

  /** Greets a workspace once, in whichever channel comes first. */
  async once(place: Place, locale: Locale): Promise<void> {
    const { store, clock } = this.#parts;
    const setting = settingKey.greeted(place);
    if (store.settings.get(setting) !== undefined) return;
    // Store this before posting: no greeting is better than two.
    store.settings.put(setting, String(clock.now()));
    await surfaceAt(this.#parts, place).post(this.#target(place), this.card(locale));
  }

  /**
   * Posts the greeting or updates it, on a surface that can search for messages: its text depends on the default
   * model, which may have changed.
   */
  async current(place: Place, locale: Locale): Promise<void> {
    const surface = surfaceAt(this.#parts, place);
    const target = this.#target(place);
    const card = this.card(locale);
    const posted = await surface.find(target);
    if (posted === undefined) await surface.post(target, card);
    else await surface.update(place, posted.id, card, posted.memo);
  }

  #target(place: Place): PostTarget {
    const nonce = place.surface === 'web' ? WELCOME : `hi-${place.workspace}`;
    const nothing = { replyTo: null, memo: null, keep: () => undefined };
    return { ...nothing, place, nonce, since: this.#parts.clock.now() };
  }

  /** What the greeting says now. */
  card(locale: Locale): Card {
    return firstRunCard(locale, this.#parts.store.models.default());
  }
}

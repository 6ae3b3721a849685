import type { World } from '../base/world.ts';
import { firstRunCard } from '../../cards/first-run.ts';
import type { Card } from '../../chat/card.ts';
import type { Locale, Place } from '../../domain/person.ts';
import { settingKey } from '../../ports/settings.ts';
import type { PostTarget, Surface } from '../../ports/surface.ts';

export type WelcomeParts = Pick<World, 'store' | 'clock' | 'surfaces'>;

/** The first message of a workspace: three prompts to click. Every member throws a `SurfaceError`. */
export class Welcome {
  readonly #parts: WelcomeParts;

  constructor(parts: WelcomeParts) {
    this.#parts = parts;
  }

  /** Greets a workspace, once for ever, wherever in it the first greeting went. */
  async once(place: Place, locale: Locale): Promise<void> {
    const { store, clock } = this.#parts;
    const setting = settingKey.greeted(place);
    if (store.settings.get(setting) !== undefined) return;
    // Before posting: a workspace that was greeted twice is worse than one that was not.
    store.settings.put(setting, String(clock.now()));
    await this.#surface(place).post(this.#target(place), this.#card(locale));
  }

  /**
   * Posts the greeting or brings it up to date, on a surface that surely finds it again: what it promises depends
   * on the default model, which may have changed since.
   */
  async current(place: Place, locale: Locale): Promise<void> {
    const [surface, target, card] = [this.#surface(place), this.#target(place), this.#card(locale)];
    const posted = await surface.find(target);
    if (posted === undefined) await surface.post(target, card);
    else await surface.update(place, posted.id, card, posted.memo);
  }

  #surface({ surface }: Place): Surface {
    const found = this.#parts.surfaces.get(surface);
    if (found === undefined) throw new Error(`there is no surface ${surface} to greet on`);
    return found;
  }

  #target(place: Place): PostTarget {
    // The web chat has one workspace, whose greeting has had this name since there is one.
    const nonce = place.surface === 'web' ? 'first-run' : `hi-${place.workspace}`;
    return { place, nonce, replyTo: null, since: this.#parts.clock.now() };
  }

  #card(locale: Locale): Card {
    return firstRunCard(locale, this.#parts.store.models.default());
  }
}

import type { World } from '../base/world.ts';
import type { LinePlace } from '../../line/place.ts';
import type { CardContext } from '../../cards/context.ts';
import type { ShownPair } from '../../domain/pair.ts';
import { postOf } from '../../domain/pair-view.ts';
import type { Locale, Place } from '../../domain/person.ts';
import { settingKey } from '../../ports/settings.ts';
import type { Surface, SurfaceRoom } from '../../ports/surface.ts';

export type ContextParts = Pick<World, 'store' | 'surfaces' | 'textModels'> & {
  readonly places: () => ReadonlyMap<string, LinePlace>;
};

/** What cards show besides the state of their pair, read once per card. `shown`: the pair, when all cards are of one. */
export function cardContext(parts: ContextParts, locale: Locale, shown?: ShownPair): CardContext {
  const { store, surfaces } = parts;
  const spoilers = new Map<string, boolean>();
  let places: ReadonlyMap<string, LinePlace> | undefined;
  let names: ReadonlyMap<string, string> | undefined;
  return {
    locale,
    canRewrite: parts.textModels.length > 0,
    line: (id) => {
      places ??= parts.places();
      return places.get(id);
    },
    link: (id) => {
      const post = shown === undefined ? store.posts.get(id) : postOf(shown, id);
      if (post?.state !== 'posted' || post.messageId === null) return null;
      return surfaces.get(post.place.surface)?.link(post.place, post.messageId) ?? null;
    },
    categoryName: (slug) => {
      names ??= new Map(store.pool.categories().map((one) => [one.slug, one.displayName]));
      return names.get(slug) ?? slug;
    },
    modelName: (id) =>
      shown?.modelNames[id] ??
      store.models.get(id)?.displayName ??
      store.textModels.get(id)?.displayName ??
      id,
    spoiler: (place) => {
      if (shown?.pair.place === place) return shown.hidesImages;
      const key = settingKey.spoiler(place);
      const isOn = spoilers.get(key) ?? store.settings.get(key) === 'on';
      spoilers.set(key, isOn);
      return isOn;
    },
  };
}

/** The surface of a place. Throws when it is not connected. */
export function surfaceAt(
  { surfaces }: Pick<World, 'surfaces'>,
  { surface: name }: Place,
): Surface {
  const surface = surfaces.get(name);
  if (surface === undefined) throw new Error(`${name} is not connected`);
  return surface;
}

/** How much the surface of a place shows at once. Throws when it is not connected. */
export function roomAt(surfaces: World['surfaces'], place: Place): SurfaceRoom {
  return surfaceAt({ surfaces }, place).room;
}

import type { World } from '../base/world.ts';
import type { LinePlace } from '../../line/place.ts';
import type { CardContext } from '../../cards/context.ts';
import type { Post } from '../../domain/pair.ts';
import type { Locale, Place } from '../../domain/person.ts';
import { settingKey } from '../../ports/settings.ts';
import type { Surface, SurfaceRoom } from '../../ports/surface.ts';

export type ContextParts = Pick<World, 'store' | 'surfaces'> & {
  readonly places: () => ReadonlyMap<string, LinePlace>;
};

/** What cards show besides the state of their pair, read once per card. `posts`: all messages of that pair, when read already. */
export function cardContext(
  parts: ContextParts,
  locale: Locale,
  posts?: readonly Post[],
): CardContext {
  const { store, surfaces } = parts;
  const spoilers = new Map<string, boolean>();
  let places: ReadonlyMap<string, LinePlace> | undefined;
  let names: ReadonlyMap<string, string> | undefined;
  return {
    locale,
    line: (id) => {
      places ??= parts.places();
      return places.get(id);
    },
    link: (id) => {
      const post = posts === undefined ? store.posts.get(id) : posts.find((one) => one.id === id);
      if (post?.state !== 'posted' || post.messageId === null) return null;
      return surfaces.get(post.place.surface)?.link(post.place, post.messageId) ?? null;
    },
    categoryName: (slug) => {
      names ??= new Map(store.pool.categories().map((one) => [one.slug, one.displayName]));
      return names.get(slug) ?? slug;
    },
    modelName: (id) => store.models.get(id)?.displayName ?? id,
    spoiler: (place) => {
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

import { ROOM } from '../../src/bots/discord/limits.ts';
import { WEB_ROOM } from '../../src/bots/web/surface.ts';
import type { SurfaceName } from '../../src/core/domain/person.ts';
import type { SurfaceRoom } from '../../src/core/ports/surface.ts';

/** What each chat has room for, in life; of one that is not there yet, as little as the narrowest has. */
export const ROOMS: Readonly<Record<SurfaceName, SurfaceRoom>> = {
  web: WEB_ROOM,
  discord: ROOM,
  slack: { ...ROOM, gallery: 5, pool: 5 },
};

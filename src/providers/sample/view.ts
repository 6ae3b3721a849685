import type { Composition } from './composition.ts';

/** The camera's view, by a picture's angle. */
export interface View {
  /** 0 is the top edge, 1 the bottom. */
  readonly horizon: number;
  /** Degrees. */
  readonly tilt: number;
  /** The size of the subject: 1 is nearly half of the height. */
  readonly scale: number;
  /** Looking straight down. */
  readonly fromAbove: boolean;
  /** Somebody's shoulder in front. */
  readonly shoulder: boolean;
  /** Where the subject is moved to, from 0 at the left edge to 1, and how far on its way, from 0 to 1. */
  readonly place: { readonly x: number; readonly share: number };
}

const LEVEL: View = {
  horizon: 0.6,
  tilt: 0,
  scale: 1,
  fromAbove: false,
  shoulder: false,
  place: { x: 0.5, share: 0 },
};
/** The height of a usual subject at scale 1, as a share of the picture's. */
export const SUBJECT = 0.46;
const SCALES = { least: 0.4, most: 3 } as const;

const VIEWS: ReadonlyMap<string, Partial<View>> = new Map<string, Partial<View>>([
  ['eye-level', {}],
  ['overhead', { fromAbove: true, scale: 1.3 }],
  ['down-45', { horizon: 0.26 }],
  ['high-angle', { horizon: 0.18, scale: 0.8 }],
  ['low-angle', { horizon: 0.84, scale: 1.6 }],
  ['dutch', { tilt: 15 }],
  ['birds-eye', { fromAbove: true, scale: 0.5 }],
  ['worms-eye', { horizon: 0.94, scale: 2.1 }],
  ['over-shoulder', { shoulder: true, scale: 0.9 }],
  ['close-up', { scale: 2.3, horizon: 0.68 }],
  ['extreme-close-up', { scale: 3.6, horizon: 0.72 }],
  ['medium', { scale: 1.6 }],
  ['full-body', { scale: 1.25, horizon: 0.64 }],
  ['wide', { scale: 0.45, horizon: 0.68 }],
  ['profile', { scale: 1.3 }],
  ['from-behind', { scale: 1.3, horizon: 0.5 }],
]);

/** The view of an angle preset, mixed with the level one by the ratio (percent). */
export function viewOf(angle: string | null, ratio: number): View {
  const wanted = angle === null ? {} : (VIEWS.get(angle) ?? {});
  const share = ratio / 100;
  const toward = (from: number, to: number | undefined) => from + ((to ?? from) - from) * share;
  return {
    horizon: toward(LEVEL.horizon, wanted.horizon),
    tilt: toward(LEVEL.tilt, wanted.tilt),
    scale: toward(LEVEL.scale, wanted.scale),
    fromAbove: wanted.fromAbove ?? false,
    shoulder: wanted.shoulder ?? false,
    place: LEVEL.place,
  };
}

/** The view of an angle reference, by how that is composed, mixed with the level one by the ratio (percent). */
export function viewLike(seen: Composition, ratio: number): View {
  const share = ratio / 100;
  const toward = (from: number, to: number) => from + (to - from) * share;
  const scale = Math.min(SCALES.most, Math.max(SCALES.least, seen.height / SUBJECT));
  return {
    horizon: toward(LEVEL.horizon, seen.horizon),
    tilt: toward(LEVEL.tilt, seen.tilt),
    scale: toward(LEVEL.scale, scale),
    fromAbove: seen.fromAbove,
    shoulder: false,
    place: { x: seen.x, share },
  };
}

/** The camera's view, by a picture's angle. */
export interface View {
  /** 0 is the top edge, 1 the bottom. */
  readonly horizon: number;
  /** Degrees. */
  readonly tilt: number;
  /** The size of the subject: 1 is a third of the height. */
  readonly scale: number;
  /** Looking straight down. */
  readonly fromAbove: boolean;
  /** Somebody's shoulder in front. */
  readonly shoulder: boolean;
}

const LEVEL: View = { horizon: 0.6, tilt: 0, scale: 1, fromAbove: false, shoulder: false };

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
  };
}

/** A level view whose horizon was read from an angle reference. */
export function viewWithHorizon(horizon: number, ratio: number): View {
  return { ...LEVEL, horizon: LEVEL.horizon + ((horizon - LEVEL.horizon) * ratio) / 100 };
}

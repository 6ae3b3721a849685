export type SideName = 'A' | 'B';
export const SIDES: readonly SideName[] = ['A', 'B'];

/** Beside each other, one half of each with a line between, or one at a time in the same place. */
export const MODES = ['beside', 'slider', 'flip'] as const;
export type Mode = (typeof MODES)[number];

/** How both pictures are looked at. */
export interface View {
  /** 1 for the whole picture. */
  readonly zoom: number;
  /** How far the picture is moved, in parts of its frame. */
  readonly x: number;
  readonly y: number;
}

/** One picture that is looked at alone. */
export interface Picture {
  readonly url: string;
  readonly label: string;
  /** Null where there is no file to keep. */
  readonly download: string | null;
}

interface Small {
  readonly url: string;
  readonly label: string;
}

/** What differs between two generations. */
export interface Difference {
  readonly a: string;
  readonly b: string;
  readonly lines: readonly string[];
  readonly pictures: Readonly<Record<SideName, readonly Small[]>>;
}

/** What is looked at in full. */
export interface Compared {
  readonly alone: Picture | null;
  /** The pair whose sides are compared. */
  readonly pair: string | null;
  /** The generations that are shown; null for the newest with a picture. */
  readonly generations: Readonly<Record<SideName, string | null>>;
  /** The side that keys are about. */
  readonly focused: SideName;
  readonly mode: Mode;
  readonly view: View;
  /** Per cent of the frame in which A is shown, in `slider`. */
  readonly split: number;
  /** Whether the other side is shown for as long as something is held, in `flip`. */
  readonly flipped: boolean;
  readonly difference: Difference | null;
}

export const WHOLE: View = { zoom: 1, x: 0, y: 0 };

/** As it opens. */
export const COMPARED: Compared = {
  alone: null,
  pair: null,
  generations: { A: null, B: null },
  focused: 'A',
  mode: 'beside',
  view: WHOLE,
  split: 50,
  flipped: false,
  difference: null,
};

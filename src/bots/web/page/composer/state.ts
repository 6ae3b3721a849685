import type { Suggestion as Choice } from '../../../../core/plan/suggest.ts';

export type { Choice };

/** The options that have a chip, in their order. */
export const CHIPS = ['tier', 'size', 'angle', 'lens', 'persona', 'category', 'count'] as const;
export type ChipName = (typeof CHIPS)[number];
export type Chosen = Readonly<Partial<Record<ChipName, Choice>>>;

/** An image about to be sent. */
export interface Attachment {
  readonly file: File;
  readonly preview: string;
}

/** Why files were not attached. */
export interface Fault {
  readonly key: number;
  readonly sentence: string;
}

export interface Suggestion {
  /** Replaces the word being typed. */
  readonly insert: string;
  readonly label: string;
}

/** The menu of a chip. */
export interface ChipMenu {
  readonly option: ChipName;
  /** What its choices are searched by. */
  readonly typed: string;
  /** Whether there are so many that one searches. */
  readonly searched: boolean;
  /** null until they have come. */
  readonly choices: readonly Choice[] | null;
  /** Index of the marked choice; 0 is the one that clears the option. */
  readonly active: number;
}

/** What a person has spent today; as `/api/credits` has it. */
export interface Credits {
  readonly today: number;
  /** Of images on their way. */
  readonly in_flight: number;
  readonly quota: number;
  /** Milliseconds since the epoch. */
  readonly reset_at: number;
}

/** How far the attached images are sent. */
export interface Progress {
  /** Which one, from 1. */
  readonly image: number;
  readonly of: number;
  /** Of this one, from 0 to 1. */
  readonly share: number;
}

/** What the composer shows. */
export interface ComposerState {
  /** The text in the box, which is the browser's. */
  readonly line: string;
  readonly attachments: readonly Attachment[];
  readonly faults: readonly Fault[];
  readonly suggestions: readonly Suggestion[];
  /** Index of the marked suggestion; -1 for none. */
  readonly active: number;
  /** What was chosen in chips. It stays from line to line; what a line says itself goes before it. */
  readonly chosen: Chosen;
  readonly menu: ChipMenu | null;
  /** Whether files are being dragged over the page. */
  readonly dragging: boolean;
  readonly credits: Credits | null;
  /** Whether a line is being sent. */
  readonly busy: boolean;
  readonly progress: Progress | null;
}

export const EMPTY_COMPOSER: ComposerState = {
  line: '',
  attachments: [],
  faults: [],
  suggestions: [],
  active: -1,
  chosen: {},
  menu: null,
  dragging: false,
  credits: null,
  busy: false,
  progress: null,
};

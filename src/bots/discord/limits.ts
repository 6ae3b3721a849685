import { MEGABYTE } from '../../core/base/units.ts';
import type { SurfaceRoom } from '../../core/ports/surface.ts';

/** Discord's limits (its API documentation, version 10). Lengths are characters. */
export const LIMITS = {
  /** A classic message's text. */
  content: 2_000,
  /** All text of a message of components. */
  text: 4_000,
  /** Files of a message. */
  files: 10,
  /** Pictures of one media gallery. */
  gallery: 10,
  buttonLabel: 80,
  alt: 1_024,
  modalTitle: 45,
  fieldLabel: 45,
  fieldText: 4_000,
  /** Options of a select, and suggestions of an autocomplete. */
  choices: 25,
  choiceName: 100,
  placeholder: 150,
  customId: 100,
  historyPage: 100,
  reactionPage: 100,
} as const;

/** What fits into a card of one message: ten pictures, and the text of `text`. */
export const ROOM: SurfaceRoom = {
  rows: 5,
  buttons: 5,
  gallery: 5,
  pool: 8,
  costs: { days: 10, models: 6, people: 8, outcomes: 6 },
};

/** Bytes of all files of a request, until an interaction says what a server takes. */
export const UPLOAD_BYTES = 10 * MEGABYTE;
/** Milliseconds for which an interaction's token is used: it expires a minute later. */
export const TOKEN_MS = 14 * 60_000;

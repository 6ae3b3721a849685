import { MEGABYTE } from '../../core/base/units.ts';
import { MAX_ATTACHMENTS } from '../../core/chat/command.ts';
import type { SurfaceRoom } from '../../core/ports/surface.ts';

/**
 * Slack's limits (docs.slack.dev: blocks, block elements, composition objects, views). Lengths are UTF-16 units, as
 * Slack counts them.
 */
export const LIMITS = {
  /** Blocks of a message, and of a form or the Home tab. */
  messageBlocks: 50,
  viewBlocks: 100,
  /** One text of a block; we keep all text of a message within it. */
  text: 3_000,
  /** The heading of a card with its badges, and the lines below it. Ours. */
  heading: 300,
  lines: 300,
  /** Rows of buttons, and lists. Ours: no card has more. */
  rows: 10,
  /** All text of a form: many blocks, of which each has less than `text`. Ours; Slack bounds only a view's bytes. */
  viewText: 12_000,
  /** All text of a gallery, and of the alternative text of one of its pictures. Ours. */
  galleryText: 4_000,
  galleryAlt: 300,
  /** Pictures of a form or a part of the Home tab: each takes a block, and the text before it. Ours. */
  pictures: 24,
  /** The text of notifications and screen readers. Ours; Slack takes 4,000. */
  fallback: 300,
  header: 150,
  alt: 2_000,
  /** Elements of one block of actions. */
  actions: 25,
  buttonLabel: 75,
  options: 100,
  checkboxes: 10,
  optionLabel: 75,
  optionValue: 150,
  placeholder: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  viewTitle: 24,
  viewSubmit: 24,
  viewMeta: 3_000,
  callbackId: 255,
  fieldLabel: 2_000,
  fieldHint: 2_000,
  fieldText: 3_000,
  /** Files of one form; Slack takes 10. */
  fieldFiles: MAX_ATTACHMENTS,
  /** Bytes of a file in a form. */
  fieldFileBytes: 10 * MEGABYTE,
} as const;

/** What fits into a card: an actions block takes more buttons, but five in a row can be read. */
export const ROOM: SurfaceRoom = {
  rows: 5,
  buttons: 5,
  gallery: 8,
  pool: 8,
  costs: { days: 10, models: 5, people: 6, outcomes: 5 },
};

/** Milliseconds between two posts in one channel (docs.slack.dev: rate limits, chat.postMessage). */
export const GAP_MS = 1_000;

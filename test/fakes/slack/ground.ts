import type { Clock } from '../../../src/core/ports/system.ts';
import type { SlackIds } from './ids.ts';

export type Json = Readonly<Record<string, unknown>>;

/** What every part of the fake stands on. */
export interface Ground {
  readonly clock: Clock;
  readonly ids: SlackIds;
  /** The fake's own address, without a trailing slash. */
  readonly origin: () => string;
  /** Something has happened: tests look again. */
  readonly moved: () => void;
  /** Notes what a correct app never does. */
  readonly note: (words: string) => void;
}

export const APP_ID = 'A0DIPTYCH1';
export const TEAM_ID = 'T0STUDIO01';
export const BOT_ID = 'B0DIPTYCH1';
export const BOT_USER = 'U0DIPTYCH1';

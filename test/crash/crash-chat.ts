import { SystemClock } from '../../src/system.ts';

/** Refused before anything is done, or done and never answered. */
export type Moment = 'before the effect' | 'before the answer';

/** A call to the chat at which the hub is killed. */
export interface Aim {
  /** One of the chat's targets. */
  readonly target: string;
  /** 1 for the first such call. */
  readonly nth: number;
  readonly moment: Moment;
}

/** A public message of ours. */
export interface StandingMessage {
  readonly id: string;
  /** The pair or generation that it was made for. */
  readonly owners: readonly string[];
  /** File names of its pictures. */
  readonly pictures: readonly string[];
  readonly buttons: readonly string[];
}

/** A strict chat, and people at it. */
export interface CrashChat {
  readonly workspace: string;
  /** Ids of people in the hub. */
  readonly people: readonly string[];
  /** Settings of a hub at this chat. */
  readonly env: Readonly<Record<string, string>>;
  /** What a kill is aimed at, as often as it is to be hit. */
  readonly targets: readonly string[];
  /** Milliseconds of the chat's time that may pass while the hub is dead. */
  readonly longMs: number;
  /** Edits of headers that a hub makes at once: for each further one it waits, for the chat's sake. */
  readonly editsAtOnce: number;
  /** Resolves when the first hub is connected. */
  connected(): Promise<void>;
  /** Asks for pairs and presses buttons, as people do, until the signal. */
  useIt(over: AbortSignal): Promise<void>;
  /** Asks for a pair of a hub that lives; resolves when the command was answered. */
  ask(prompt: string): Promise<void>;
  /**
   * Strikes while the chat is at the n-th such call from now on, in the same tick in which it was done (or was not): no
   * answer leaves the chat afterwards until it heals. False when the life was over first.
   */
  strikeAt(aim: Aim, life: { over: AbortSignal; strike: () => void }): Promise<boolean>;
  heal(): void;
  messages(): readonly StandingMessage[];
  /** How many edits the chat has taken. */
  edits(): number;
  /** Pairs whose command was answered in public. */
  answered(): readonly string[];
  /** What the real service would have refused, and people who were pinged. */
  faults(): readonly string[];
  close(): Promise<void>;
}

/** The chat's time: while the hub is dead it may pass quickly. */
export class ChatClock extends SystemClock {
  aheadMs = 0;

  override now(): number {
    return super.now() + this.aheadMs;
  }
}

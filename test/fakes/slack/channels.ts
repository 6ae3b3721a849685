import type { FakeMessage } from './messages.ts';

export type ChannelKind = 'public' | 'private' | 'im' | 'mpim';

export interface ChannelOptions {
  readonly name?: string;
  readonly kind?: ChannelKind;
  /** Whether the app is in it. */
  readonly joined?: boolean;
  readonly id?: string;
}

/** A conversation. */
export class FakeChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly members = new Set<string>();
  readonly all: FakeMessage[] = [];
  archived = false;
  deleted = false;
  /** What may be posted here: everything, nothing but by admins, replies in threads alone, or everything but these. */
  posting: 'everybody' | 'admins' | 'threads' | 'unthreaded' = 'everybody';

  constructor(id: string, options: ChannelOptions) {
    this.id = id;
    this.name = options.name ?? id.toLowerCase();
    this.kind = options.kind ?? 'public';
  }

  find(ts: string): FakeMessage | undefined {
    return this.all.find((one) => one.ts === ts && !one.deleted && one.ephemeralFor === null);
  }

  /** Messages of a thread: its first and the replies, oldest first. */
  thread(ts: string): readonly FakeMessage[] {
    return this.#standing().filter((one) => one.ts === ts || one.threadTs === ts);
  }

  /** Messages that are no replies, newest first. */
  history(): readonly FakeMessage[] {
    return this.#standing()
      .filter((one) => one.threadTs === null || one.threadTs === one.ts)
      .toReversed();
  }

  repliesOf(ts: string): number {
    return this.#standing().filter((one) => one.threadTs === ts && one.ts !== ts).length;
  }

  /** Public messages, oldest first. */
  standing(): readonly FakeMessage[] {
    return this.#standing();
  }

  #standing(): readonly FakeMessage[] {
    return this.all.filter((one) => !one.deleted && one.ephemeralFor === null);
  }
}

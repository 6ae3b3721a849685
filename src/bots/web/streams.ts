import type { Clock } from '../../core/ports/system.ts';
import { UserError } from '../../core/words/user-error.ts';

/** Event streams of one person from one address. */
export const MAX_OWN = 20;
/** Of everybody. */
export const MAX_ALL = 500;
/** Milliseconds between looks at who may still follow: the command line blocks people from another process. */
const LOOK_MS = 1_000;

/** An open event stream. */
export interface OpenStream {
  /** Its person and address. */
  readonly owner: string;
  /** Why its person may not follow any more. */
  readonly refusal: () => UserError | undefined;
  /** Called once at most. */
  readonly end: (why: UserError) => void;
}

/** Every open event stream: ends those of people who may not follow any more, and the oldest of too many. */
export class Streams {
  readonly #clock: Pick<Clock, 'after'>;
  /** The oldest first. */
  readonly #open = new Set<OpenStream>();
  #cancelLook: (() => void) | null = null;

  constructor(parts: { readonly clock: Pick<Clock, 'after'> }) {
    this.#clock = parts.clock;
  }

  /** Call the returned function when the stream has closed. */
  add(stream: OpenStream): () => void {
    this.#open.add(stream);
    const own = this.#of(stream.owner);
    if (own.length > MAX_OWN) this.#end(own[0], new UserError('streams_many', MAX_OWN));
    else if (this.#open.size > MAX_ALL) {
      this.#end(this.#most()[0], new UserError('streams_many', MAX_ALL));
    }
    this.#lookLater();
    return () => this.#remove(stream);
  }

  #of(owner: string): readonly OpenStream[] {
    return [...this.#open].filter((one) => one.owner === owner);
  }

  /** The streams of the owner with the most. */
  #most(): readonly OpenStream[] {
    const all = Map.groupBy(this.#open, ({ owner }) => owner);
    return [...all.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
  }

  #end(stream: OpenStream | undefined, why: UserError): void {
    if (stream === undefined || !this.#open.has(stream)) return;
    this.#remove(stream);
    stream.end(why);
  }

  #remove(stream: OpenStream): void {
    this.#open.delete(stream);
    if (this.#open.size > 0) return;
    this.#cancelLook?.();
    this.#cancelLook = null;
  }

  #lookLater(): void {
    this.#cancelLook ??= this.#clock.after(LOOK_MS, () => {
      this.#cancelLook = null;
      for (const stream of this.#open) {
        const why = stream.refusal();
        if (why !== undefined) this.#end(stream, why);
      }
      if (this.#open.size > 0) this.#lookLater();
    });
  }
}

import { bytesWithin } from '../../core/base/bytes-within.ts';
import { MEGABYTE } from '../../core/base/units.ts';
import { within } from '../../core/base/within.ts';
import type { Clock } from '../../core/ports/system.ts';
import { UserError } from '../../core/words/user-error.ts';

/**
 * Bytes and milliseconds for which the rest of a body that is too large is read and dropped: a client that still sends
 * does not read our answer.
 */
const DROPPED_BYTES = 64 * MEGABYTE;
const DROPPED_MS = 2_000;

/** How much of a body is taken, and how long it may take. */
export interface BodyLimits {
  readonly maxBytes: number;
  /** Milliseconds for all of it. */
  readonly wholeMs: number;
  /** Milliseconds without a byte. */
  readonly stallMs: number;
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/**
 * A request's body. Throws `tooLarge` for a longer one, before memory is taken for it, and another `UserError` for one
 * that is slow or breaks off.
 */
export async function bodyBytes(
  { body, headers }: Request,
  limits: BodyLimits,
  clock: Clock,
  tooLarge: UserError,
): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const reader: Reader = body.getReader();
  const declared = Number(headers.get('content-length') ?? 0);
  const { maxBytes, wholeMs, stallMs } = limits;
  const whole = { clock, ms: wholeMs, late: () => slow(wholeMs) };
  const bytes =
    declared > maxBytes
      ? undefined
      : await within(whole, () => bytesWithin(chunksOf(reader, stallMs, clock), maxBytes));
  if (bytes !== undefined) return bytes;
  if (declared <= DROPPED_BYTES) await dropRest(reader, clock);
  throw tooLarge;
}

async function* chunksOf(
  reader: Reader,
  stallMs: number,
  clock: Clock,
): AsyncGenerator<Uint8Array> {
  for (;;) {
    const limits = { clock, ms: stallMs, late: () => slow(stallMs) };
    const { done, value } = await within(limits, () => nextOf(reader));
    if (done) return;
    yield value;
  }
}

function slow(ms: number): UserError {
  return new UserError('body_slow', ms / 1_000);
}

/** Throws a `UserError` when the client has gone away. */
async function nextOf(reader: Reader) {
  try {
    return await reader.read();
  } catch {
    throw new UserError('body_cut');
  }
}

async function dropRest(reader: Reader, clock: Clock): Promise<void> {
  const work = async (signal: AbortSignal) => {
    let dropped = 0;
    while (!signal.aborted && dropped <= DROPPED_BYTES) {
      const { done, value } = await reader.read();
      if (done) return;
      dropped += value.length;
    }
  };
  // A client that is too slow, or has gone away, does not get the answer.
  await within({ clock, ms: DROPPED_MS }, work).catch(() => undefined);
}

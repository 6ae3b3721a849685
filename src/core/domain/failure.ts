import { z } from 'zod';
import type { TokenUsage } from './price.ts';

/** Why a generation ended without an image. Each kind has one sentence in the catalogue. */
export const ERROR_KINDS = [
  'safety_block',
  'invalid_request',
  'rate_limited',
  'provider_error',
  'network',
  'timeout',
  'queue_timeout',
  'worker_lost',
  'storage',
  'auth',
  'quota',
  'model_gone',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

const HELPED_BY_RETRY: ReadonlySet<ErrorKind> = new Set([
  'rate_limited',
  'provider_error',
  'network',
  'timeout',
  'queue_timeout',
  'worker_lost',
  'storage',
]);

/** Failures of our own, before the provider answered: they do not count as a run. */
const USES_NO_RUN: ReadonlySet<ErrorKind> = new Set(['queue_timeout', 'worker_lost']);

/** Whether running the same spec again, unchanged, can end differently. */
export function retryCanHelp(kind: ErrorKind): boolean {
  return HELPED_BY_RETRY.has(kind);
}

/** Whether an ending of this kind counts against the five runs of a spec. */
export function usesRun(kind: ErrorKind): boolean {
  return !USES_NO_RUN.has(kind);
}

/** The failure that is stored with a generation. */
export const failureSchema = z.object({
  kind: z.enum(ERROR_KINDS),
  /** The provider's words or ours, without keys and tokens. */
  detail: z.string(),
  /** For `safety_block`: what the safety system refused, when it says so. */
  stage: z.enum(['input', 'output']).exactOptional(),
  categories: z.array(z.string()).readonly().exactOptional(),
  /** For `rate_limited`: milliseconds to wait, when the provider says so. */
  retryAfterMs: z.number().nonnegative().exactOptional(),
  /** For `rate_limited` and `quota`: the vendor says that other models of its own are not concerned. */
  limitOf: z.literal('model').exactOptional(),
  /** For `invalid_request`: no provider was called, because the image of a reference was deleted. */
  withdrawn: z.literal(true).exactOptional(),
  /** For `storage`: there was no room for the image. */
  full: z.literal(true).exactOptional(),
  /** The vendor gave a complete answer without an image, so it works. */
  answered: z.literal(true).exactOptional(),
  /** For `worker_lost`: the database is from a backup in which this had not ended, so that its image may be in the chat. */
  restored: z.literal(true).exactOptional(),
  /** The vendor was not called, so this says nothing about it. */
  unasked: z.literal(true).exactOptional(),
});
export type Failure = Readonly<z.infer<typeof failureSchema>>;

/** Thrown by a provider adapter: the failure, and the cost and tokens of the call (null: unknown). */
export class ProviderError extends Error {
  readonly failure: Failure;
  readonly costUsd: number | null;
  readonly tokens: TokenUsage | null;

  constructor(
    failure: Failure,
    options: { costUsd?: number | null; tokens?: TokenUsage | null; cause?: unknown } = {},
  ) {
    super(failure.detail, { cause: options.cause });
    this.name = 'ProviderError';
    this.failure = failure;
    this.costUsd = options.costUsd ?? null;
    this.tokens = options.tokens ?? null;
  }
}

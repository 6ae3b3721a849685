import { describe, expect, it } from 'vitest';
import {
  ERROR_KINDS,
  type ErrorKind,
  ProviderError,
  retryCanHelp,
  usesRun,
} from '../../../src/core/domain/failure.ts';

/** Whether a plain retry can help, and whether the ending used up one of the five runs. */
const KINDS: [kind: ErrorKind, retry: boolean, run: boolean][] = [
  ['safety_block', false, true],
  ['invalid_request', false, true],
  ['rate_limited', true, true],
  ['provider_error', true, true],
  ['network', true, true],
  ['timeout', true, true],
  ['queue_timeout', true, false],
  ['worker_lost', true, false],
  ['storage', true, true],
  ['auth', false, true],
  ['quota', false, true],
  ['model_gone', false, true],
];

describe('a kind of ending', () => {
  it.each(KINDS)('%s: a retry can help is %s, a run is used up is %s', (kind, retry, run) => {
    expect([retryCanHelp(kind), usesRun(kind)]).toEqual([retry, run]);
  });

  it('is one of these twelve', () => {
    expect(ERROR_KINDS).toEqual(KINDS.map(([kind]) => kind));
  });
});

describe('an error of a provider', () => {
  it('says what the provider said, and keeps how it failed, what it cost and why', () => {
    const failure = { kind: 'network', detail: 'no route' } as const;
    const cause = new Error('socket');
    const error = new ProviderError(failure, { costUsd: 0.02, cause });
    expect(error).toMatchObject({ name: 'ProviderError', message: 'no route', costUsd: 0.02 });
    expect([error.failure, error.cause]).toEqual([failure, cause]);
  });

  it('costs nobody knows what, unless it says so', () => {
    expect(new ProviderError({ kind: 'auth', detail: '' }).costUsd).toBeNull();
    expect(new ProviderError({ kind: 'auth', detail: '' }, { costUsd: 0 }).costUsd).toBe(0);
  });
});

import type { Failure } from '../../src/core/domain/failure.ts';
import { WAIT_MS } from '../fakes/vendor/endings.ts';
import type { TextEnding } from '../fakes/vendor/text-endings.ts';

/** Endings that our own clock ends. */
export const ENDED_BY_US: ReadonlySet<TextEnding> = new Set([
  'slow_headers',
  'stalled_body',
  'never',
]);

/** What an ending has to become, whoever the vendor is. */
export const TEXT_BECOMES: Readonly<Record<TextEnding, Omit<Failure, 'detail'>>> = {
  blocked_input: { kind: 'safety_block', stage: 'input' },
  blocked_output: { kind: 'safety_block', stage: 'output' },
  refused: { kind: 'safety_block' },
  cut: { kind: 'provider_error', answered: true },
  empty: { kind: 'provider_error', answered: true },
  not_json: { kind: 'provider_error', answered: true },
  around_json: { kind: 'provider_error', answered: true },
  wrong_shape: { kind: 'provider_error', answered: true },
  huge: { kind: 'provider_error', answered: true },
  flood: { kind: 'provider_error', answered: true },
  failed_inside: { kind: 'provider_error' },
  bad_request: { kind: 'invalid_request' },
  unauthorized: { kind: 'auth' },
  forbidden: { kind: 'auth' },
  model_gone: { kind: 'model_gone' },
  too_large: { kind: 'invalid_request' },
  rate_limited: { kind: 'rate_limited', retryAfterMs: WAIT_MS, limitOf: 'model' },
  quota: { kind: 'quota' },
  server_error: { kind: 'provider_error' },
  bad_gateway: { kind: 'provider_error' },
  unavailable: { kind: 'provider_error' },
  connection_cut: { kind: 'network' },
  body_cut: { kind: 'network' },
  slow_headers: { kind: 'timeout' },
  stalled_body: { kind: 'timeout' },
  never: { kind: 'timeout' },
  html_instead: { kind: 'provider_error' },
  html_error: { kind: 'provider_error' },
};

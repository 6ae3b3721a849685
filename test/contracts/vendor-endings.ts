import type { Failure } from '../../src/core/domain/failure.ts';
import { type EndingName, WAIT_MS } from '../fakes/vendor/endings.ts';

/** Endings that our own clock ends. */
export const BY_CLOCK: ReadonlySet<EndingName> = new Set(['slow_headers', 'stalled_body', 'never']);

/** What an ending has to become, whoever the vendor is. */
export const BECOMES: Readonly<Record<EndingName, Omit<Failure, 'detail'>>> = {
  moderation_input: { kind: 'safety_block', stage: 'input' },
  moderation_output: { kind: 'safety_block', stage: 'output' },
  bad_request: { kind: 'invalid_request' },
  unauthorized: { kind: 'auth' },
  forbidden: { kind: 'auth' },
  not_verified: { kind: 'auth' },
  model_gone: { kind: 'model_gone' },
  too_large: { kind: 'invalid_request' },
  unprocessable_parameter: { kind: 'invalid_request' },
  unprocessable: { kind: 'safety_block', stage: 'input' },
  rate_limited: { kind: 'rate_limited', retryAfterMs: WAIT_MS },
  quota: { kind: 'quota' },
  server_error: { kind: 'provider_error' },
  bad_gateway: { kind: 'provider_error' },
  unavailable: { kind: 'provider_error' },
  connection_cut: { kind: 'network' },
  body_cut: { kind: 'network' },
  slow_headers: { kind: 'timeout' },
  stalled_body: { kind: 'timeout' },
  never: { kind: 'timeout' },
  no_image: { kind: 'provider_error' },
  truncated_image: { kind: 'provider_error' },
  text_instead: { kind: 'provider_error' },
  declined: { kind: 'safety_block' },
  error_inside: { kind: 'safety_block', stage: 'input' },
  html_instead: { kind: 'provider_error' },
  html_error: { kind: 'provider_error' },
};

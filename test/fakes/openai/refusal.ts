import type { VendorReply } from '../vendor/server.ts';

/** The `error` of an answer, as the service writes it. */
export interface ErrorBody {
  readonly message: string;
  readonly type?: string;
  readonly param?: string | null;
  readonly code?: string | null;
  readonly moderation_details?: {
    readonly moderation_stage: string;
    readonly categories: string[];
  };
}

/** A request that is not done: its status, and what the service says. */
export class OpenAiRefusal extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  /** Whether the request itself was wrong, and not only what it was asked with or for. */
  readonly malformed: boolean;

  constructor(status: number, body: ErrorBody, malformed = true) {
    super(body.message);
    this.name = 'OpenAiRefusal';
    this.status = status;
    this.body = body;
    this.malformed = malformed;
  }
}

/** A request that is wrong as it was written. */
export function wrong(message: string, param: string | null, code: string | null): OpenAiRefusal {
  return new OpenAiRefusal(400, { message, param, code });
}

/** Headers of everything that the service itself answers. */
const HEADERS = {
  'openai-version': '2020-10-01',
  'openai-organization': 'user-fake0diptych',
  'openai-processing-ms': '412',
  'x-request-id': 'req_fake0000000000000000000000000000',
  server: 'cloudflare',
};

export function json(status: number, body: unknown, headers: VendorReply['headers'] = {}) {
  const type = { 'content-type': 'application/json' };
  return { status, headers: { ...HEADERS, ...type, ...headers }, body: JSON.stringify(body) };
}

/** The answer of an error, whole: the service never leaves a field out. */
export function errorReply(
  status: number,
  body: ErrorBody,
  headers: VendorReply['headers'] = {},
): VendorReply {
  const error = { type: 'invalid_request_error', param: null, code: null, ...body };
  return json(status, { error }, headers);
}

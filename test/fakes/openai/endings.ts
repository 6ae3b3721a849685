import { type EndingName, WAIT_MS } from '../vendor/endings.ts';
import type { Manner, VendorReply } from '../vendor/server.ts';
import type { Body } from './body.ts';
import { cutImageReply, declinedReply, imageReply, noImageReply } from './paint.ts';
import { type ErrorBody, errorReply, json } from './refusal.ts';

type Reply = (body: Body, key: string) => VendorReply | Promise<VendorReply>;

const says =
  (status: number, error: ErrorBody, headers: VendorReply['headers'] = {}): Reply =>
  () =>
    errorReply(status, error, headers);
const page =
  (status: number, type: string, body: string): Reply =>
  () => ({ status, headers: { 'content-type': type, server: 'cloudflare' }, body });
const inManner =
  (manner: Manner): Reply =>
  async (body) => ({ ...(await imageReply(body)), manner });

const BY_USER = 'image_generation_user_error';
const REQUEST = 'req_fake0000000000000000000000000000';
const REJECTED = `Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID ${REQUEST}.`;
/** A client that would try again is told to. */
const AGAIN = { 'x-should-retry': 'true' };

/** The service's answers for every ending, in its own shapes. */
const REPLIES: Readonly<Record<EndingName, Reply>> = {
  // The older shape: the categories stand in the words.
  moderation_input: says(400, {
    message: `${REJECTED} safety_violations=[sexual].`,
    type: BY_USER,
    code: 'moderation_blocked',
  }),
  moderation_output: says(400, {
    message: REJECTED,
    type: BY_USER,
    code: 'moderation_blocked',
    moderation_details: { moderation_stage: 'output', categories: ['violence', 'self-harm'] },
  }),
  bad_request: says(400, {
    message: "Invalid value: 'ultra'. Supported values are: 'low', 'medium', 'high', and 'auto'.",
    param: 'quality',
    code: 'invalid_value',
  }),
  // The key's middle is masked.
  unauthorized: (_body, key) =>
    errorReply(401, {
      message: `Incorrect API key provided: ${key.slice(0, 8)}${'*'.repeat(24)}${key.slice(-4)}. You can find your API key at https://platform.openai.com/account/api-keys.`,
      code: 'invalid_api_key',
    }),
  // A gateway's habit: the whole key.
  forbidden: (_body, key) =>
    errorReply(403, {
      message: `You have insufficient permissions for this operation. Missing scopes: api.model.images.request. Check that the key ${key} has the correct role in your organization.`,
    }),
  not_verified: (body) =>
    errorReply(403, {
      message: `Your organization must be verified to use the model \`${String(body.fields['model'])}\`. Please go to: https://platform.openai.com/settings/organization/general and click on Verify Organization. If you just verified, it can take up to 15 minutes for access to propagate.`,
    }),
  model_gone: (body) =>
    errorReply(404, {
      message: `The model \`${String(body.fields['model'])}\` does not exist or you do not have access to it.`,
      code: 'model_not_found',
    }),
  too_large: says(413, {
    message: 'Maximum content size limit (26214400) exceeded (31457280 bytes read)',
    type: 'server_error',
  }),
  unprocessable_parameter: says(422, { message: 'Input should be a valid size', param: 'size' }),
  unprocessable: says(422, { message: 'Unprocessable Entity' }),
  rate_limited: (body) =>
    errorReply(
      429,
      {
        message: `Rate limit reached for ${String(body.fields['model'])} (for limit gpt-image) in organization org-fake0 on input-images per min: Limit 5, Used 5, Requested 1. Please try again in 20s. Visit https://platform.openai.com/account/rate-limits to learn more.`,
        type: 'input-images',
        code: 'rate_limit_exceeded',
      },
      { 'retry-after': String(WAIT_MS / 1_000), ...AGAIN },
    ),
  quota: says(429, {
    message:
      'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
    type: 'insufficient_quota',
    code: 'insufficient_quota',
  }),
  server_error: says(
    500,
    {
      message: `The server had an error while processing your request. Sorry about that! Please contact us through our help center at help.openai.com if the error persists. (Please include the request ID ${REQUEST} in your message.)`,
      type: 'server_error',
    },
    AGAIN,
  ),
  bad_gateway: page(502, 'text/plain; charset=UTF-8', 'error code: 502'),
  unavailable: says(
    503,
    {
      message: 'The engine is currently overloaded, please try again later',
      type: 'service_unavailable_error',
      code: 'server_is_overloaded',
    },
    AGAIN,
  ),
  connection_cut: inManner('connection_cut'),
  body_cut: inManner('body_cut'),
  slow_headers: inManner('slow_headers'),
  stalled_body: inManner('stalled_body'),
  never: inManner('never'),
  no_image: noImageReply,
  truncated_image: cutImageReply,
  text_instead: page(
    200,
    'text/plain',
    'upstream connect error or disconnect/reset before headers',
  ),
  declined: declinedReply,
  // A gateway's habit: the vendor's error, and its own status.
  error_inside: () =>
    json(200, { error: { message: REJECTED, type: BY_USER, code: 'moderation_blocked' } }),
  html_instead: page(200, 'text/html', '<!doctype html><title>Just a moment…</title>'),
  html_error: page(520, 'text/html', '<html><head><title>520: unknown error</title></head></html>'),
};

/** How a call for an image ends; `key` is the one it was made with. */
export function replyOf(ending: EndingName | null, body: Body, key: string) {
  return ending === null ? imageReply(body) : REPLIES[ending](body, key);
}

import { type EndingName, WAIT_MS } from '../vendor/endings.ts';
import type { Manner, VendorReply } from '../vendor/server.ts';
import { blockedReply, type Call, cutReply, goodReply, stoppedReply } from './answers.ts';
import { badField, errorInfo, errorReply, page } from './refusal.ts';

const RETRY = 'type.googleapis.com/google.rpc.RetryInfo';
const QUOTA = 'type.googleapis.com/google.rpc.QuotaFailure';

const DECLINED =
  "I can't create images of that person because it goes against my safety guidelines.";

/** How a call ends, in the service's own shapes. */
export function endingReply(name: EndingName, call: Call): VendorReply {
  switch (name) {
    case 'moderation_input':
      return blockedReply(call);
    case 'moderation_output':
      return stoppedReply(call, 'IMAGE_SAFETY', {
        finishMessage:
          'Unable to show the generated image. The image was filtered out because it violated Google’s Generative AI Prohibited Use policy. You will not be charged for blocked images.',
      });
    case 'no_image':
      return stoppedReply(call, 'NO_IMAGE');
    case 'truncated_image':
      return cutReply(call);
    case 'text_instead':
      return stoppedReply(call, 'STOP', {
        content: { parts: [{ text: 'I can only describe it: a dog on a beach.' }], role: 'model' },
      });
    case 'declined':
      return stoppedReply(call, 'STOP', {
        content: { parts: [{ text: DECLINED }], role: 'model' },
      });
    case 'error_inside':
      return {
        ...errorReply(400, 'The prompt violates our content policy.', 'INVALID_ARGUMENT'),
        status: 200,
      };
    case 'connection_cut':
    case 'body_cut':
    case 'slow_headers':
    case 'stalled_body':
    case 'never':
      return { ...goodReply(call), manner: name };
    default:
      return sharedReply(name, call);
  }
}

/** Endings that calls for images and for texts share. */
type SharedEnding = Exclude<
  EndingName,
  | 'moderation_input'
  | 'moderation_output'
  | 'no_image'
  | 'truncated_image'
  | 'text_instead'
  | 'declined'
  | 'error_inside'
  | Manner
>;

export function sharedReply(
  name: SharedEnding,
  { key, model }: Pick<Call, 'key' | 'model'>,
): VendorReply {
  switch (name) {
    case 'bad_request':
      return errorReply(400, 'Request contains an invalid argument.', 'INVALID_ARGUMENT');
    case 'unauthorized':
      return errorReply(400, 'API key expired. Please renew the API key.', 'INVALID_ARGUMENT', [
        errorInfo('API_KEY_INVALID'),
      ]);
    case 'forbidden':
      // The service's own words name the whole key.
      return errorReply(
        403,
        `Permission denied: Consumer 'api_key:${key}' has been suspended.`,
        'PERMISSION_DENIED',
        [errorInfo('CONSUMER_SUSPENDED', { consumer: 'projects/1', apiKey: `api_key:${key}` })],
      );
    case 'not_verified':
      return errorReply(
        400,
        'User location is not supported for the API use.',
        'FAILED_PRECONDITION',
      );
    case 'model_gone':
      return errorReply(404, notFound(model), 'NOT_FOUND');
    case 'too_large':
      return page(
        413,
        'Request Entity Too Large',
        'Your client issued a request that was too large.',
      );
    case 'unprocessable_parameter':
      return errorReply(422, 'The image size is not supported.', 'INVALID_ARGUMENT', [
        badField('generation_config.image_config.image_size', 'The image size is not supported.'),
      ]);
    case 'unprocessable':
      return errorReply(422, 'Unprocessable Entity');
    case 'rate_limited':
      return exhausted(model, 'GenerateRequestsPerMinutePerProjectPerModel', 10, WAIT_MS / 1000);
    case 'quota':
      return exhausted(model, 'GenerateRequestsPerDayPerProjectPerModel', 250, 37.4);
    case 'server_error':
      return errorReply(
        500,
        'An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
        'INTERNAL',
      );
    case 'bad_gateway':
      return page(502, 'Server Error', 'The server encountered a temporary error.');
    case 'unavailable':
      return errorReply(503, 'The model is overloaded. Please try again later.', 'UNAVAILABLE');
    case 'html_instead':
      return { ...page(200, 'Sign in', 'Sign in to the network.'), status: 200 };
    case 'html_error':
      return page(400, 'Bad Request', 'Your client has issued a malformed or illegal request.');
  }
}

export function notFound(model: string): string {
  return `models/${model} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`;
}

/** Every limit is told in the same words, of the minute and of the day. */
function exhausted(model: string, quotaId: string, limit: number, seconds: number): VendorReply {
  const quotaMetric = 'generativelanguage.googleapis.com/generate_content_paid_tier_requests';
  const quotaDimensions = { location: 'global', model };
  const message = `You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.\n* Quota exceeded for metric: ${quotaMetric}, limit: ${limit}, model: ${model}\nPlease retry in ${seconds}s.`;
  return errorReply(429, message, 'RESOURCE_EXHAUSTED', [
    {
      '@type': QUOTA,
      violations: [{ quotaMetric, quotaId, quotaDimensions, quotaValue: String(limit) }],
    },
    { '@type': RETRY, retryDelay: `${seconds}s` },
  ]);
}

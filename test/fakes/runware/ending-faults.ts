import { type EndingName, WAIT_MS } from '../vendor/endings.ts';
import type { FaultBody } from './fault.ts';

interface Spoiled {
  readonly key: string;
  readonly model: string;
}

interface EndingFault extends FaultBody {
  /** HTTP status of the whole answer. */
  readonly status: number;
}

/** Endings that are one error: with 200 what failed while it was made, with its own status what was refused before. */
export const ENDING_FAULTS = {
  moderation_input: () => ({
    status: 200,
    code: 'invalidProviderContent',
    message:
      "Invalid content detected. The prompt was flagged and rejected by ByteDance's content moderation system.",
    responseContent:
      'InputTextSensitiveContentDetected: the request failed because the input text may contain sensitive information.',
  }),
  moderation_output: () => ({
    status: 400,
    code: 'invalidProviderContent',
    message:
      "Invalid content detected. The generated content was flagged and rejected by Google's content moderation system.",
    responseContent:
      'Your current safety settings for people/face generation filtered out 1 images. You will not be charged for blocked images. Try rephrasing the prompt.',
  }),
  bad_request: () => ({
    status: 400,
    code: 'invalidPositivePrompt',
    message:
      "Invalid value for 'positivePrompt' parameter. Prompt must be a string value between 2 and 3000 characters.",
    parameter: 'positivePrompt',
    type: 'string',
  }),
  unauthorized: ({ key }) => ({
    status: 401,
    code: 'invalidApiKey',
    message: `Invalid API key "${key}". Get one at https://my.runware.ai/signup`,
    parameter: 'apiKey',
    type: 'string',
    taskType: 'authentication',
  }),
  forbidden: () => ({
    status: 403,
    code: 'insufficientPermissions',
    message: "The API key doesn't have permissions to perform the request.",
  }),
  not_verified: () => ({
    status: 403,
    code: 'organizationSuspended',
    message: 'Your organization is suspended until it is verified. Please contact support.',
  }),
  model_gone: ({ model }) => ({
    status: 400,
    code: 'invalidModel',
    message: `Invalid value for 'model' parameter. Model must be an string value representing a valid AIR identifier. Received '${model}'.`,
    parameter: 'model',
    type: 'string',
  }),
  unprocessable_parameter: () => ({
    status: 422,
    code: 'incompatibleParameters',
    message: "'resolution' cannot be used with 'width' and 'height'.",
    parameter: ['resolution', 'width', 'height'],
  }),
  unprocessable: () => ({ status: 422, code: '', message: 'Unprocessable Entity' }),
  rate_limited: () => ({
    status: 429,
    code: 'serviceOverloaded',
    message: 'The service is temporarily unavailable due to high demand. Please try again later.',
    retryAfter: WAIT_MS / 1000,
  }),
  quota: () => ({
    status: 402,
    code: 'insufficientCredits',
    message: 'Insufficient credits. Please add funds at https://my.runware.ai/wallet.',
  }),
  server_error: () => ({
    status: 500,
    code: 'internalServerError',
    message: 'An unexpected error occurred. Please try again later.',
  }),
  unavailable: () => ({
    status: 503,
    code: 'noAvailableServer',
    message: 'No server is available to process the request at the moment.',
  }),
} satisfies Partial<Record<EndingName, (spoiled: Spoiled) => EndingFault>>;

/** Every way a call to an image vendor can end without a proper image. */
export const ENDINGS = [
  'moderation_input',
  'moderation_output',
  'bad_request',
  'unauthorized',
  'forbidden',
  'not_verified',
  'model_gone',
  'too_large',
  'unprocessable_parameter',
  'unprocessable',
  'rate_limited',
  'quota',
  'server_error',
  'bad_gateway',
  'unavailable',
  'connection_cut',
  'body_cut',
  'slow_headers',
  'stalled_body',
  'never',
  'no_image',
  'truncated_image',
  'text_instead',
  'declined',
  'error_inside',
  'html_instead',
  'html_error',
] as const;
export type EndingName = (typeof ENDINGS)[number];

/** Milliseconds that `rate_limited` asks to wait. */
export const WAIT_MS = 20_000;

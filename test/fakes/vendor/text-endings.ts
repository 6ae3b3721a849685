/** Every way a call to a text model can end without an answer of its schema. */
export const TEXT_ENDINGS = [
  /** A safety system refuses the request. */
  'blocked_input',
  /** A safety system takes the answer away. */
  'blocked_output',
  /** The model refuses, in words. */
  'refused',
  'cut',
  'empty',
  'not_json',
  'around_json',
  'wrong_shape',
  /** JSON of the schema, with a text that is far too long. */
  'huge',
  /** Megabytes. */
  'flood',
  'failed_inside',
  'bad_request',
  'unauthorized',
  'forbidden',
  'model_gone',
  'too_large',
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
  'html_instead',
  'html_error',
] as const;
export type TextEnding = (typeof TEXT_ENDINGS)[number];

/** Endings in which a model answers as if all were well, and that are told from an answer by their text alone. */
export const WRONG_TEXTS = {
  not_json: 'category: cinematic',
  around_json: 'Here is what you asked for: {"answer": 1} I hope it helps!',
  wrong_shape: JSON.stringify({ nobody: { asked: ['for', 'this'] } }),
  huge: JSON.stringify({ said: 'a'.repeat(200_000) }),
  flood: JSON.stringify({ said: 'a'.repeat(3_000_000) }),
} as const satisfies Partial<Record<TextEnding, string>>;

export function isWrongText(name: TextEnding): name is keyof typeof WRONG_TEXTS {
  return Object.hasOwn(WRONG_TEXTS, name);
}

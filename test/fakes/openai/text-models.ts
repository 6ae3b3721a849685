/** Efforts of reasoning that each text model takes. */
export const TEXT_MODELS: ReadonlyMap<string, readonly string[]> = new Map([
  ['gpt-6-luna', ['none', 'low', 'medium', 'high', 'xhigh', 'max']],
  ['gpt-5.6-luna', ['none', 'low', 'medium', 'high', 'xhigh', 'max']],
  ['gpt-5.4-mini', ['none', 'low', 'medium', 'high', 'xhigh']],
]);

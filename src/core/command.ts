/** The options of `/generate`, in the order in which people see them. */
export const OPTION_NAMES = [
  'prompt',
  'tier',
  'size',
  'angle',
  'lens',
  'persona',
  'category',
  'tone_ratio',
  'angle_ratio',
  'experiment',
  'count',
] as const;
export type OptionName = (typeof OPTION_NAMES)[number];

/** What `/diptych <word>` knows. */
export const DIPTYCH_WORDS = ['help', 'credits', 'history', 'likes', 'models'] as const;
export type DiptychWord = (typeof DIPTYCH_WORDS)[number];

/** What a sample picture can show as such; `abstract` is for all else. */
export const MOTIF_NAMES = [
  'cat',
  'dog',
  'car',
  'food',
  'sea',
  'lighthouse',
  'flower',
  'house',
  'person',
  'man',
  'two-people',
  'group',
  'bottle',
  'city',
  'land',
  'abstract',
] as const;
export type MotifName = (typeof MOTIF_NAMES)[number];

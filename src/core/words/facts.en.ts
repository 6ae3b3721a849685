import { counted } from '../base/text.ts';

/** Texts about a pair as a whole, where a chat shows it as one thing. */
export const factsEn = {
  own_images: (count: number) => counted(count, 'own image'),
  pair_credits: (count: number) => counted(count, 'credit'),
};

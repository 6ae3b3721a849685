import type { factsEn } from './facts.en.ts';

export const factsKo: typeof factsEn = {
  own_images: (count) => `내 이미지 ${count}장`,
  pair_credits: (count) => `크레딧 ${count}`,
};

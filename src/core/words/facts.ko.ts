import type { ReferenceRole } from '../domain/reference.ts';
import type { factsEn } from './facts.en.ts';

const ROLES: Readonly<Record<ReferenceRole, string>> = {
  own: '내 이미지',
  person: '인물 레퍼런스',
  angle: '앵글 이미지',
  tone: '톤 레퍼런스',
};
const SAME = { prompt: '프롬프트', seed: '시드', model: '모델', size: '크기' } as const;

/** "(하나, 둘)". */
function named(names: readonly string[]): string {
  return names.length === 0 ? '' : `(${names.join(', ')})`;
}

export const factsKo: typeof factsEn = {
  own_images: (count) => `내 이미지 ${count}장`,
  pair_credits: (count) => `크레딧 ${count}`,
  compare_same: (what) => `같은 것: ${what.map((one) => SAME[one]).join(', ')}`,
  compare_equal: () => '모두 같습니다. 모델은 매번 다른 그림을 그립니다.',
  compare_two: (a, b) => `${a} 대 ${b}`,
  compare_prompts: (a, b) => `프롬프트: “${a}” 대 “${b}”`,
  compare_seeds: (a, b) => `시드: ${a} 대 ${b}`,
  compare_angles: (a, b) => `앵글: ${a} 대 ${b}`,
  compare_lenses: (a, b) => `렌즈: ${a} 대 ${b}`,
  compare_references: (role, a, b) =>
    `${ROLES[role]} ${a.length}장${named(a)} 대 ${b.length}장${named(b)}`,
};

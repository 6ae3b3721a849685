import type { ReferenceRole } from '../domain/reference.ts';
import { counted } from '../base/text.ts';

const ROLES: Readonly<Record<ReferenceRole, string>> = {
  own: 'own image',
  person: 'person reference',
  angle: 'angle image',
  tone: 'tone reference',
};

/** "(one, two)"; nothing without names. */
function named(names: readonly string[]): string {
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
}

/** Texts about a pair as a whole, where a chat shows it as one thing, and about what its images differ in. */
export const factsEn = {
  own_images: (count: number) => counted(count, 'own image'),
  pair_credits: (count: number) => counted(count, 'credit'),
  compare_same: (what: readonly ('prompt' | 'seed' | 'model' | 'size')[]) =>
    `Same ${what.join(', same ')}`,
  compare_equal: () => 'Everything is the same: a model draws another picture each time.',
  compare_two: (a: string, b: string) => `${a} against ${b}`,
  compare_prompts: (a: string, b: string) => `Prompts: “${a}” against “${b}”`,
  compare_seeds: (a: number, b: number) => `Seeds: ${a} against ${b}`,
  compare_angles: (a: string, b: string) => `Angle: ${a} against ${b}`,
  compare_lenses: (a: string, b: string) => `Lens: ${a} against ${b}`,
  compare_references: (role: ReferenceRole, a: readonly string[], b: readonly string[]) =>
    `${counted(a.length, ROLES[role])}${named(a)} against ${b.length}${named(b)}`,
};

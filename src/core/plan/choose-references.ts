import type { PoolSnapshot } from '../domain/pool.ts';
import { GENDERS, hasAny, hasWord } from './lexicon.ts';
import { hash32, shuffled } from '../base/random.ts';
import { ANGLES, findPreset } from './presets.ts';
import type { Persona, Reference, UsedReference } from '../domain/reference.ts';

/** The places of tone references, each once. */
export function placesOf(tones: readonly Reference[]): readonly string[] {
  return [...new Set(tones.flatMap(({ location }) => location ?? []))];
}

/** The prompt that references are chosen for. */
export interface Wanted {
  readonly prompt: string;
  readonly category: string;
  readonly location: string | null;
  readonly seed: number;
}

/**
 * `count` tone references; a longer choice begins with the shorter one. When a place is wanted, those of the place come
 * first, then those without a place, then those of the place in other categories, then those of other places, marked.
 */
export function chooseTones(
  wanted: Wanted,
  count: number,
  tones: readonly Reference[],
): readonly UsedReference[] {
  const { location } = wanted;
  const own = tones.filter((one) => one.category === wanted.category);
  const tiers =
    location === null
      ? [own]
      : [
          own.filter((one) => one.location === location),
          own.filter((one) => one.location === null),
          tones.filter((one) => one.category !== wanted.category && one.location === location),
          own.filter((one) => one.location !== null && one.location !== location),
        ];
  const chosen = tiers.flatMap((tier) => ranked(tier, wanted));
  return distinct(chosen)
    .slice(0, count)
    .map((one) => used('tone', one, location));
}

/** Keeps the first of each content, as an image may be in two categories. */
function distinct(references: readonly Reference[]): readonly Reference[] {
  const seen = new Set<string>();
  return references.filter(({ sha256 }) => {
    if (sha256 === '') return true;
    const isNew = !seen.has(sha256);
    seen.add(sha256);
    return isNew;
  });
}

/**
 * An angle image of the category, else one of its tone images that is not taken. With an angle (a preset's id) first of all one
 * whose tags name it; another image is marked.
 */
export function chooseAngle(
  wanted: Wanted,
  angle: string | null,
  pool: PoolSnapshot,
  taken: readonly UsedReference[],
): UsedReference | undefined {
  const contents = new Set(
    pool.tones.filter((one) => taken.some(({ id }) => id === one.id)).map((one) => one.sha256),
  );
  const free = (one: Reference) =>
    one.category === wanted.category &&
    !taken.some((other) => other.key === one.key) &&
    (one.sha256 === '' || !contents.has(one.sha256));
  const angles = ranked(pool.angles.filter(free), wanted);
  const asked = angle === null ? undefined : angles.find((one) => shows(one, angle));
  const best = asked ?? angles[0] ?? ranked(pool.tones.filter(free), wanted)[0];
  if (best === undefined) return undefined;
  const isOther = angle !== null && asked === undefined;
  return { ...used('angle', best, null), ...(isOther && { otherAngle: angle }) };
}

/** Whether a tag names the preset, in either language. */
function shows({ tags }: Reference, angle: string): boolean {
  return tags.some((tag) => findPreset(ANGLES, tag)?.id === angle);
}

/** The image of the named persona, else of the one that matches the prompt best. */
export function choosePerson(
  wanted: Wanted,
  persona: string | null,
  pool: PoolSnapshot,
): UsedReference | undefined {
  const slug = persona ?? fittingPersona(wanted, pool)?.slug;
  const people = pool.people.filter((one) => one.persona === slug);
  const [best] = ranked(people, wanted);
  if (best === undefined) return undefined;
  const name = pool.personas.find((one) => one.slug === slug)?.displayName ?? best.caption;
  return { role: 'person', id: best.id, key: best.key, label: name };
}

/** Whether the prompt names a persona with the same case: "a rose" is not Rose. */
export function namesPerson(prompt: string, pool: PoolSnapshot): boolean {
  return picturedPersonas(pool).some(({ displayName: name }) => {
    const hasCase = name.toLowerCase() !== name.toUpperCase();
    return hasWord(prompt, name) && (!hasCase || prompt.includes(name));
  });
}

/** Personas with at least one image in the pool. */
export function picturedPersonas({ personas, people }: PoolSnapshot): readonly Persona[] {
  const slugs = new Set(people.map((one) => one.persona));
  return personas.filter(({ slug }) => slugs.has(slug));
}

function fittingPersona(wanted: Wanted, pool: PoolSnapshot): Persona | undefined {
  const all = picturedPersonas(pool);
  const named = all.filter(({ displayName }) => hasWord(wanted.prompt, displayName));
  const fitting = named.length > 0 ? named : all.filter((one) => mayBe(one, wanted.prompt));
  return byRelevance(fitting, (one) => one.slug, wanted)[0];
}

/** Whether the persona can be the person of the prompt: a man is not for a prompt of a woman. */
function mayBe({ tags }: Persona, prompt: string): boolean {
  const female = hasAny(prompt, GENDERS.female);
  const male = hasAny(prompt, GENDERS.male);
  if (female === male) return true;
  const [meant, other] = female ? [GENDERS.female, GENDERS.male] : [GENDERS.male, GENDERS.female];
  return tags.some((tag) => meant.includes(tag)) || !tags.some((tag) => other.includes(tag));
}

function ranked(references: readonly Reference[], wanted: Wanted): readonly Reference[] {
  return byRelevance(references, (one) => one.id, wanted);
}

/** Most relevant first. The seed decides among equals, independent of their order. */
function byRelevance<T extends { readonly tags: readonly string[] }>(
  items: readonly T[],
  nameOf: (item: T) => string,
  { prompt, seed }: Wanted,
): readonly T[] {
  const sorted = items.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const drawn = shuffled(sorted, seed ^ hash32('references'));
  // A cache, because thousands of references share a few tags.
  const known = new Map<string, boolean>();
  const isIn = (tag: string) => {
    const isFound = known.get(tag) ?? hasWord(prompt, tag);
    known.set(tag, isFound);
    return isFound;
  };
  const scored = drawn.map((item) => ({ item, score: item.tags.filter(isIn).length }));
  return scored.toSorted((a, b) => b.score - a.score).map(({ item }) => item);
}

function used(role: 'tone' | 'angle', one: Reference, location: string | null): UsedReference {
  const elsewhere = location !== null && one.location !== null && one.location !== location;
  return {
    role,
    id: one.id,
    key: one.key,
    label: one.caption,
    ...(elsewhere && one.location !== null ? { otherPlace: one.location } : {}),
  };
}

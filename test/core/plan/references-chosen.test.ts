import { describe, expect, it } from 'vitest';
import type { Reference, UsedReference } from '../../../src/core/domain/reference.ts';
import {
  chooseAngle,
  choosePerson,
  chooseTones,
  namesPerson,
} from '../../../src/core/plan/choose-references.ts';
import { aPool, aReference } from '../../values.ts';

const FILM = 'a(natural,film)';
const VIVID = 'b(vivid,colorful)';

const wanted = (prompt = 'a cat', more: object = {}) => {
  return { prompt, category: FILM, location: null, seed: 7, ...more };
};
const ids = (references: readonly UsedReference[]) => references.map(({ id }) => id);

describe('tone references', () => {
  it('say what they are, and no place when none was asked for', () => {
    const tones = [aReference('t', { location: 'paris', caption: 'dusk' })];
    expect(chooseTones(wanted(), 3, tones)).toEqual([
      {
        role: 'tone',
        id: 't',
        key: 'refs/tone_angle_image_ref/a(natural,film)/t.png',
        label: 'dusk',
      },
    ]);
  });

  it('are of the category alone when no place is asked for', () => {
    const tones = [aReference('here'), aReference('other', { category: VIVID })];
    expect(ids(chooseTones(wanted(), 5, tones))).toEqual(['here']);
  });

  it('of another category are only those of the place', () => {
    const tones = [
      aReference('vivid', { category: VIVID }),
      aReference('vivid-paris', { category: VIVID, location: 'paris' }),
      aReference('vivid-seoul', { category: VIVID, location: 'seoul' }),
    ];
    const chosen = chooseTones(wanted('a cat', { location: 'seoul' }), 5, tones);
    expect(ids(chosen)).toEqual(['vivid-seoul']);
    expect(chosen[0]).not.toHaveProperty('otherPlace');
  });

  it('come by how many of their words the prompt has', () => {
    const tones = [
      aReference('none', { tags: ['dog', 'sea', 'sun'] }),
      aReference('one', { tags: ['cat', 'sea', 'sun', 'sky'] }),
      aReference('two', { tags: ['cat', 'rain'] }),
    ];
    expect(ids(chooseTones(wanted('a cat in the rain'), 5, tones))).toEqual(['two', 'one', 'none']);
  });
});

describe('an angle reference', () => {
  const angle = (id: string, more: Partial<Reference> = {}) =>
    aReference(id, { kind: 'angle', ...more });
  const choose = (angles: readonly Reference[], tones: readonly Reference[] = [], taken = tones) =>
    chooseAngle(
      wanted(),
      null,
      aPool({ angles, tones }),
      taken.map(({ id, key }) => ({ role: 'tone', id, key, label: '' })),
    )?.id;

  it('is of the category, an angle image before a tone image', () => {
    expect(choose([angle('v', { category: VIVID }), angle('a')], [aReference('t')], [])).toBe('a');
    expect(choose([angle('v', { category: VIVID })], [aReference('t')], [])).toBe('t');
    expect(choose([angle('v', { category: VIVID })], [])).toBeUndefined();
  });

  it('is none of the tones that are used already, nor one of the same content', () => {
    const tones = [aReference('t1'), aReference('t2'), aReference('t3')];
    expect(choose([], tones, tones.slice(0, 2))).toBe('t3');
    expect(choose([], tones)).toBeUndefined();
    expect(choose([angle('same', { sha256: 'content of t2' })], tones)).toBeUndefined();
    expect(choose([angle('same', { key: tones[1]?.key ?? '' })], tones)).toBeUndefined();
  });

  it('whose content nobody knows is like no other', () => {
    const unknown = aReference('t1', { sha256: '' });
    expect(choose([angle('a', { sha256: '' })], [unknown])).toBe('a');
  });
});

describe('a person', () => {
  const person = (persona: string, id = `p-${persona}`, more: Partial<Reference> = {}) =>
    aReference(id, { kind: 'model', category: null, persona, key: `refs/${id}.png`, ...more });
  const persona = (slug: string, displayName: string, tags: readonly string[] = []) => {
    return { slug, displayName, tags };
  };
  const pool = aPool({
    personas: [
      persona('ann', 'Ann', ['woman']),
      persona('bob', 'Bob', ['man']),
      persona('kim', '김민지', ['woman', 'glasses']),
      persona('lee', 'Lee', ['man', 'woman', 'stage']),
      persona('zed', 'Zed', ['man', 'woman', 'chef']),
    ],
    people: [person('ann'), person('bob'), person('kim'), person('lee')],
  });
  const choose = (prompt: string, name: string | null = null) =>
    choosePerson(wanted(prompt), name, pool)?.label;

  it('is given with key and display name', () => {
    expect(choosePerson(wanted('x'), 'bob', pool)).toEqual({
      role: 'person',
      id: 'p-bob',
      key: 'refs/p-bob.png',
      label: 'Bob',
    });
  });

  it('is the picture of theirs that fits the prompt best', () => {
    const people = [person('bob', 'p1'), person('bob', 'p2', { tags: ['rain'] }), person('ann')];
    const chosen = choosePerson(wanted('a man in the rain'), 'bob', { ...pool, people });
    expect(chosen?.id).toBe('p2');
  });

  it('is nobody when there is no picture of them', () => {
    expect(choosePerson(wanted('x'), 'zed', pool)).toBeUndefined();
    expect(choosePerson(wanted('a man'), null, { ...pool, people: [] })).toBeUndefined();
  });

  it.each([
    ['the one who is named', 'a man like Ann', 'Ann'],
    ['of a man', 'a man reading', 'Bob'],
    ['with the words of the prompt', 'a woman with glasses', '김민지'],
    ['who is known as both', 'a man on a stage', 'Lee'],
    ['whose words fit, where man and woman are said', 'a man, a woman, glasses', '김민지'],
    ['but nobody without a picture', 'a man, a chef', 'Bob'],
  ])('is one %s', (_who, prompt, name) => {
    const only = { ...pool, personas: pool.personas.filter(({ slug }) => slug !== 'lee') };
    const from = name === 'Lee' ? pool : only;
    expect(choosePerson(wanted(prompt), null, from)?.label).toBe(name);
  });

  it('is asked for by hand whatever the prompt says', () => {
    expect(choose('a woman reading', 'bob')).toBe('Bob');
  });

  it.each([
    ['Ann reading', true],
    ['an ann reading', false],
    ['ANN reading', false],
    ['Annette reading', false],
    ['김민지가 걷는다', true],
    ['Zed cooking', false],
    ['nobody of them', false],
  ])('is named in %j: %s', (prompt, is) => {
    expect(namesPerson(prompt, pool)).toBe(is);
  });
});

import { describe, expect, it } from 'vitest';
import type { Pair } from '../../src/core/domain/pair.ts';
import { type Change, editedDraft } from '../../src/core/studio/press/edit.ts';
import type { Spec } from '../../src/core/domain/spec.ts';
import { aGeneration, aModel, aPair, aPairPlan, aPool, aReference, aRequest } from '../values.ts';

const own = [
  { key: 'own/p1/1.png', name: 'mine.png', type: 'image/png', width: 9, height: 9, bytes: 9 },
] as const;

/** What a side becomes after a change: B was made with an angle, a lens and ratios of its own. */
function edited(
  change: Change,
  { pair = {}, spec = {} }: { pair?: Partial<Pair>; spec?: Partial<Spec> } = {},
) {
  const from = aGeneration('b1', { side: 'B' });
  const its = {
    userPrompt: 'a woman reading',
    category: 'c(cinematic,contrast)',
    toneRatio: 25,
    angleRatio: 100,
    angle: 'overhead',
    lens: 'portrait-85',
    seed: 99,
    size: { width: 768, height: 512 },
  } as const;
  const generation = { ...from, spec: { ...from.spec, ...its, ...spec } };
  return editedDraft(aPair(pair), generation, change, aPool(), aModel());
}

const roles = (draft: ReturnType<typeof edited>) =>
  draft.references.map((one) => one.role[0]).join('');

describe('an edited side', () => {
  it('keeps a prompt that was stored in another spelling, and is understood in today’s', () => {
    const apart = '서울에서 걷는 여자'.normalize('NFD');
    const whole = '서울에서 걷는 여자'.normalize('NFC');
    const { userPrompt, scene } = edited({ prompt: whole }, { spec: { userPrompt: apart } });
    expect(userPrompt).toBe(apart);
    expect(scene).toBe('single-subject');
    const other = `${whole} 둘`;
    expect(edited({ prompt: other }, { spec: { userPrompt: apart } }).userPrompt).toBe(other);
  });

  it('keeps all that nobody changed', () => {
    expect(edited({})).toMatchObject({
      side: 'B',
      userPrompt: 'a woman reading',
      category: 'c(cinematic,contrast)',
      toneRatio: 25,
      angleRatio: 100,
      angle: 'overhead',
      lens: 'portrait-85',
      seed: 99,
      size: { width: 768, height: 512 },
      modelId: 'sample-basic',
    });
  });

  it.each<[Change, object]>([
    [{ prompt: 'a dog' }, { userPrompt: 'a dog' }],
    [{ angle: 'low-angle' }, { angle: 'low-angle' }],
    [{ angle: null }, { angle: null, lens: 'portrait-85' }],
    [{ lens: null }, { lens: null, angle: 'overhead' }],
    [{ category: 'd(beauty)' }, { category: 'd(beauty)' }],
    [{ toneRatio: 50 }, { toneRatio: 50, angleRatio: 100 }],
    [{ angleRatio: 50 }, { angleRatio: 50, toneRatio: 25 }],
  ])('has %j changed alone', (change, has) => {
    expect(edited(change)).toMatchObject(has);
  });

  it('has the tones of its own recipe, of its category: B five, A three', () => {
    const draft = edited({});
    expect(roles(draft)).toBe('pttttt');
    const tones = draft.references.filter((one) => one.role === 'tone');
    expect(tones.every((one) => one.key.includes('c(cinematic,contrast)'))).toBe(true);
    const a = editedDraft(aPair(), aGeneration('a1'), {}, aPool(), aModel());
    expect(roles(a)).toBe('pttt');
  });

  it('keeps what people attached and the side was sent, and the persona that was asked for', () => {
    const key = 'own/p1/1.png';
    const spec = { references: [{ role: 'own', id: null, key, label: 'mine.png' }] } as const;
    expect(roles(edited({}, { pair: { own }, spec }))).toBe('ottttt');
    expect(roles(edited({}, { pair: { own } }))).toBe('pttttt');
    const request = aRequest({ persona: 'joon' });
    const draft = edited({}, { pair: { own, request }, spec });
    expect(draft.references.slice(0, 2)).toMatchObject([
      { role: 'own', key: 'own/p1/1.png', label: 'mine.png' },
      { role: 'person', label: 'Joon' },
    ]);
  });

  it('reads again what the new words say of people and the scene', () => {
    expect(edited({ prompt: 'a perfume bottle' })).toMatchObject({ scene: 'object' });
    expect(roles(edited({ prompt: 'a perfume bottle' }))).toBe('ttttt');
    expect(edited({ prompt: 'two women laughing' })).toMatchObject({ scene: 'group' });
  });

  it('uses the tones that are named', () => {
    const references = [aReference('x1'), aReference('x2')];
    const ids = edited({ references }).references.filter((one) => one.role === 'tone');
    expect(ids.map((one) => one.id)).toEqual(['x1', 'x2']);
  });

  it('draws its tones as the pair did, whatever its own seed is', () => {
    const plan = aPairPlan({ seed: 7 });
    const draft = edited({}, { pair: { plan }, spec: { seed: 12_345 } });
    expect(draft.seed).toBe(12_345);
    expect(draft.references).toEqual(edited({}, { pair: { plan } }).references);
  });

  it('of a pair that was never planned is none', () => {
    expect(() => edited({}, { pair: { plan: null } })).toThrow('not_available');
  });
});

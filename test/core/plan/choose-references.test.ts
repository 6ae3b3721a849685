import type { PoolSnapshot } from '../../../src/core/domain/pool.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freezeSide, reseed, restage } from '../../../src/core/plan/freeze.ts';
import type { Model } from '../../../src/core/domain/model.ts';
import { recipeText } from '../../../src/core/domain/recipe.ts';
import { chooseTones } from '../../../src/core/plan/choose-references.ts';
import type { UsedReference } from '../../../src/core/domain/reference.ts';
import { aModel, aPairPlan, aPool, aReference, aRequest, frozen } from '../../values.ts';

const FILM = 'a(natural,film)';
const VIVID = 'b(vivid,colorful)';
const own = [
  { key: 'own/p1/1.png', name: 'mine.png', type: 'image/png', width: 9, height: 9, bytes: 9 },
] as const;

function roles(references: readonly UsedReference[]): string {
  return references.map((one) => one.role[0]).join('');
}

function wanted(more: Partial<Parameters<typeof chooseTones>[0]> = {}) {
  return { prompt: 'a cat', category: FILM, location: null, seed: 7, ...more };
}

describe('tone references', () => {
  it('of a longer choice begin with those of the shorter', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const three = chooseTones(wanted({ seed }), 3, aPool().tones);
        const five = chooseTones(wanted({ seed }), 5, aPool().tones);
        expect(five.slice(0, 3)).toEqual(three);
        expect(new Set(five.map((one) => one.key)).size).toBe(5);
      }),
    );
  });

  it('do not depend on the order in which the pool lists them', () => {
    const { tones } = aPool();
    expect(chooseTones(wanted(), 5, tones.toReversed())).toEqual(chooseTones(wanted(), 5, tones));
  });

  it('are drawn among equals by the seed', () => {
    const draws = [1, 2, 3, 4, 5].map(
      (seed) => chooseTones(wanted({ seed }), 1, aPool().tones)[0]?.key,
    );
    expect(new Set(draws).size).toBeGreaterThan(1);
  });

  it('that share words with the prompt come first', () => {
    const tones = [...aPool().tones, aReference('cats', { tags: ['cat'] })];
    expect(chooseTones(wanted(), 3, tones)[0]?.id).toBe('cats');
  });

  it('are never one image twice, though it stands in two categories or its content twice', () => {
    const here = (id: string, more: object) => aReference(id, { location: 'seoul', ...more });
    const tones = [
      here('one', { sha256: 'same' }),
      here('two', { sha256: 'same', category: VIVID }),
      here('old1', { sha256: '' }),
      here('old2', { sha256: '' }),
    ];
    const chosen = chooseTones(wanted({ location: 'seoul' }), 5, tones).map((one) => one.id);
    expect(new Set(chosen)).toEqual(new Set(['old1', 'old2', 'one']));
    expect(chosen).toHaveLength(3);
  });

  it('of the place come first, then without place, then the place’s others, then other places', () => {
    const tones = [
      aReference('elsewhere', { location: 'paris' }),
      aReference('vivid-here', { location: 'seoul', category: VIVID }),
      aReference('nowhere'),
      aReference('here', { location: 'seoul' }),
    ];
    const chosen = chooseTones(wanted({ location: 'seoul' }), 5, tones);
    expect(chosen.map((one) => one.id)).toEqual(['here', 'nowhere', 'vivid-here', 'elsewhere']);
    expect(chosen.map((one) => one.otherPlace)).toEqual([undefined, undefined, undefined, 'paris']);
  });
});

describe('the sides of a pair', () => {
  const freeze = (
    more: {
      request?: Parameters<typeof aRequest>[0];
      plan?: Parameters<typeof aPairPlan>[0];
      own?: typeof own;
      pool?: Partial<PoolSnapshot>;
      maxReferences?: number;
    } = {},
  ) =>
    frozen(
      { request: aRequest(more.request), plan: aPairPlan(more.plan), own: more.own ?? [] },
      aPool(more.pool),
      aModel({ maxReferences: more.maxReferences ?? 14 }),
    );

  it('differ in the number of tones only, in the tones experiment', () => {
    const { A, B, comparable } = freeze();
    expect([roles(A.references), roles(B.references)]).toEqual(['pttt', 'pttttt']);
    expect(A.seed).toBe(B.seed);
    expect(comparable).toBe(true);
  });

  it('differ in the angle only, in the angles experiment', () => {
    const { A, B } = freeze({ request: { experiment: 'angles', angle: 'low-angle' } });
    expect([roles(A.references), roles(B.references)]).toEqual(['pttt', 'pattt']);
    expect([A.angle, B.angle]).toEqual(['low-angle', null]);
    expect(A.prompt).toContain('low-angle shot');
    expect(B.prompt).not.toContain('low-angle shot');
  });

  it('take one more tone as angle when the category has no angle image', () => {
    const { B } = freeze({ request: { experiment: 'angles' }, pool: { angles: [] } });
    const angle = B.references.find((one) => one.role === 'angle');
    expect(angle?.key).toContain(FILM);
    expect(B.references.filter((one) => one.key === angle?.key)).toHaveLength(1);
  });

  it.each([
    [14, 'opttt', 'opttttt', true],
    [4, 'optt', 'optt', false],
    [1, 'o', 'o', false],
  ])('are cut to %i references: %s against %s', (maxReferences, a, b, comparable) => {
    const sides = freeze({ own, request: { persona: 'joon' }, maxReferences });
    expect([roles(sides.A.references), roles(sides.B.references)]).toEqual([a, b]);
    expect(sides.comparable).toBe(comparable);
  });

  it('get no person when none is meant, and none beside attached images unless named', () => {
    expect(roles(freeze({ plan: { intentPerson: false } }).A.references)).toBe('ttt');
    expect(roles(freeze({ own }).A.references)).toBe('ottt');
    const named = freeze({ own, request: { persona: 'joon' } }).A.references[1];
    expect(named).toMatchObject({ role: 'person', label: 'Joon' });
  });

  it('get a person that fits the words', () => {
    const { A } = freeze({ request: { prompt: 'a man reading' } });
    expect(A.references[0]?.label).toBe('Joon');
  });

  it('get the person that the prompt names, whatever else it says', () => {
    const { A } = freeze({ request: { prompt: 'a woman like Joon reading' } });
    expect(A.references[0]?.label).toBe('Joon');
  });

  it('get who is named as names are written, though no person is spoken of', () => {
    const none = { plan: { intentPerson: false } };
    const first = (prompt: string, more = {}) =>
      freeze({ ...none, request: { prompt }, ...more }).A.references[0]?.label;
    expect(first('Joon drinking coffee')).toBe('Joon');
    expect(first('a joon in the sun')).not.toBe('Joon');
    expect(first('Joon drinking coffee', { own })).toBe('mine.png');
  });

  it('refuse a prompt that the model cannot read with its directions', () => {
    const draft = () =>
      frozen(
        { request: aRequest(), plan: aPairPlan(), own: [] },
        aPool(),
        aModel({ maxPromptChars: 50 }),
      );
    expect(draft).toThrow('prompt_too_long_for_model');
  });
});

describe('both sides of two models', () => {
  const large = { width: 1_536, height: 1_536 };
  const versus = { tier: 'quality', modelId: 'fine', size: large };
  const request = aRequest({ experiment: 'models', versus });
  const freeze = (a: number, b: number) => {
    const fine = { id: 'fine', model: 'fine-1', maxReferences: b, generationParams: { steps: 9 } };
    const pair = { request, plan: aPairPlan(), own };
    return frozen(pair, aPool(), aModel({ maxReferences: a }), aModel(fine));
  };

  it('have their own model, size and parameters, and nothing else of their own', () => {
    const { A, B, comparable } = freeze(14, 14);
    expect(A).toMatchObject({ side: 'A', modelId: 'sample-basic', size: request.size });
    const its = { side: 'B', modelId: 'fine', model: 'fine-1', size: large };
    expect(B).toEqual({ ...A, ...its, parameters: { steps: 9 } });
    expect(roles(A.references)).toBe('ottt');
    expect(comparable).toBe(true);
  });

  it.each([
    [14, 2],
    [2, 14],
  ])('that take %i and %i references get the same two', (a, b) => {
    const { A, B, comparable } = freeze(a, b);
    expect([roles(A.references), B.references]).toEqual(['ot', A.references]);
    expect(comparable).toBe(true);
  });
});

describe('what references are made to fit into', () => {
  it('is frozen as each side’s own model has it, and is no part of the recipe', () => {
    const freeze = (narrow: Partial<Model>) => {
      const pair = { request: aRequest(), plan: aPairPlan(), own };
      return frozen(pair, aPool(), aModel(narrow), aModel({ maxReferenceBytes: 5 }));
    };
    const { A, B } = freeze({ maxReferenceSide: 2_048, maxReferenceBytes: 1_000_000 });
    expect(A.referenceLimits).toEqual({ maxSide: 2_048, maxBytes: 1_000_000 });
    expect(B.referenceLimits).toEqual({ maxSide: null, maxBytes: 5 });
    expect(recipeText(A)).toBe(recipeText(freeze({}).A));
    expect(restage(A, { tone: 25, angle: 25 }, aModel()).referenceLimits).toBe(A.referenceLimits);
  });
});

describe('the recipe', () => {
  const A = frozen(
    { request: aRequest(), plan: aPairPlan(), own: [] },
    aPool(),
    aModel({ generationParams: { b: 1, a: { d: 1, c: 2 } } }),
  ).A;

  it('leaves out the seed, so that a re-roll is the same recipe', () => {
    expect(recipeText(reseed(A, 99))).toBe(recipeText(A));
  });

  it('does not depend on the order of parameters', () => {
    const other = { ...A, parameters: { a: { c: 2, d: 1 }, b: 1 } };
    expect(recipeText(other)).toBe(recipeText(A));
  });

  it('changes with the ratios, the words, the size and the images', () => {
    const others = [
      restage(A, { tone: 25, angle: A.angleRatio }, aModel()),
      restage(A, { tone: A.toneRatio, angle: 25 }, aModel()),
      { ...A, prompt: 'other' },
      { ...A, size: { width: 768, height: 512 } },
      { ...A, references: A.references.slice(1) },
      { ...A, parameters: {} },
    ].map(recipeText);
    expect(new Set([recipeText(A), ...others]).size).toBe(7);
  });

  it('keeps the same images when ratios are staged', () => {
    const staged = restage(A, { tone: 100, angle: 25 }, aModel());
    expect(staged.references).toEqual(A.references);
    expect(staged.prompt).toContain('followed at 100 %');
  });
});

it('tones given by name are used as they are', () => {
  const given = [aReference('x1'), aReference('x2')];
  const draft = freezeSide(
    {
      prompt: 'a cat',
      plan: aPairPlan({ intentPerson: false }),
      angle: null,
      lens: null,
      persona: null,
      own: [],
      toneRatio: 50,
      angleRatio: 50,
      seed: 1,
      size: { width: 512, height: 512 },
      side: 'A',
      recipe: { tones: 3, angle: 'text', model: 'own' },
      references: given,
    },
    aPool(),
    aModel(),
  );
  expect(draft.references.map((one) => one.id)).toEqual(['x1', 'x2']);
});

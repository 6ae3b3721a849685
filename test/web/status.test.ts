import { describe, expect, it } from 'vitest';
import { statusJson } from '../../src/bots/web/status.ts';
import type { LinePlace } from '../../src/core/line/place.ts';
import type { ErrorKind } from '../../src/core/domain/failure.ts';
import type { Generation } from '../../src/core/domain/pair.ts';
import type { Spec } from '../../src/core/domain/spec.ts';
import { aContext, aPost, aView } from '../card-values.ts';
import { aCandidate } from '../race-values.ts';
import { aGeneration, aPair, NOW, RUNNING, withImage } from '../values.ts';

const failedAs = (kind: ErrorKind, endedAt: number): Partial<Generation> => ({
  ...RUNNING,
  state: 'failed',
  failure: { kind, detail: 'it says no' },
  endedAt,
});
const of = (generations: readonly Generation[], places: Record<string, LinePlace> = {}) =>
  statusJson(aView(generations), aContext('en', { line: (id) => places[id] }));

describe('how a pair stands, over HTTP', () => {
  it.each([
    ['planning', 'planning', null, null],
    ['refused', 'refused', 'The image is broken.', '이미지가 깨졌습니다.'],
  ] as const)('%s: sides that have no generation yet say so', (state, told, refusal, ko) => {
    const pair = aPair({ state, refusal: refusal && { en: refusal, ko } });
    const status = statusJson(aView([], { pair }), aContext());
    expect(status).toMatchObject({ batch_id: 'p1', state, refusal, retry_available: false });
    expect([status.side_a_state, status.side_b_state]).toEqual([told, told]);
    expect(statusJson(aView([], { pair }), aContext('ko')).refusal).toBe(ko);
    expect(status.last_error_kind).toBeNull();
    expect(status.sides.A).toEqual({
      state: told,
      recipe: 'three_tones',
      generation: null,
      number: 0,
      image: null,
      error: null,
      since: NOW,
      place: null,
      wait_ms: null,
      held: null,
      retry_available: false,
      rewrite_available: false,
      origin: null,
      planned: null,
      race: null,
      message_id: null,
      spec: null,
    });
  });

  it('tells of a side that waits its place, how long, and what holds it', () => {
    const a = aGeneration('a');
    const b = aGeneration('b', { side: 'B' });
    const { sides } = of([a, b], {
      a: { place: 3, waitMs: 0, held: null },
      b: { place: 4, waitMs: null, held: { provider: 'OpenAI', model: null, why: 'trial' } },
    });
    expect(sides.A).toMatchObject({ state: 'waiting', place: 3, wait_ms: 0, held: null });
    expect(sides.B).toMatchObject({ place: 4, wait_ms: null, held: 'trial' });
  });

  it('says since when: waiting, then running, then ended', () => {
    const since = (more: Partial<Generation>) => of([aGeneration('a', more)]).sides.A.since;
    expect(since({})).toBe(NOW);
    expect(since(RUNNING)).toBe(NOW + 1_000);
    expect(since(withImage())).toBe(NOW + 5_000);
  });

  it('shows the newest generation of each side, with its message and its image', () => {
    const before = aGeneration('a1', withImage());
    const newest = aGeneration('a2', { ...withImage('library/web/2026-11/a2.png'), number: 2 });
    const posts = [aPost('a1'), aPost('a2')];
    const { sides } = statusJson(aView([before, newest], { posts }), aContext());
    expect(sides.A).toMatchObject({
      state: 'succeeded',
      generation: 'a2',
      number: 2,
      message_id: 'm-a2',
      image: {
        url: '/images/a2.png',
        download_url: '/images/a2.png/download',
        width: 512,
        height: 512,
        type: 'image/png',
        bytes: 1_000,
      },
    });
    expect(sides.B.state).toBe('planning');
  });

  it('gives no address of an image that was deleted', () => {
    expect(of([aGeneration('a', { ...withImage(), deletedAt: NOW })]).sides.A.image).toBeNull();
  });

  it('tells a failure in a sentence, and the last one of the pair by its kind', () => {
    const status = of([
      aGeneration('a', failedAs('timeout', NOW + 9_000)),
      aGeneration('b', { side: 'B', ...failedAs('network', NOW + 8_000) }),
    ]);
    expect(status.sides.A.error).toEqual({
      kind: 'timeout',
      sentence: 'the provider did not answer in time. Retry can help.',
      detail: 'it says no',
    });
    expect(status.last_error_kind).toBe('timeout');
  });

  it('names the model where the limit is of that one alone', () => {
    const more = failedAs('rate_limited', NOW);
    const failure = { kind: 'rate_limited', detail: 'busy', limitOf: 'model' } as const;
    const view = aView([aGeneration('a', { ...more, failure })]);
    expect(statusJson(view, aContext()).sides.A.error?.sentence).toBe(
      'Sample is over its rate limit at the provider. Retry in a little while.',
    );
  });

  it('tells it in the language of who asks', () => {
    const view = aView([aGeneration('a', failedAs('timeout', NOW))]);
    expect(statusJson(view, aContext('ko')).sides.A.error?.sentence).toBe(
      '제공자가 제시간에 답하지 않았습니다. 다시 시도해 볼 수 있습니다.',
    );
  });

  it('offers a retry where one can help, for the pair when it can for one side', () => {
    const a = aGeneration('a', withImage());
    const blocked = { side: 'B', ...failedAs('safety_block', NOW), state: 'blocked' } as const;
    const none = of([a, aGeneration('b', blocked)]);
    expect([none.retry_available, none.sides.B.retry_available]).toEqual([false, false]);
    const one = of([a, aGeneration('b', { side: 'B', ...failedAs('network', NOW) })]);
    expect([one.sides.A.retry_available, one.sides.B.retry_available]).toEqual([false, true]);
    expect(one.retry_available).toBe(true);
    const other = of([aGeneration('a', failedAs('network', NOW)), aGeneration('b', { side: 'B' })]);
    expect(other.retry_available).toBe(true);
  });

  it('offers a safer wording of a blocked side where a text model can write one', () => {
    const blocked = { ...failedAs('safety_block', NOW), state: 'blocked' } as const;
    const seen = (generations: readonly Generation[], canRewrite: boolean) => {
      const { sides, ...pair } = statusJson(aView(generations), aContext('en', { canRewrite }));
      return [sides.A.rewrite_available, sides.B.rewrite_available, pair.rewrite_available];
    };
    const b = aGeneration('b', { side: 'B', ...failedAs('network', NOW) });
    expect(seen([aGeneration('a', blocked), b], true)).toEqual([true, false, true]);
    expect(seen([aGeneration('a', blocked), b], false)).toEqual([false, false, false]);
    const later = aGeneration('a2', { number: 2, ...RUNNING });
    expect(seen([aGeneration('a', blocked), later, b], true)).toEqual([false, false, false]);
  });

  it.each([
    ['while it runs', RUNNING, 'c1'],
    ['with its image', withImage(), 'c1'],
    ['when it was cancelled', { ...RUNNING, state: 'cancelled', endedAt: NOW } as const, null],
    ['when its image was deleted', { ...withImage(), deletedAt: NOW }, null],
  ])('has the pictures of a race %s, as far as people may see them', (_when, more, shown) => {
    const one = aGeneration('a', more);
    const candidates = [aCandidate({ state: 'succeeded', generationId: 'a' })];
    const races = [{ generationId: 'a', firstAt: NOW, verdict: null, candidates }];
    const { sides } = statusJson(aView([one], { races }), aContext());
    const url = shown === null ? null : `/images/${shown}.png`;
    expect(sides.A.race?.candidates.map((each) => each.image_url)).toEqual([url]);
  });

  it('offers none for the fifth run of a spec', () => {
    const runs = (count: number) =>
      Array.from({ length: count }, (_, n) =>
        aGeneration(`a${n}`, { number: n + 1, ...failedAs('provider_error', NOW + n) }),
      );
    expect(of(runs(4)).retry_available).toBe(true);
    expect(of(runs(5)).retry_available).toBe(false);
  });

  it('has the spec of a side: what was asked for, what was sent, and what with', () => {
    const one = aGeneration('a');
    const references = [{ role: 'own', id: null, key: 'own/p1/0 1.png', label: 'mine' }] as const;
    const spec: Spec = {
      ...one.spec,
      userPrompt: 'a cat',
      prompt: 'Photograph: a cat',
      references,
      category: 'film',
      toneRatio: 25,
      angleRatio: 75,
      angle: 'low-angle',
      lens: 'macro',
      model: 'sample-9',
      size: { width: 768, height: 512 },
      seed: 42,
    };
    expect(of([{ ...one, spec }]).sides.A.spec).toEqual({
      prompt: 'a cat',
      prompt_sent: 'Photograph: a cat',
      references: [{ role: 'own', id: null, label: 'mine', url: '/references/own/p1/0%201.png' }],
      category: 'film',
      tone_ratio: 25,
      angle_ratio: 75,
      angle: 'low-angle',
      lens: 'macro',
      model: 'sample-9',
      size: '768x512',
      seed: 42,
    });
  });
});

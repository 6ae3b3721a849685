import { describe, expect, it } from 'vitest';
import { statusJson } from '../../src/bots/web/status.ts';
import type { LinePlace } from '../../src/core/cards/context.ts';
import type { Generation, PairView } from '../../src/core/pair.ts';
import { aGeneration, aPair, aPost, aView, NOW, RUNNING, withImage } from '../values.ts';

const status = (view: PairView, places: ReadonlyMap<string, LinePlace> = new Map()) =>
  statusJson(view, places, 'en');

function failed(kind: 'network' | 'safety_block', at: number): Partial<Generation> {
  const failure = { kind, detail: `it was ${kind}` };
  return {
    ...RUNNING,
    state: kind === 'network' ? 'failed' : 'blocked',
    failure,
    endedAt: at,
  };
}

describe('a pair’s status', () => {
  it.each([
    ['planning', null, 'planning'],
    ['refused', 'no such thing', 'refused'],
  ] as const)('before its first generation, %s', (state, refusal, side) => {
    const pair = aPair({ state, refusal, plan: null });
    const json = status(aView([], { pair }));
    expect(json).toMatchObject({
      batch_id: 'p1',
      state,
      refusal,
      side_a_state: side,
      side_b_state: side,
      retry_available: false,
      last_error_kind: null,
    });
    expect(json.sides.A).toMatchObject({ generation: null, number: 0, image: null, since: NOW });
  });

  it('is each side’s newest generation, with its own message', () => {
    const view = aView(
      [
        aGeneration('a1', withImage('library/web/2026-11/a1.png')),
        aGeneration('b1', { ...RUNNING, side: 'B' }),
        aGeneration('a2', { ...withImage('library/web/2026-11/a2.png'), number: 2 }),
      ],
      { posts: [aPost('a1'), aPost('a2')] },
    );
    const { sides, side_a_state: a, side_b_state: b } = status(view);
    expect([a, b]).toEqual(['succeeded', 'running']);
    expect(sides.A).toMatchObject({
      generation: 'a2',
      number: 2,
      message_id: 'm-a2',
      since: NOW + 5_000,
      image: { url: '/images/a2.png', download_url: '/images/a2.png/download', type: 'image/png' },
    });
    expect(sides.B).toMatchObject({
      generation: 'b1',
      message_id: null,
      image: null,
      since: NOW + 1_000,
      error: null,
    });
  });

  it('has no image that was deleted', () => {
    const deleted = aGeneration('a1', { ...withImage(), deletedAt: NOW + 9_000 });
    expect(status(aView([deleted])).sides.A.image).toBeNull();
  });

  it.each([
    ['of which another try can change something', 'network', true],
    ['of which none can', 'safety_block', false],
  ] as const)('tells a failure %s', (_what, kind, canRetry) => {
    const view = aView([
      aGeneration('a1', failed(kind, NOW + 5_000)),
      aGeneration('b1', { side: 'B' }),
    ]);
    const json = status(view);
    expect(json.sides.A.error).toMatchObject({ kind, detail: `it was ${kind}` });
    expect(json.sides.A.retry_available).toBe(canRetry);
    expect(json.sides.B.retry_available).toBe(false);
    expect(json.retry_available).toBe(canRetry);
  });

  it('names the latest failure, whichever side it was', () => {
    const view = aView([
      aGeneration('a1', failed('network', NOW + 5_000)),
      aGeneration('b1', { ...failed('safety_block', NOW + 9_000), side: 'B' }),
      aGeneration('a2', { ...failed('network', NOW + 7_000), number: 2 }),
    ]);
    expect(status(view).last_error_kind).toBe('safety_block');
  });

  it('says where in line a side waits, for how long, and what holds it up', () => {
    const view = aView([aGeneration('a1'), aGeneration('b1', { side: 'B' })]);
    const held = { why: 'rate_limited', provider: 'sample', until: NOW } as const;
    const places = new Map([['b1', { place: 3, waitMs: 40_000, held }]]);
    const { A, B } = status(view, places).sides;
    expect(A).toMatchObject({ place: null, wait_ms: null, held: null, since: NOW });
    expect(B).toMatchObject({ place: 3, wait_ms: 40_000, held: 'rate_limited' });
  });
});

import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { newStore, storeGeneration, storePair } from './sample-rows.ts';

const ANA = { id: 'web:ana', name: 'ana' };
const NEW = { generationId: 'g1', original: 'a duel', by: ANA, bySetting: false };
const NO_ANSWER = { madeBy: 'Gemini', why: 'timeout', detail: 'late' } as const;

/** What each step does to a wording, and whether it is taken. */
const STEPS = {
  begin: ({ rewrites }: Store) => rewrites.begin(NEW, 1),
  written: ({ rewrites }: Store) => rewrites.written('g1', 'a dance', 'Gemini', 2),
  failed: ({ rewrites }: Store) => rewrites.failed('g1', NO_ANSWER, 2),
  rested: ({ rewrites }: Store) => rewrites.failed('g1', { ...NO_ANSWER, why: 'resting' }, 2),
  sent: ({ rewrites }: Store) => rewrites.used('g1', 'sent', 'g2', 3),
  edited: ({ rewrites }: Store) => rewrites.used('g1', 'edited', 'g2', 3),
  discarded: ({ rewrites }: Store) => rewrites.discarded('g1', 3),
};
type Step = keyof typeof STEPS;

function aStore(...steps: readonly Step[]): Store {
  const store = newStore();
  storePair(store, 'p1');
  storeGeneration(store, 'p1', 'g1');
  storeGeneration(store, 'p1', 'g2', { side: 'B' });
  for (const step of steps) STEPS[step](store);
  return store;
}

describe('a wording’s row', () => {
  it.each<[readonly Step[], readonly Step[]]>([
    [[], ['begin']],
    [['begin'], ['written', 'failed', 'rested']],
    [
      ['begin', 'written'],
      ['sent', 'edited', 'discarded'],
    ],
    [['begin', 'failed'], []],
    [['begin', 'rested'], ['begin']],
    [['begin', 'written', 'sent'], []],
    [['begin', 'written', 'edited'], []],
    [['begin', 'written', 'discarded'], []],
  ])('after %j takes %j alone', (before, taken) => {
    const all: readonly Step[] = [
      'begin',
      'written',
      'failed',
      'rested',
      'sent',
      'edited',
      'discarded',
    ];
    expect(all.filter((step) => STEPS[step](aStore(...before)))).toEqual(taken);
  });

  it('that is asked for again has nothing of what failed', () => {
    const { rewrites } = aStore('begin', 'rested', 'begin');
    expect(rewrites.get('g1')).toEqual({
      generationId: 'g1',
      state: 'asked',
      original: 'a duel',
      rewritten: null,
      madeBy: null,
      why: null,
      detail: null,
      by: ANA,
      bySetting: false,
      askedAt: 1,
      settledAt: null,
      resultId: null,
    });
  });
});

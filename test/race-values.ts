import type { Candidate } from '../src/core/domain/race.ts';
import { aDraft, anImage, NOW } from './values.ts';

/** A model's try in a race, which waits unless said. */
export function aCandidate(more: Partial<Candidate> = {}): Candidate {
  const { number = 1, state = 'waiting' } = more;
  const id = `c${number}`;
  const hasEnded = state !== 'waiting' && state !== 'running';
  return {
    id,
    generationId: 'g1',
    number,
    spec: { ...aDraft('A'), outputKey: `library/web/2026-11/${id}.png` },
    state,
    dispatchedAt: state === 'waiting' ? null : NOW + 1_000,
    endedAt: hasEnded ? NOW + 5_000 : null,
    image: state === 'succeeded' ? anImage(`library/web/2026-11/${id}.png`) : null,
    failure: state === 'failed' ? { kind: 'network', detail: 'not reached' } : null,
    ...more,
  };
}

import type { LineEntry } from '../line/place.ts';
import type { Candidate, CandidateState, Race, Verdict } from '../domain/race.ts';

/** Races of generations by several models. */
export interface Races {
  /** With its candidates, all of them waiting. */
  insert(pairId: string, race: Pick<Race, 'generationId' | 'candidates'>): void;
  of(generationId: string): Race | undefined;
  candidate(id: string): Candidate | undefined;
  /** Ids of live generations with a race, in no particular order. */
  live(): readonly string[];
  /** Candidates that wait although their generation runs, as entries of the line. */
  waiting(): readonly LineEntry[];
  /** waiting -> running. False in any other state. */
  begin(id: string, at: number): boolean;
  /** waiting or running -> ended, with an image or a failure; sets `firstAt` with the first image. False in any other state. */
  end(
    id: string,
    end: Pick<Candidate, 'image' | 'failure'> & {
      readonly state: Exclude<CandidateState, 'waiting' | 'running'>;
    },
    at: number,
  ): boolean;
  /** Stores the verdict once; later calls change nothing. */
  decide(generationId: string, verdict: Verdict): void;
}

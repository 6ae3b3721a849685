import { BlobError } from '../../ports/blobs.ts';
import { keyOfType, outputKey, resultKey } from '../../domain/output-key.ts';
import type { Generation, Pair } from '../../domain/pair.ts';
import { imageCall } from '../../domain/provider-call.ts';
import { type Candidate, nextStep, type Race, type Verdict } from '../../domain/race.ts';
import { isLive, type StoredImage } from '../../domain/side.ts';
import { rivalDraft } from '../../plan/race.ts';
import type { LineEntry } from '../../line/place.ts';
import type { RenderResult } from '../../ports/render-queue.ts';
import type { World } from '../base/world.ts';
import { closeCalls, recordCandidate } from './ledger.ts';
import type { ProviderWatch } from './provider-watch.ts';
import type { Referee } from './referee.ts';
import type { Start, Transitions } from './transitions.ts';

export type RaceParts = Pick<World, 'store' | 'clock' | 'ids' | 'queue' | 'blobs' | 'log'> & {
  readonly transitions: Transitions;
  readonly watch: Pick<ProviderWatch, 'recordOutcome'>;
  readonly referee: Pick<Referee, 'decide'>;
};

/** A job for the render queue. */
export interface Job {
  readonly id: string;
  readonly pairId: string;
  readonly generationId: string;
  readonly spec: Candidate['spec'];
}

/** Lets several models run one generation, each in a job of its own, and delivers the image that a referee chooses. */
export class Races {
  readonly #parts: RaceParts;
  /** Live generations with a race. */
  readonly #live = new Set<string>();
  readonly #deciding = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();

  constructor(parts: RaceParts) {
    this.#parts = parts;
  }

  /** Goes on with the races of an earlier process. */
  start(): void {
    for (const id of this.#parts.store.races.live()) this.#live.add(id);
  }

  /** Resolves when nothing is being judged. */
  async idle(): Promise<void> {
    await Promise.all(this.#deciding.values());
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.idle();
  }

  /** Stores the candidates of a new generation with a race. Joins the transaction that starts it. */
  enter(
    { place }: Pick<Pair, 'place'>,
    { id: generationId, pairId, createdAt, spec }: Start,
  ): void {
    const { store, ids } = this.#parts;
    if (spec.race === undefined) return;
    const { outputKey: _, race, ...draft } = spec;
    const models = race.slice(1).map((id) => store.models.get(id));
    const rivals = models.map((model) => model && rivalDraft(draft, model));
    const drafts = [draft, ...rivals].filter((one) => one !== undefined);
    const candidates = drafts.map((one, index): Candidate => {
      const id = ids.next();
      const key = outputKey(place.workspace, id, one.outputType, createdAt);
      return { ...NEW, id, generationId, number: index + 1, spec: { ...one, outputKey: key } };
    });
    store.races.insert(pairId, { generationId, candidates });
    this.#live.add(generationId);
  }

  /** Candidates that wait for a slot although their generation runs. */
  waiting(): readonly LineEntry[] {
    return this.#live.size === 0 ? [] : this.#parts.store.races.waiting();
  }

  /** The first candidate of a generation that begins to run. Joins the transaction that says so. */
  beginFirst({ id }: Generation, at: number): Job {
    const [first] = this.#parts.store.races.of(id)?.candidates ?? [];
    const job = first && this.begin(first.id, at);
    if (job === undefined) throw new Error(`the race of ${id} has no candidate to begin with`);
    return job;
  }

  /** Commits a candidate as running, with its call; undefined when it does not wait any more. */
  begin(id: string, at: number): Job | undefined {
    const { store } = this.#parts;
    return store.transaction(() => {
      const candidate = store.races.candidate(id);
      const generation = candidate && store.generations.get(candidate.generationId);
      if (candidate === undefined || generation === undefined) return undefined;
      if (!store.races.begin(id, at)) return undefined;
      const { spec, generationId } = candidate;
      const { pairId } = generation;
      store.calls.begin({ ...imageCall(id, spec), pairId, generationId }, at);
      return { id, pairId, generationId, spec };
    });
  }

  /** Commits the ending of a candidate's job. Idempotent. Returns the candidate; undefined for the id of a generation. */
  commit(id: string, result: RenderResult, mayBeCopied = true): Candidate | undefined {
    const { store, clock, watch, transitions } = this.#parts;
    const candidate = store.races.candidate(id);
    const generation = candidate && store.generations.get(candidate.generationId);
    if (candidate === undefined || generation === undefined) return undefined;
    const at = clock.now();
    const isTaken = store.transaction(() => {
      const end = result.ok
        ? ({ state: 'succeeded', image: result.image, failure: null } as const)
        : ({ state: 'failed', image: null, failure: result.failure } as const);
      const isEnded = generation.state === 'running' && store.races.end(id, end, at);
      const image = isEnded ? 'image' : 'dropped';
      recordCandidate(store, generation, { id, image, result }, at);
      if (!isEnded) return false;
      watch.recordOutcome(candidate.spec, result.ok ? null : result.failure, at);
      store.pairs.touch(generation.pairId);
      return true;
    });
    if (mayBeCopied) this.#deleteBlob(id, resultKey(candidate.spec.outputKey));
    if (isTaken) transitions.signalChange(generation.pairId);
    else if (result.ok && candidate.image === null) this.#deleteBlob(id, result.image.key);
    this.advance(generation.id);
    return candidate;
  }

  /** Goes on with every race: the others' time may be over. */
  sweep(): void {
    for (const id of this.#live) this.advance(id);
  }

  /** Decides a race whose time has come. */
  advance(id: string): void {
    const { store, clock } = this.#parts;
    if (this.#deciding.has(id) || this.#stop.signal.aborted) return;
    const generation = store.generations.get(id);
    const race = store.races.of(id);
    if (generation?.state !== 'running' || race === undefined) return;
    const step = nextStep(race, clock.now(), generation.runDeadline ?? Infinity);
    if (step.type === 'wait') return;
    this.#drop(race);
    if (step.type === 'fail') this.#fail(generation, step.failure);
    else this.#decide(generation, race, step.among);
  }

  /** Call when a generation changed its state: the jobs of one that has ended are stopped. */
  left(id: string): void {
    if (!this.#live.has(id)) return;
    const { store } = this.#parts;
    const generation = store.generations.get(id);
    if (generation !== undefined && isLive(generation.state)) return;
    this.#live.delete(id);
    const race = store.races.of(id);
    if (race !== undefined) this.#drop(race);
  }

  #decide(generation: Generation, race: Race, among: readonly Candidate[]): void {
    const { log, referee } = this.#parts;
    const deciding = Promise.resolve(
      race.verdict ?? referee.decide(generation, among, this.#stop.signal),
    )
      .then((verdict) => verdict && this.#deliver(generation, race, verdict))
      .catch((cause: unknown) => {
        if (this.#stop.signal.aborted) return;
        // The next sweep tries again.
        log.error({ err: cause, generation: generation.id }, 'a race was not decided');
      })
      .finally(() => this.#deciding.delete(generation.id));
    this.#deciding.set(generation.id, deciding);
  }

  /** Puts the winner's image in the generation's place, and commits it. */
  async #deliver({ id, spec }: Generation, race: Race, { winnerId }: Verdict): Promise<void> {
    const { clock, transitions } = this.#parts;
    const won = race.candidates.find((one) => one.id === winnerId)?.image;
    if (won == null) throw new Error(`the winner ${winnerId} has no image`);
    const image = { ...won, key: keyOfType(spec.outputKey, won.type) };
    const fault = await this.#copy(won, image.key);
    const at = clock.now();
    const failure = { kind: 'storage', detail: fault ?? '' } as const;
    const event =
      fault === null
        ? ({ type: 'delivered', id, at, image } as const)
        : ({ type: 'failed', id, at, failure } as const);
    const after = transitions.apply(event);
    if (fault === null && after?.state !== 'succeeded') this.#deleteBlob(id, image.key);
  }

  /** What went wrong; null for nothing. */
  async #copy({ key }: StoredImage, to: string): Promise<string | null> {
    try {
      return (await this.#parts.blobs.copy(key, to)) ? null : 'the image of the race is gone';
    } catch (cause) {
      if (cause instanceof BlobError) return cause.message;
      throw cause;
    }
  }

  #fail({ id }: Generation, failure: NonNullable<Candidate['failure']>): void {
    const { transitions, clock, store } = this.#parts;
    const at = clock.now();
    transitions.apply({ type: 'failed', id, at, failure }, () =>
      closeCalls(store, id, { outcome: failure.kind, costUsd: null }, at),
    );
  }

  /** Ends the candidates that are still open: what they make is not waited for. */
  #drop({ candidates }: Race): void {
    const { store, clock, queue, log } = this.#parts;
    const open = candidates.filter(({ endedAt }) => endedAt === null);
    if (open.length === 0) return;
    const at = clock.now();
    store.transaction(() => {
      for (const { id, state } of open) {
        store.races.end(id, { state: 'dropped', image: null, failure: null }, at);
        if (state === 'running') store.calls.end(id, { outcome: 'dropped', costUsd: null }, at);
      }
    });
    for (const { id, state } of open) {
      if (state !== 'running') continue;
      queue.cancel(id).catch((cause: unknown) => {
        log.warn({ err: cause, candidate: id }, 'a job of a race could not be stopped');
      });
    }
  }

  #deleteBlob(candidate: string, key: string): void {
    this.#parts.blobs.delete(key).catch((cause: unknown) => {
      this.#parts.log.warn({ err: cause, candidate, key }, 'an unneeded blob was not deleted');
    });
  }
}

const NEW = {
  state: 'waiting',
  dispatchedAt: null,
  endedAt: null,
  image: null,
  failure: null,
} as const;

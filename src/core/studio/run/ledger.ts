import type { Generation } from '../../domain/pair.ts';
import type { MadeCall } from '../../domain/provider-call.ts';
import type { CallEnd, ProviderCall } from '../../ports/cost-store.ts';
import type { RenderResult } from '../../ports/render-queue.ts';
import type { Store } from '../../ports/store.ts';

/** Ends all open calls of a generation. Call it in the transaction that ends the generation. */
export function closeCalls(store: Store, generationId: string, end: CallEnd, at: number): void {
  endOpen(store, store.calls.of(generationId), end, at);
}

function endOpen(store: Store, calls: readonly ProviderCall[], end: CallEnd, at: number): void {
  for (const { id, outcome } of calls) {
    if (outcome === null) store.calls.end(id, end, at);
  }
}

/** Records how a call of a generation ended, also one that the ledger did not have. */
export function recordCall(store: Store, generation: Generation, call: MadeCall, at: number): void {
  record(store, generation, call, at, store.calls.of(generation.id));
}

function record(
  { calls }: Store,
  { id: generationId, pairId }: Generation,
  call: MadeCall,
  at: number,
  begun: readonly ProviderCall[],
): void {
  if (!begun.some(({ id }) => id === call.id)) {
    calls.begin({ ...call, pairId, generationId }, at);
  }
  calls.end(call.id, call, at);
}

/** Records the calls of a job. `generation` is its state after the result: without an image, the result came too late. */
export function recordResult(
  store: Store,
  generation: Generation,
  result: RenderResult,
  at: number,
): void {
  const image = generation.state === 'succeeded' ? 'image' : 'dropped';
  recordCalls(store, generation, result, { image, at, begun: store.calls.of(generation.id) });
}

/** Records the calls of a candidate's job. `image`: how a call ended that made an image. */
export function recordCandidate(
  store: Store,
  generation: Generation,
  {
    id,
    image,
    result,
  }: {
    readonly id: string;
    readonly image: 'image' | 'dropped';
    readonly result: RenderResult;
  },
  at: number,
): void {
  const begun = store.calls.of(generation.id).filter((one) => one.id === id);
  recordCalls(store, generation, result, { image, at, begun });
}

function recordCalls(
  store: Store,
  generation: Generation,
  result: RenderResult,
  {
    image,
    at,
    begun,
  }: {
    readonly image: 'image' | 'dropped';
    readonly at: number;
    /** The calls of the job, as the ledger has them. */
    readonly begun: readonly ProviderCall[];
  },
): void {
  for (const call of result.calls) {
    const outcome = call.outcome === 'image' ? image : call.outcome;
    record(store, generation, { ...call, outcome }, at, begun);
  }
  // An image that was stored without its result was made by the call that is still open.
  const rest = result.calls.length === 0 ? image : 'dropped';
  const outcome = result.ok ? rest : result.failure.kind;
  const told = result.calls.map(({ id }) => id);
  endOpen(
    store,
    begun.filter(({ id }) => !told.includes(id)),
    { outcome, costUsd: null },
    at,
  );
  if (result.ok || result.failure.unasked !== true) return;
  for (const { id, purpose } of begun) {
    if (purpose === 'image') store.calls.end(id, { outcome, costUsd: 0 }, at);
  }
}

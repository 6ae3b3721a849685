import type Database from 'better-sqlite3';
import { newPost, postOf } from '../core/domain/pair-view.ts';
import { isLive } from '../core/domain/side.ts';
import type { Store } from '../core/ports/store.ts';
import { Sql } from '../storage/query.ts';
import { sqliteStore } from '../storage/store.ts';
import { ACT_LOST, REQUEST_LOST, SIDE_LOST } from './restored-words.ts';

/** How many had not ended. */
export interface Unfinished {
  readonly sides: number;
  readonly requests: number;
}

/**
 * Ends what a restored database says is still to be made. It may have been made, paid for and shown after the backup, so that a
 * person decides whether it is made again, not the hub. What is to be posted stays, as what a hub looks for in the chat first.
 */
export function endUnfinished(db: Database.Database, at: number): Unfinished {
  const store = sqliteStore(db);
  return store.transaction(() => {
    const requests = store.pairs.planning();
    for (const id of requests) store.pairs.refused(id, REQUEST_LOST);
    const sides = [...store.line.waiting().map(({ id }) => id), ...store.generations.running()];
    for (const id of sides) endSide(store, id, at);
    for (const id of openCalls(db)) {
      store.calls.end(id, { outcome: SIDE_LOST.kind, costUsd: null }, at);
    }
    dropActs(store);
    for (const id of store.pairs.unshown()) intendMessages(store, id);
    return { sides: sides.length, requests: requests.length };
  });
}

function endSide(store: Store, id: string, at: number): void {
  const before = store.generations.get(id);
  if (before === undefined) return;
  // Not by the state machine, in which only a deadline ends a side that waits.
  const after = { ...before, state: 'failed', failure: SIDE_LOST, endedAt: at } as const;
  store.generations.save(after, before.state, at);
  for (const candidate of store.races.of(id)?.candidates ?? []) {
    store.races.end(candidate.id, { state: 'dropped', image: null, failure: null }, at);
  }
  store.pairs.touch(before.pairId);
}

/**
 * Stores the intents of a pair's messages that have none. The chat may have got such a message after the backup: with an intent the
 * hub searches for it before it posts, without one it would post it a second time.
 */
function intendMessages(store: Store, pairId: string): void {
  const view = store.pairs.view(pairId);
  if (view === undefined) return;
  const { pair, generations } = view;
  // Below such a header no ending is posted.
  if (postOf(view, pair.id)?.state === 'refused') return;
  store.posts.intend(newPost(pair, { id: pair.id, kind: 'header' }, pair.createdAt));
  for (const { id, image, state, deletedAt, createdAt } of generations) {
    if (isLive(state) || deletedAt !== null) continue;
    const kind = image === null ? 'card' : 'image';
    store.posts.intend(newPost(pair, { id, kind }, createdAt));
  }
}

/** Also calls for text, which belong to no side. */
function openCalls(db: Database.Database): readonly string[] {
  return new Sql(db).texts('SELECT id FROM provider_calls WHERE ended_at IS NULL')();
}

function dropActs(store: Store): void {
  for (const { generationId, pairId } of store.acts.due(Number.MAX_SAFE_INTEGER)) {
    store.acts.drop(generationId, ACT_LOST);
    store.pairs.touch(pairId);
  }
}

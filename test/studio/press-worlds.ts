import type { Action } from '../../src/core/chat/action.ts';
import type { Caller } from '../../src/core/domain/person.ts';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const ELSEWHERE = { surface: 'web', workspace: 'other', channel: 'general', thread: null } as const;
/** Its workspace has the name of the other surface's. */
const OTHER_SURFACE = {
  surface: 'discord',
  workspace: 'web',
  channel: 'general',
  thread: null,
} as const;

/** Whoever presses; the pair is Ana's, and the draft of a promotion is the admin's. */
export const CALLERS = {
  asker: aCaller(),
  other: aCaller('ben'),
  admin: aCaller('root', { admin: true }),
  blocked: aCaller('eve', { admin: true }),
  elsewhere: aCaller('ana', { place: ELSEWHERE, admin: true }),
  surface: aCaller('ana', { place: OTHER_SURFACE, admin: true }),
} as const satisfies Record<string, Caller>;
export const { admin } = CALLERS;

/** A hub with two images of Ana, which then is made to be what the action needs. */
export interface World {
  readonly hub: Hub;
  readonly pair: string;
  readonly a: string;
  readonly b: string;
}

export type Does = (world: World, who: Caller) => Promise<unknown>;

export const pressing =
  (action: (world: World) => Action, values?: unknown): Does =>
  (world, who) =>
    world.hub.press(action(world), who, values);
type OnImage = 'reroll' | 'delete' | 'delete_confirm' | 'feedback' | 'details' | 'promote';
export const onImage = (type: OnImage, values?: object) =>
  pressing(({ a }) => ({ type, generation: a }), values);
export const side =
  (more: object): Does =>
  async ({ hub, pair }, who) =>
    hub.studio.sideRuns.start(who, { pairId: pair, side: 'A', ...more });

export async function running(world: World): Promise<void> {
  await world.hub.press({ type: 'reroll', generation: world.a });
}

export async function failed(world: World): Promise<void> {
  await running(world);
  world.hub.queue.fail(world.hub.queue.jobOf('A'), 'network');
  await world.hub.settle();
}

export async function refused(world: World): Promise<void> {
  await running(world);
  world.hub.queue.fail(world.hub.queue.jobOf('A'), 'safety_block');
  await world.hub.settle();
}

export async function rewritten(world: World): Promise<void> {
  await refused(world);
  await world.hub.press({ type: 'rewrite', generation: newestA(world) });
}

export async function undelivered(world: World): Promise<void> {
  await running(world);
  world.hub.surface.fail('post', 'refused');
  await world.hub.deliver('A');
}

export async function uninvited({ hub }: World): Promise<void> {
  hub.surface.fail('post', 'uninvited');
  await hub.generate('a dog', CALLERS.asker);
}

export function newestPairOf({ store }: Hub): string {
  const { person, place } = CALLERS.asker;
  return store.pairs.history(person.id, place.workspace, null, 1)[0]?.pair.id ?? '';
}

/** The newest run of side A failed, and a setting is about to retry it. */
export async function retrying(world: World): Promise<void> {
  await world.hub.press({ type: 'setting', name: 'auto_retries', value: '1' }, admin);
  await failed(world);
}

export const newestA = ({ hub, pair }: World) => hub.newest(pair, 'A').id;

export const ready = async () => undefined;
export const NAMED = { kind: 'tone', name: 'Film' } as const;

export async function aWorld(): Promise<World> {
  const textModels = [new ScriptedText({ always: { rewrite: 'a woman seen from afar' } })];
  const hub = await new Hub({ textModels }).connect('discord').start();
  hub.store.access.block('web:eve', 'web:root', 'spam', 0);
  const pair = await hub.pairWithImages('a woman walking', CALLERS.asker, { angle: 'overhead' });
  return { hub, pair, a: hub.newest(pair, 'A').id, b: hub.newest(pair, 'B').id };
}

/** All that a press may change. */
export function stateOf({ hub: { store, queue }, pair, a }: World) {
  return JSON.stringify([
    store.pairs.view(pair),
    store.feedback.of(a),
    store.pool.available('tone'),
    store.pool.targets(),
    store.workspaceSettings.of(CALLERS.admin.place),
    queue.jobs.length,
    queue.cancelled,
  ]);
}

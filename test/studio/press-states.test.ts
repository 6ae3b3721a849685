import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/core/chat/action.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

/** Ana, who asked, and is an admin: nothing is refused for who she is. */
const ana = aCaller('ana', { admin: true });
const PROMPT = { prompt: 'a man' };

interface World {
  readonly hub: Hub;
  readonly pair: string;
  /** What is pressed: a generation of side A. */
  readonly id: string;
}

async function started(slots = 4): Promise<World> {
  const hub = await new Hub({ slots }).start();
  const pair = await hub.generate('a woman walking', ana, { angle: 'overhead' });
  return { hub, pair, id: hub.newest(pair, 'A').id };
}

async function failed(kind: 'network' | 'safety_block'): Promise<World> {
  const world = await started();
  world.hub.queue.fail(world.hub.queue.jobOf('A'), kind);
  await world.hub.settle();
  return world;
}

async function withImage(): Promise<World> {
  const world = await started();
  await world.hub.deliver('A');
  return world;
}

async function pressed(action: 'cancel' | 'delete_confirm', world: World): Promise<World> {
  await world.hub.press({ type: action, generation: world.id }, ana);
  return world;
}

/** An image with a newer one beside it. */
async function outdone(): Promise<World> {
  const world = await withImage();
  await world.hub.press({ type: 'reroll', generation: world.id }, ana);
  await world.hub.deliver('A');
  return world;
}

/** A failure that was tried again since. */
async function retried(): Promise<World> {
  const world = await failed('network');
  await world.hub.press({ type: 'retry', generation: world.id }, ana);
  await world.hub.deliver('A');
  return world;
}

const WORLDS = {
  waiting: async () => {
    const { hub, pair } = await started(1);
    return { hub, pair, id: hub.newest(pair, 'B').id };
  },
  running: () => started(),
  failed: () => failed('network'),
  blocked: () => failed('safety_block'),
  cancelled: async () => pressed('cancel', await started()),
  image: withImage,
  outdone,
  retried,
  deleted: async () => pressed('delete_confirm', await withImage()),
} as const;

type Press = readonly [(generation: string) => Action, unknown?];
const PRESSES = {
  cancel: [(generation) => ({ type: 'cancel', generation })],
  retry: [(generation) => ({ type: 'retry', generation })],
  reroll: [(generation) => ({ type: 'reroll', generation })],
  regenerate: [(generation) => ({ type: 'regenerate', generation })],
  edit: [(generation) => ({ type: 'edit', generation }), PROMPT],
  'the form of edit': [(generation) => ({ type: 'edit', generation })],
  tone: [(generation) => ({ type: 'tone', generation, ratio: 25 })],
  angle: [(generation) => ({ type: 'angle', generation, ratio: 25 })],
  delete: [(generation) => ({ type: 'delete', generation })],
  delete_confirm: [(generation) => ({ type: 'delete_confirm', generation })],
  repost: [(generation) => ({ type: 'repost', generation })],
  feedback: [(generation) => ({ type: 'feedback', generation }), { rating: 3 }],
  'the form of feedback': [(generation) => ({ type: 'feedback', generation })],
  details: [(generation) => ({ type: 'details', generation })],
  promote: [(generation) => ({ type: 'promote', generation })],
} satisfies Record<string, Press>;

const none = 'not_available';
const runs = 'already_running';
const gone = 'image_deleted';
const over = 'already_ended';
const same = 'ratios_unchanged';
/** `yes` when it is done, else the code of the refusal. */
const TABLE = [
  // waiting, running, failed, blocked, cancelled, an image, an image outdone by a newer one, a failure that was
  // tried again, a deleted image
  ['cancel', 'yes', 'yes', over, over, over, over, over, over, over],
  ['retry', runs, runs, 'yes', none, 'yes', none, none, none, none],
  ['reroll', none, none, none, none, none, 'yes', 'yes', none, gone],
  ['regenerate', none, none, none, none, none, same, same, none, gone],
  ['edit', runs, runs, 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', gone],
  ['the form of edit', runs, runs, 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', gone],
  ['tone', none, none, none, none, none, 'yes', 'yes', none, gone],
  ['angle', none, none, none, none, none, 'yes', 'yes', none, gone],
  ['delete', none, none, none, none, none, 'yes', 'yes', none, gone],
  ['delete_confirm', none, none, none, none, none, 'yes', 'yes', none, gone],
  ['repost', none, none, none, none, none, none, none, none, gone],
  ['feedback', none, none, none, none, none, 'yes', 'yes', none, gone],
  ['the form of feedback', none, none, none, none, none, 'yes', 'yes', none, gone],
  ['details', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  ['promote', none, none, none, none, none, 'yes', 'yes', none, gone],
] as const;

describe('what may be pressed when', () => {
  it.each(TABLE)('%s', async (name, ...expected) => {
    const [action, values]: Press = PRESSES[name];
    const outcomes: Record<string, unknown> = {};
    for (const [state, world] of Object.entries(WORLDS)) {
      const { hub, id } = await world();
      outcomes[state] = await hub.press(action(id), ana, values).then(
        () => 'yes',
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      );
    }
    const wanted = Object.keys(WORLDS).map((state, index) => [state, expected[index]]);
    expect(outcomes).toEqual(Object.fromEntries(wanted));
  });
});

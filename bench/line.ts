import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { encodeAction } from '../src/core/chat/action.ts';
import { fillLine } from '../test/long-line.ts';
import { ask, median, newWorld, person, type World } from './world.ts';

const FEW = 10;
const MANY = 10_000;
const COMMANDS = 40;
/** Milliseconds from one command to the next. A slot is made free after each, so that the line moves on. */
const APART_MS = 100;
/** Milliseconds of one image, as the hub knows it. */
const USUAL_MS = 200;
/** Milliseconds of one image: all that run do so until they are cancelled. */
const NEVER_MS = 1e9;
/** Milliseconds in which the first headers of a line show their places. */
const SETTLED_MS = 5_000;
/** Milliseconds between two looks at the event loop. */
const RESOLUTION_MS = 2;

export interface BehindLine {
  /** Median milliseconds of a command. */
  readonly commandMs: number;
  /** Milliseconds of the longest turn of the event loop meanwhile. */
  readonly turnMs: number;
}

/** A command while 10,000 generations wait, and while ten do. */
export async function behindLongLine(): Promise<{ few: BehindLine; many: BehindLine }> {
  return { few: await behind(FEW), many: await behind(MANY) };
}

async function behind(waiting: number): Promise<BehindLine> {
  const world = await newWorld({
    waitMs: () => NEVER_MS,
    fill: (db) => fillLine(db, waiting, Date.now()),
  });
  const { models } = world.store;
  models.put({ ...models.default(), typicalMs: USUAL_MS });
  await pause(SETTLED_MS);
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const commandMs = median(await commands(world));
  const turnMs = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
  delay.disable();
  await world.close();
  return { commandMs, turnMs };
}

async function commands(world: World): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n < COMMANDS; n += 1) {
    const began = performance.now();
    await ask(world, person(`newcomer-${n}`));
    times.push(performance.now() - began);
    await freeSlot(world);
    await pause(APART_MS);
  }
  return times;
}

async function freeSlot({ store, studio }: World): Promise<void> {
  const [running] = store.line.running();
  if (running === undefined) throw new Error('nothing runs');
  const { id, personId } = running;
  const owner = { ...person('owner'), person: { id: personId, name: 'owner' } };
  await studio.press.press(owner, encodeAction({ type: 'cancel', generation: id }));
}

import type { ErrorKind, Failure } from '../../src/core/domain/failure.ts';
import type { SideName } from '../../src/core/domain/side.ts';
import type { SettingName } from '../../src/core/domain/workspace-setting.ts';
import { aCaller } from '../values.ts';
import type { Hub } from './hub.ts';

export const BOSS = aCaller('boss', { admin: true });

/** The admin changes a setting of the workspace. */
export function set(hub: Hub, name: SettingName, value: string) {
  return hub.press({ type: 'setting', name, value }, BOSS);
}

/** The side's newest run ends so, a second later. */
export async function fail(hub: Hub, side: SideName, why: ErrorKind | Failure): Promise<void> {
  hub.queue.fail(hub.queue.jobOf(side), why);
  await hub.settle();
}

/** Runs of the side so far: what started each, and how it is. */
export function runsOf(hub: Hub, pair: string, side: SideName): readonly string[] {
  return hub
    .view(pair)
    .generations.filter((one) => one.side === side)
    .map(({ origin, state }) => `${origin} ${state}`);
}

/** Moves time on by seconds, one after the other, as a person would wait. */
export async function wait(hub: Hub, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) await hub.advance(1_000);
}

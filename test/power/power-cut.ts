import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { fillPool } from '../studio/hub.ts';
import { Life } from './life.ts';
import { Mains } from './mains.ts';
import { Outside } from './outside.ts';
import { brokenPromises } from './promises.ts';
import type { Answers } from './text.ts';
import type { Tail } from './wal.ts';

/** Milliseconds until somebody switches it on again. */
const DARK_MS = 5_000;

/** What people do with a hub. `tell` is what they are told: it must be so from then on, power or not. */
export interface Scenario {
  /** What a text model answers; without answers there is none. */
  readonly answers?: Answers;
  /** What was there before the power may fail. */
  readonly before?: (scene: Scene) => Promise<void>;
  readonly acts: (scene: Scene) => Promise<void>;
  /** What they do once more when the power is back. */
  readonly again?: (scene: Scene) => Promise<void>;
}

export interface Scene {
  readonly life: Life;
  readonly outside: Outside;
  /** Somebody was told something, which `holds` from then on in whatever process comes. */
  readonly tell: (what: string, holds: (life: Life) => unknown) => Promise<void>;
}

/** Makes a new database that processes start on. Its path. */
export async function template(folder: string): Promise<string> {
  const path = join(folder, 'template.db');
  const db = openDatabase(path);
  const store = sqliteStore(db);
  seedStore(store);
  fillPool(store);
  db.close();
  return path;
}

/**
 * Lets the power fail at one moment of a scenario, and another process recover what is left. Resolves with what is broken then, and
 * with the moment; undefined when the scenario has fewer.
 */
export async function cutAt(
  moment: number,
  tail: Tail,
  scenario: Scenario,
  { folder, from }: { readonly folder: string; readonly from: string },
): Promise<{ readonly moment: string | undefined; readonly broken: readonly string[] }> {
  const outside = await Outside.open(scenario.answers);
  const name = join(folder, `${tail}-${moment}`);
  await copyFile(from, `${name}-before.db`);
  const mains = new Mains(moment, () => first.wal.copyTo(`${name}-after.db`, tail));
  const first = new Life(`${name}-before.db`, outside, mains);
  let now = first;
  const sceneOf = (life: Life): Scene => ({
    life,
    outside,
    tell: (what, holds) =>
      life.mains.call(`somebody is told: ${what}`, async () => {
        outside.told.push({ what, holds: () => holds(now) });
      }),
  });
  const scene = sceneOf(first);
  await first.studio.start();
  await scenario.before?.(scene);
  mains.count();
  await Promise.race([scenario.acts(scene), mains.failed]);
  if (!mains.isOn) {
    outside.isSlow = false;
    now = new Life(`${name}-after.db`, outside, new Mains(), first.clock.now() + DARK_MS);
    await now.recover();
    await scenario.again?.(sceneOf(now));
    await now.until(now.isQuiet);
  }
  const broken = brokenPromises(now, outside);
  await now.close();
  return { moment: mains.isOn ? undefined : mains.moments.at(moment), broken };
}

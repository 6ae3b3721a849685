import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate as settle, setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomFrom } from '../../src/core/base/random.ts';
import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import type { Hold } from '../fakes/s3/faults.ts';
import type { OperationName } from '../fakes/s3/operation.ts';
import { aPicture } from '../pictures.ts';
import { call } from '../web/hub.ts';
import { HubProcess } from './hub-process.ts';
import {
  allEntries,
  anHourOfAHub,
  poolFaults,
  referenceKeys,
  unsettledKeys,
  withStore,
} from './pool-crash-kit.ts';
import { crashSeed } from './seed.ts';

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'diptych.js');
/** Pictures of a folder to import, in two categories, and how many of them are another one's twin. */
const PICTURES = 40;
const TWINS = 2;
const CONTENTS = PICTURES - TWINS;
/** Where an import is killed: around an upload of its first batch or of a later one, or at whatever time. */
type Moment = 'at an upload' | 'at a later upload' | 'at a commit' | 'any time';
/** Folders to import one after the other: the kills of each, before an import that ends. */
const ROUNDS: readonly (readonly Moment[])[] = [
  ['at an upload', 'at a later upload', 'any time'],
  ['at a commit', 'at an upload', 'at a later upload'],
  ['at a commit', 'any time'],
  ['at a later upload', 'at an upload'],
];
/** Milliseconds in which a batch commits once its uploads were answered; and all of an import takes. */
const COMMIT_MS = 12;
const IMPORT_MS = 200;
/** Pictures that are stored together. */
const BATCH = 16;

const seed = crashSeed();
const random = randomFrom(seed);
const upTo = (most: number) => 1 + Math.floor(most * random());

let s3: FakeS3;
let home: string;
let env: Record<string, string>;
let total: number;
let hub: HubProcess;

interface Seen {
  readonly added: number;
  readonly unsettled: readonly string[];
  readonly faults: readonly string[];
}
interface Death {
  readonly moment: Moment;
  /** False when the import was over before. */
  readonly hit: boolean;
  readonly before: Seen;
  readonly after: Seen;
}
interface Round {
  readonly deaths: readonly Death[];
  /** The import that nobody killed, what it said, and what there is then. */
  readonly code: number | null;
  readonly said: string;
  readonly end: Seen;
}
const rounds: Round[] = [];

function look(): Seen {
  return withStore(home, (store) => ({
    added: allEntries(store).filter((one) => one.added.source === 'import').length,
    unsettled: unsettledKeys(store),
    faults: poolFaults(store, s3.bucket),
  }));
}

/** Small pictures in a category that is there and one that is not. */
async function paint(round: number): Promise<string> {
  const root = join(home, `pictures-${round}`);
  const folders = ['a(natural,film)', `Street ${round}`];
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  for (let number = 0; number < PICTURES; number += 1) {
    const colour = 1_000 * (round + 1) + (number % CONTENTS);
    const background = `#${colour.toString(16).padStart(6, '0')}`;
    const bytes = await aPicture('png', { width: 16, height: 12, background });
    await writeFile(join(root, folders[number % 2] ?? '', `picture ${number}.png`), bytes);
  }
  return root;
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
}

/** `diptych refs import` as a person runs it. */
function startImport(folder: string): Running {
  const child = spawn(process.execPath, [BIN, 'refs', 'import', folder], {
    cwd: home,
    env: { ...process.env, ...env },
  });
  const said = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return {
    child,
    ended: said.then(([out, err]) => ({ code: child.exitCode, said: out + err })),
  };
}

/** Plans how the moment is met, with so many uploads to come. What it returns resolves when it has come. */
function aimAt(moment: Moment, uploads: number): () => Promise<unknown> {
  switch (moment) {
    case 'at an upload':
      return heldAt(upTo(Math.min(BATCH, uploads)));
    case 'at a later upload':
      return heldAt(uploads > BATCH ? BATCH + upTo(uploads - BATCH) : upTo(uploads));
    case 'at a commit': {
      // The last of a batch, or nearly: twins are not uploaded.
      const last = Math.min(BATCH * upTo(2), uploads) - upTo(TWINS + 1) + 1;
      return soonAfter(holdNth('PutObject', last, 'after'), COMMIT_MS * random());
    }
    case 'any time':
      return soonAfter(s3.hold('ListObjectsV2', 'after'), IMPORT_MS * random());
  }
}

/** While the n-th upload waits, for its effect or for its answer. */
function heldAt(nth: number): () => Promise<unknown> {
  const hold = holdNth('PutObject', nth, random() < 0.5 ? 'before' : 'after');
  return () => hold.reached;
}

function soonAfter(hold: Hold, ms: number): () => Promise<unknown> {
  return async () => {
    await hold.reached;
    hold.release();
    await pause(ms);
  };
}

/** Holds the n-th such operation from now on; those before it pass. */
function holdNth(operation: OperationName, nth: number, when: Hold['when']): Hold {
  for (let pass = 1; pass < nth; pass += 1) s3.hold(operation).release();
  return s3.hold(operation, when);
}

async function kill(folder: string, moment: Moment, uploads: number): Promise<Death> {
  const before = look();
  const reached = aimAt(moment, uploads);
  const { child, ended } = startImport(folder);
  await Promise.race([reached(), ended]);
  const hit = child.kill('SIGKILL');
  await ended;
  s3.behave();
  // What the dead process asked for is done all the same.
  await settle();
  return { moment, hit, before, after: look() };
}

async function killAndFinish(round: number, moments: readonly Moment[]): Promise<Round> {
  const folder = await paint(round);
  const whole = (round + 1) * CONTENTS;
  const deaths: Death[] = [];
  for (const moment of moments) deaths.push(await kill(folder, moment, whole - look().added));
  const { code, said } = await startImport(folder).ended;
  return { deaths, code, said, end: look() };
}

beforeAll(async () => {
  process.stdout.write(`crash test of import: CRASH_SEED=${seed}\n`);
  home = await mkdtemp(join(tmpdir(), 'diptych-crash-'));
  s3 = await FakeS3.start();
  const witness = join(home, 'witness');
  env = { ...s3.env, DIPTYCH_HOME: home, PORT: '0', WITNESS: witness, LOG_LEVEL: 'error' };
  hub = await HubProcess.start(env);
  for (const [index, moments] of ROUNDS.entries()) {
    rounds.push(await killAndFinish(index, moments));
  }
  total = (await call(hub.url, '/api/pool')).json.total;
  expect(await hub.stop()).toBe(0);
});
afterAll(async () => {
  await hub.kill();
  await s3.close();
  await rm(home, { recursive: true, force: true });
});

describe(`after ${ROUNDS.flat().length} kills in the middle of imports`, () => {
  const deaths = () => rounds.flatMap((one) => one.deaths);

  it('the test itself has seen enough: uploads that nothing names, and batches that were done', () => {
    const hit = deaths().filter((one) => one.hit);
    const middle = hit.filter((one) => one.after.unsettled.length > 0);
    const partly = hit.filter((one) => one.after.added > one.before.added);
    process.stdout.write(
      `imports: ${deaths().length} kills, ${hit.length} of a running one, ${middle.length} left uploads unsettled, ${partly.length} had done some\n`,
    );
    const aimed = hit.filter((one) => one.moment.endsWith('upload'));
    expect(aimed.length).toBeGreaterThan(ROUNDS.length / 2);
    expect(aimed.filter((one) => one.after.unsettled.length === 0)).toEqual([]);
    expect(partly.length).toBeGreaterThan(0);
  });

  it('no reference is without its blob, and no blob in the pool without a row that names it', () => {
    const seen = [...deaths().map((one) => one.after), ...rounds.map((one) => one.end)];
    expect(seen.flatMap((one) => one.faults)).toEqual([]);
  });

  it('the import that is run to its end brings in each content once, and leaves nothing unsettled', () => {
    for (const [index, { code, end }] of rounds.entries()) {
      expect(code).toBe(0);
      expect(end.added).toBe((index + 1) * CONTENTS);
      expect(end.unsettled).toEqual([]);
    }
  });

  it('what it says adds up to the files', () => {
    for (const { deaths: killed, end, said } of rounds) {
      const added = end.added - (killed.at(-1)?.after.added ?? 0);
      const there = PICTURES - added;
      const duplicates = there === 1 ? '1 duplicate' : `${there} duplicates`;
      expect(said).toBe(`${added} added, ${duplicates}, 0 refused.\n`);
    }
  });

  it('the hub beside it sees all of it', () => {
    expect(total).toBe(60 + ROUNDS.length * CONTENTS);
  });
});

describe('an import that is killed and never run again', () => {
  it('leaves nothing once the next hub’s janitor came by, and can be run all the same', async () => {
    const folder = await paint(ROUNDS.length);
    const { after } = await kill(folder, 'at a later upload', CONTENTS);
    const left = after.unsettled.filter((key) => s3.bucket.objects.has(key));
    expect(left.length).toBeGreaterThan(0);
    const before = referenceKeys(s3.bucket);
    await anHourOfAHub(env);
    expect(referenceKeys(s3.bucket)).toEqual(before.filter((key) => !left.includes(key)));
    expect(look()).toEqual({ added: after.added, unsettled: [], faults: [] });
    expect(await startImport(folder).ended).toMatchObject({ code: 0 });
    expect(look()).toEqual({
      added: (ROUNDS.length + 1) * CONTENTS,
      unsettled: [],
      faults: [],
    });
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { sha256Hex } from '../../../src/digest.ts';
import { FakeS3 } from '../../fakes/s3/fake-s3.ts';
import { PATIENT } from '../../patient.ts';
import { call, ended, runHub } from '../../web/hub.ts';
import { aCategory, aHome, aTree, blobKeys, type Home, standing, unsettled } from './kit.ts';

const BIN = join(import.meta.dirname, '..', '..', '..', 'bin', 'diptych.js');
/** Pictures of a folder that takes a while: many batches. */
const MANY = 320;

interface Running {
  readonly child: ChildProcess;
  readonly done: Promise<{
    readonly code: number | null;
    readonly out: string;
    readonly err: string;
  }>;
}

/** `diptych refs …` as a person runs it. */
function refs(home: string, ...args: readonly string[]): Running {
  return refsWith({ DIPTYCH_HOME: home }, ...args);
}

function refsWith(env: Record<string, string>, ...args: readonly string[]): Running {
  const child = spawn(process.execPath, [BIN, 'refs', ...args], {
    cwd: env.DIPTYCH_HOME,
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const all = Promise.all([
    text(child.stdout).catch(() => ''),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { child, done: all.then(([out, err]) => ({ code: child.exitCode, out, err })) };
}

/** Waits until pictures are in, and stops the import between two batches while `strike` strikes. */
async function inTheMiddle(home: Home, more: number, strike: () => void): Promise<void> {
  const count = () => home.store.pool.count({});
  const from = count();
  await vi.waitFor(() => expect(count()).toBeGreaterThanOrEqual(from + more), {
    interval: 5,
    timeout: PATIENT.timeout,
  });
  home.store.transaction(() => {
    expect(count()).toBeLessThan(MANY);
    strike();
  });
}

/** Each picture is there once, and nothing else. */
async function expectWhole(home: Home): Promise<void> {
  const all = standing(home);
  expect(all).toHaveLength(MANY);
  expect(new Set(all.map((one) => one.sha256)).size).toBe(MANY);
  expect(await blobKeys(home)).toEqual(all.map((one) => one.key).toSorted());
  for (const { key, sha256 } of all.slice(0, 20)) {
    expect(sha256Hex((await home.blobs.get(key)) ?? '')).toBe(sha256);
  }
  expect(unsettled(home)).toEqual([]);
}

describe('diptych refs import, as a process', () => {
  const half = MANY / 2;
  const pictures = { ...aCategory('film', half), ...aCategory('e(neon,city)/deep', half, MANY) };

  it('ends in order at Ctrl-C, and goes on when it is run again', async () => {
    const home = await aHome();
    const folder = await aTree(pictures);
    const { child, done } = refs(home.home, 'import', folder);
    await inTheMiddle(home, 16, () => child.kill('SIGINT'));
    const { code, out, err } = await done;
    expect(code).toBe(130);
    expect(out).toMatch(
      /^\d+ added, 0 duplicates, 0 refused\.\nStopped: run the same command again/,
    );
    expect(err).toContain('Stopping in order; Ctrl-C again ends it at once.');
    const there = home.store.pool.count({});
    expect(there).toBeLessThan(MANY);
    expect(out).toContain(`${there} added`);
    expect(unsettled(home)).toEqual([]);
    const again = await refs(home.home, 'import', folder).done;
    expect(again).toMatchObject({ code: 0, err: '' });
    const duplicates = there === 1 ? '1 duplicate' : `${there} duplicates`;
    expect(again.out).toBe(`${MANY - there} added, ${duplicates}, 0 refused.\n`);
    await expectWhole(home);
  });

  it('killed again and again ends whole, with each picture once', async () => {
    const home = await aHome();
    const folder = await aTree(pictures);
    for (const more of [1, 16, 40]) {
      const { child, done } = refs(home.home, 'import', folder);
      await inTheMiddle(home, more, () => child.kill('SIGKILL'));
      await done;
    }
    expect(await refs(home.home, 'import', folder).done).toMatchObject({ code: 0 });
    await expectWhole(home);
  });

  it('changes nothing in a dry run', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/1.png': 1, 'film/2.txt': 'x' });
    await refs(home.home, 'list').done;
    const dump = () => home.db.serialize().toString('base64');
    const before = dump();
    const { code, out } = await refs(home.home, 'import', folder, '--dry-run').done;
    expect(code).toBe(2);
    expect(out).toContain('1 would be added, 0 duplicates, 1 refused.');
    expect(dump()).toBe(before);
    expect(await blobKeys(home)).toEqual([]);
  });

  it('says how far it is, a line now and then, where there is no terminal', async () => {
    const home = await aHome();
    const folder = await aTree({ ...aCategory('film', 3), ...texts(500) });
    const { code, err } = await refs(home.home, 'import', folder).done;
    expect(code).toBe(2);
    expect(err).toMatch(/^500 of 503: \d added, 0 duplicates, \d+ refused\n$/);
  });
});

describe('diptych refs, as a process', () => {
  it('works beside a running hub, which uses what came in at once', async () => {
    const hub = await runHub();
    onTestFinished(() => hub.close());
    const folder = await aTree({ 'e(neon,city)/1.png': 1 });
    const ran = await refs(hub.home, 'import', folder).done;
    expect(ran).toMatchObject({ code: 0, out: '1 added, 0 duplicates, 0 refused.\n' });
    const { out } = await refs(hub.home, 'list', '--category', 'Neon, city', '--json').done;
    const { id, target } = JSON.parse(out);
    expect(target).toBe('Neon, city');
    const { json } = await call(hub.url, '/api/generate', {
      body: { prompt: 'a cat', category: 'Neon, city' },
    });
    const { sides } = await ended(hub.url, json.batch_id);
    expect(JSON.stringify(sides.A.spec.references)).toContain('"label":"1"');
    expect((await refs(hub.home, 'purge', id, '--yes').done).out).toContain(
      'is deleted; 2 images were made with it',
    );
  });

  it('keeps pictures where the hub keeps its images, in a bucket too', async () => {
    const s3 = await FakeS3.start();
    onTestFinished(() => s3.close());
    const home = await aHome();
    const env = { ...s3.env, DIPTYCH_HOME: home.home };
    const folder = await aTree(aCategory('film', 3));
    expect(await refsWith(env, 'import', folder).done).toMatchObject({ code: 0 });
    const keys = standing(home).map((one) => one.key);
    expect([...s3.bucket.objects.keys()].toSorted()).toEqual(keys.toSorted());
    const local = await refs(home.home, 'import', folder).done;
    expect(local.err).toContain('run "npx diptych move-blobs" first, or take the change back.');
  });

  it.each([
    [['import', '/nowhere'], '/nowhere is not there: name the folder that has the categories.\n'],
    [['list', '--persona', 'x', '--category', 'y'], /cannot be used with option/],
  ])('%j is refused in one sentence, with exit code 1', async (args, sentence) => {
    const { home } = await aHome();
    const { code, err } = await refs(home, ...args).done;
    expect(code).toBe(1);
    expect(err).toMatch(sentence);
  });

  it('says so when the database stays busy, and where there is none', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/1.png': 1 });
    const other = new Database(join(home.home, 'diptych.db'));
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    const busy = await refs(home.home, 'import', folder).done;
    expect(busy).toMatchObject({ code: 1 });
    expect(busy.err).toBe(
      'The database could not be written (database is locked): run the same command again to go on.\n',
    );
    const none = await refs(folder, 'list').done;
    expect(none.err).toContain('start the hub once');
  });

  it('ends quietly when nobody reads its list any more', async () => {
    const home = await aHome();
    const { child, done } = refs(home.home, 'list');
    child.stdout?.destroy();
    expect((await done).err).toBe('');
  });
});

function texts(count: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`film/${n}.txt`, 'x']));
}

import { execFile } from 'node:child_process';
import { chmod, mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { StartupError } from '../../src/core/base/startup-error.ts';
import { startHub } from '../../src/hub.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { startupAdvice } from '../../src/storage/startup-advice.ts';
import { doctor } from '../../src/cli/doctor.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { fillHome } from '../filled-home.ts';
import { tempFolder } from '../temp-folder.ts';
import { unprivileged } from '../unprivileged.ts';

/** Starts a hub that cannot start; what it says. */
async function refusal(home: string): Promise<string> {
  const config = loadConfig({ DIPTYCH_HOME: home, PORT: '0' });
  const world = { log: new SilentLog(), signal: new AbortController().signal };
  const error: unknown = await startHub(config, world).then(
    (hub) => hub.close(),
    (cause: unknown) => cause,
  );
  if (!(error instanceof StartupError)) throw new Error('the hub started', { cause: error });
  return error.message;
}

async function filled(): Promise<string> {
  const home = join(await tempFolder(), 'data');
  await fillHome(home);
  return home;
}

/** Overwrites some pages in the middle. */
async function damage(home: string): Promise<void> {
  const path = join(home, 'diptych.db');
  const middle = Math.floor((await readFile(path)).length / 8_192) * 4_096;
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(4 * 4_096, 0xa5), 0, 4 * 4_096, middle);
  await file.close();
}

describe('a hub that cannot use its storage says in one sentence what to do:', () => {
  it('a folder in the place of the secret', async () => {
    const home = await tempFolder();
    await mkdir(join(home, 'link.secret'));
    expect(await refusal(home)).toBe(
      `${home}/link.secret holds no secret any more: delete it, and the next start makes a new one. Links to images that were given out before then end.`,
    );
  });

  it('a file in the place of the images', async () => {
    const home = await tempFolder();
    await writeFile(join(home, 'blobs'), '');
    expect(await refusal(home)).toBe(
      `In the data folder ${home} a file is where a folder must be, or a folder where a file must be (ENOTDIR: not a directory, scandir '${home}/blobs'): move it away, then try again.`,
    );
  });

  it('a damaged page', async () => {
    const home = await filled();
    await damage(home);
    expect(await refusal(home)).toMatch(
      /^The database in .* is damaged \(.+\): move diptych\.db and the files beside it \(-wal, -shm\) away, and put a copy from .*\/copies or a backup there\.$/,
    );
  });

  it('a secret that a power cut left empty', async () => {
    const home = await filled();
    await writeFile(join(home, 'link.secret'), '');
    expect(await refusal(home)).toBe(
      `${join(home, 'link.secret')} holds no secret any more: delete it, and the next start makes a new one. Links to images that were given out before then end.`,
    );
  });

  it.each(['.', 'hub.lock', 'diptych.db', 'link.secret'])(
    '%s that is closed to this user',
    async (name) => {
      const home = await filled();
      await writeFile(join(home, 'hub.lock'), '');
      await writeFile(join(home, 'link.secret'), 'x'.repeat(43));
      await chmod(join(home, '..'), 0o755);
      await chmod(home, 0o777);
      for (const one of ['hub.lock', 'diptych.db', 'link.secret'])
        await chmod(join(home, one), 0o666);
      await chmod(join(home, name), 0);
      expect(await unprivileged(() => refusal(home))).toMatch(
        /^The data folder .* cannot be (written|made)[^:]*(EACCES[^)]*\))?: allow this user .*$/,
      );
      await chmod(join(home, name), 0o700);
    },
  );

  it('a folder in the place of the database', async () => {
    const home = await filled();
    await rename(join(home, 'diptych.db'), join(home, 'away'));
    await mkdir(join(home, 'diptych.db'));
    expect(await refusal(home)).toMatch(
      /^The data folder .* cannot be written \(.+\): allow this user/,
    );
  });
});

describe('the command line', () => {
  it('says in one sentence that the database is damaged, without a stack', async () => {
    const home = await filled();
    const db = openDatabase(join(home, 'diptych.db'));
    const root = db
      .prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'model_configs'`)
      .pluck()
      .get();
    db.close();
    const file = await open(join(home, 'diptych.db'), 'r+');
    await file.write(Buffer.alloc(4_096, 0xa5), 0, 4_096, (Number(root) - 1) * 4_096);
    await file.close();
    const command = [join(import.meta.dirname, '../../bin/diptych.js'), 'models', 'list'];
    const env = { ...process.env, DIPTYCH_HOME: home };
    const { stderr } = await promisify(execFile)(process.execPath, command, { env }).then(
      () => ({ stderr: 'it worked' }),
      (cause: { stderr: string }) => cause,
    );
    expect(stderr).toMatch(/^The database in .* is damaged \(.+\): .+\.\n$/);
  });

  it('has a doctor who finds the damage', async () => {
    const home = await filled();
    await damage(home);
    const said: string[] = [];
    expect(await doctor({ DIPTYCH_HOME: home, PORT: '1' }, (line) => said.push(line))).toBe(1);
    expect(said.find((one) => one.includes('database'))).toMatch(
      /^WRONG database: it is damaged \(.+\): restore a copy from .*copies\.$/s,
    );
  });
});

describe('an error at the start', () => {
  const advice = (code: string) =>
    startupAdvice(Object.assign(new Error(`${code}: why`), { code }), '/data')?.message;

  it.each([
    [
      'ENOSPC',
      'The storage of the data folder /data is full (ENOSPC: why): make room on its disk, then try again.',
    ],
    [
      'SQLITE_FULL',
      'The storage of the data folder /data is full (SQLITE_FULL: why): make room on its disk, then try again.',
    ],
    [
      'SQLITE_BUSY',
      'Another program holds the database in /data (SQLITE_BUSY: why): stop it, then try again.',
    ],
    [
      'EROFS',
      'The data folder /data cannot be written (EROFS: why): allow this user to read and write all that is in it, or set DIPTYCH_HOME to a folder that can be.',
    ],
    [
      'EMFILE',
      'Too many files are open (EMFILE: why): raise the limit, such as with "ulimit -n 4096", then try again.',
    ],
    [
      'EIO',
      'The disk of the data folder /data fails (EIO: why): look at it, or set DIPTYCH_HOME to a folder on another.',
    ],
    ['ECONNREFUSED', undefined],
  ])('%s', (code, sentence) => {
    expect(advice(code)).toBe(sentence);
  });

  it('keeps its cause', () => {
    const cause = Object.assign(new Error('x'), { code: 'ENOSPC' });
    expect(startupAdvice(cause, '/data')?.cause).toBe(cause);
  });
});

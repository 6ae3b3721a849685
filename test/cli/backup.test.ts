import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backUp } from '../../src/cli/backup.ts';
import { restore } from '../../src/cli/restore.ts';
import { lockHub } from '../../src/storage/locks.ts';
import { SystemClock } from '../../src/system.ts';
import { tempFolder } from '../temp-folder.ts';
import { ask, call, ended, runHub } from '../web/hub.ts';

/** A running hub with one finished pair, and a folder for its backups. */
async function atHub() {
  const hub = await runHub();
  onTestFinished(() => hub.close());
  const pair = await finished(hub.url, 'a cat');
  const folder = join(await tempFolder(), 'backup');
  const said: string[] = [];
  const save = () => backUp(folder, { DIPTYCH_HOME: hub.home }, (text) => said.push(text));
  return { hub, pair, folder, said, save };
}

async function finished(url: string, prompt: string): Promise<string> {
  const id = await ask(url, prompt);
  await ended(url, id);
  return id;
}

async function restored(folder: string): Promise<string> {
  const home = await tempFolder();
  await restore(folder, { DIPTYCH_HOME: home }, () => undefined);
  return home;
}

const statusOf = (url: string, id: string) => call(url, `/api/generation-status?batch_id=${id}`);

describe('diptych backup', () => {
  it('is taken beside a running hub, and a new hub goes on from it', async () => {
    const { hub, pair, folder, save } = await atHub();
    await save();
    const later = await finished(hub.url, 'a dog');
    const home = await restored(folder);
    const other = await runHub({ DIPTYCH_HOME: home });
    onTestFinished(() => other.close());
    const { json } = await statusOf(other.url, pair);
    expect(json).toMatchObject({ side_a_state: 'succeeded', side_b_state: 'succeeded' });
    const image = await call(other.url, json.sides.A.image.url);
    expect(image.status).toBe(200);
    expect((await statusOf(other.url, later)).status).toBe(404);
    expect((await statusOf(other.url, await finished(other.url, 'a tree'))).status).toBe(200);
  });

  it('into the same folder copies only what is new', async () => {
    const { hub, said, save } = await atHub();
    await save();
    await finished(hub.url, 'a dog');
    said.length = 0;
    await save();
    expect(said.join('\n')).toMatch(/ {2}[1-9]\d? copied \(.+ MB\), \d+ were there already/);
  });

  it('is for its owner alone', async () => {
    const { folder, save } = await atHub();
    await save();
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
    }
    expect(readdirSync(folder).toSorted()).toEqual(['blobs', 'diptych.db', 'link.secret']);
  });

  it('is refused into the data folder, around it, and without a database', async () => {
    const home = await tempFolder();
    const out = () => undefined;
    const env = { DIPTYCH_HOME: join(home, 'data') };
    for (const folder of [join(home, 'data'), join(home, 'data', 'b'), home]) {
      await expect(backUp(folder, env, out)).rejects.toThrow('is not apart from the data folder');
    }
    await expect(backUp(`${home}-b`, env, out)).rejects.toThrow('There is no database');
    expect(existsSync(`${home}-b`)).toBe(false);
  });

  it('names a bucket instead of copying it', async () => {
    const { hub, folder, said } = await atHub();
    await hub.stopKeepingHome();
    const db = await import('better-sqlite3').then(
      ({ default: Database }) => new Database(join(hub.home, 'diptych.db')),
    );
    db.prepare(`UPDATE settings SET value = 's3 amazon pictures' WHERE name = 'blobs'`).run();
    db.close();
    await backUp(folder, { DIPTYCH_HOME: hub.home }, (text) => said.push(text));
    expect(said.join('\n')).toContain("the bucket pictures at Amazon's S3");
    expect(existsSync(join(folder, 'blobs'))).toBe(false);
  });
});

describe('diptych restore', () => {
  it('changes nothing where a database is, or a hub runs', async () => {
    const { hub, folder, save } = await atHub();
    await save();
    const here = { DIPTYCH_HOME: hub.home };
    await expect(restore(folder, here, () => undefined)).rejects.toThrow('Another hub is running');
    await hub.stopKeepingHome();
    await expect(restore(folder, here, () => undefined)).rejects.toThrow('There is a database in');
    const home = await tempFolder();
    const unlock = await lockHub(home, new SystemClock(), new AbortController().signal);
    onTestFinished(unlock);
    const there = { DIPTYCH_HOME: home };
    await expect(restore(folder, there, () => undefined)).rejects.toThrow('Another hub is running');
    expect(existsSync(join(home, 'diptych.db'))).toBe(false);
  });

  it('of a folder without a backup, and of a damaged one, says so and leaves no database', async () => {
    const [empty, home] = [await tempFolder(), await tempFolder()];
    const env = { DIPTYCH_HOME: home };
    await expect(restore(empty, env, () => undefined)).rejects.toThrow('There is no backup in');
    writeFileSync(join(empty, 'diptych.db'), 'no database');
    await expect(restore(empty, env, () => undefined)).rejects.toThrow('is not a Diptych database');
    expect(existsSync(join(home, 'diptych.db'))).toBe(false);
  });
});

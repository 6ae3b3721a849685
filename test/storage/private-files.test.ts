import { chmod, lstat, mkdir, readdir, writeFile } from 'node:fs/promises';
import * as fs from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { startHub } from '../../src/hub.ts';
import { FileBlobs } from '../../src/storage/files.ts';
import { tightenHome } from '../../src/storage/private-files.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { tempFolder } from '../temp-folder.ts';

/** Modes of all that is in a folder, and its own, such as `blobs/a 600`. */
async function modes(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = [folder, ...found.map((one) => join(one.parentPath, one.name))];
  const each = paths.map(async (path) => {
    const mode = ((await lstat(path)).mode & 0o777).toString(8);
    return `${relative(folder, path) || '.'} ${mode}`;
  });
  return (await Promise.all(each)).toSorted();
}

/** What the group or others may read, write or enter. */
const open = (all: readonly string[]) => all.filter((one) => !one.endsWith('00'));

describe('a data folder', () => {
  it('is for its owner alone from the first start on', async () => {
    const home = join(await tempFolder(), 'data');
    const config = loadConfig({ DIPTYCH_HOME: home, PORT: '0' });
    const world = { log: new SilentLog(), signal: new AbortController().signal };
    const hub = await startHub(config, world);
    const running = await modes(home);
    await hub.close();
    expect(open(running)).toEqual([]);
    for (const name of [
      '.',
      'diptych.db',
      'diptych.db-wal',
      'diptych.db-shm',
      'hub.lock',
      'link.secret',
      'blobs',
    ]) {
      expect(running.some((one) => one.startsWith(`${name} `))).toBe(true);
    }
  });

  it('of an older version is taken from others at the next start, which says so once', async () => {
    const home = join(await tempFolder(), 'data');
    const config = loadConfig({ DIPTYCH_HOME: home, PORT: '0' });
    const signal = new AbortController().signal;
    await (await startHub(config, { log: new SilentLog(), signal })).close();
    await mkdir(join(home, 'copies'));
    await writeFile(join(home, 'copies', 'before-002.db'), 'x');
    for (const one of await readdir(home, { recursive: true, withFileTypes: true })) {
      await chmod(join(one.parentPath, one.name), one.isDirectory() ? 0o755 : 0o644);
    }
    await chmod(home, 0o755);
    const logs = [new SilentLog(), new SilentLog()];
    for (const log of logs) await (await startHub(config, { log, signal })).close();
    expect(open(await modes(home))).toEqual([]);
    const said = logs.map(
      ({ lines }) => lines.filter(({ message }) => message.includes('for this user alone')).length,
    );
    expect(said).toEqual([1, 0]);
  });

  it('that holds other things too keeps its own mode, and so do they', async () => {
    const home = await tempFolder();
    await chmod(home, 0o755);
    for (const name of ['diptych.db', 'notes.txt'])
      await writeFile(join(home, name), 'x', { mode: 0o644 });
    expect(await tightenHome(home)).toBe(1);
    expect(await modes(home)).toEqual(['. 755', 'diptych.db 600', 'notes.txt 644']);
  });

  it('that many users share keeps its mode', async () => {
    const home = await tempFolder();
    await chmod(home, 0o1777);
    await writeFile(join(home, 'diptych.db'), 'x', { mode: 0o644 });
    await tightenHome(home);
    expect(await modes(home)).toEqual(['. 777', 'diptych.db 600']);
  });
});

describe('the file store', () => {
  it('keeps files and folders for their owner, copies of open files too', async () => {
    const folder = join(await tempFolder(), 'blobs');
    const blobs = new FileBlobs(folder);
    await blobs.put('a/1', new Uint8Array(1));
    await chmod(join(folder, 'a', '1'), 0o644);
    await blobs.copy('a/1', 'b/c/2');
    expect(open(await modes(folder))).toEqual(['a/1 644']);
  });

  it.each([
    ['put', (blobs: FileBlobs) => blobs.put('b/c/2', new Uint8Array(1))],
    ['copy', (blobs: FileBlobs) => blobs.copy('a/1', 'b/c/2')],
  ] as const)(
    'names a file (%s) once it is synced, and syncs the folders that hold the name',
    async (_how, act) => {
      const folder = await tempFolder();
      await new FileBlobs(folder).put('a/1', new Uint8Array(1));
      const steps: string[] = [];
      const nameOf = (path: unknown) => {
        const name = relative(folder, String(path)) || '.';
        return name.replace(/^\.unfinished\/.+/, 'unfinished');
      };
      const blobs = new FileBlobs(folder, {
        ...fs,
        open: async (path, ...rest) => {
          const file = await fs.open(path, ...rest);
          const sync = file.sync.bind(file);
          file.sync = async () => {
            steps.push(`sync ${nameOf(path)}`);
            await sync();
          };
          return file;
        },
        rename: async (from, to) => {
          steps.push(`rename ${nameOf(from)} ${nameOf(to)}`);
          await fs.rename(from, to);
        },
      });
      await act(blobs);
      expect(steps).toEqual([
        'sync b',
        'sync .',
        'sync unfinished',
        'rename unfinished b/c/2',
        'sync b/c',
      ]);
    },
  );

  it('names the system’s reason when a disk is full, also when it cannot even clean up', async () => {
    const folder = await tempFolder();
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
    });
    const fail = () => Promise.reject(full);
    const rm = () => Promise.reject(new Error('EIO'));
    const put = new FileBlobs(folder, { ...fs, open: fail, rm }).put('a/1', new Uint8Array(1));
    await expect(put).rejects.toMatchObject({ name: 'BlobError', kind: 'storage', cause: full });
  });
});

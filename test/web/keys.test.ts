import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { setDefaultModel } from '../../src/cli/models.ts';
import { loadConfig } from '../../src/config.ts';
import { type VendorName, VENDOR_NAMES } from '../../src/providers/vendors.ts';
import { pinoLog } from '../../src/log.ts';
import { type Hub, startHub } from '../../src/hub.ts';
import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import type { FakeVendor } from '../fakes/vendor/vendor.ts';
import { rowsOf, settingsFor, startVendor } from '../providers/vendor-hub.ts';
import { type Answer, ask, call, ended } from './hub.ts';

/** An image, and failures in whose words a vendor names the key that it was called with. */
const ENDINGS = [null, 'unauthorized', 'forbidden'] as const;
const PATHS = [
  '/api/messages',
  '/api/history',
  '/api/credits',
  '/api/likes',
  '/api/models',
  '/api/me',
  '/api/help',
  '/api/openapi.json',
  '/metrics',
  '/healthz',
  '/readyz',
];
const CONSOLE = ['debug', 'error', 'info', 'log', 'warn'] as const;

const vendors = new Map<VendorName, FakeVendor>();
const statuses = new Map<VendorName, Answer['json'][]>();
/** Everything that was written where people look when something goes wrong. */
const written: string[] = [];
let home: string;
let s3: FakeS3;
let hub: Hub;

beforeAll(async () => {
  for (const method of CONSOLE) {
    vi.spyOn(console, method).mockImplementation((...said) => written.push(inspect(said)));
  }
  home = await mkdtemp(join(tmpdir(), 'diptych-keys-'));
  s3 = await FakeS3.start();
  for (const name of VENDOR_NAMES) vendors.set(name, await startVendor(name));
  const settings = [...vendors].map(([name, vendor]) => settingsFor(name, vendor));
  const env = { DIPTYCH_HOME: home, PORT: '0', ...s3.env };
  const lines = new Writable({
    write: (line, _encoding, done) => {
      written.push(String(line));
      done();
    },
  });
  const world = {
    log: pinoLog('debug', { destination: lines }),
    signal: new AbortController().signal,
  };
  hub = await startHub(loadConfig(Object.assign({}, env, ...settings)), world);
  for (const [name, vendor] of vendors) statuses.set(name, await lifeWith(name, vendor));
});
afterAll(async () => {
  await hub.close();
  for (const vendor of vendors.values()) await vendor.close();
  await s3.close();
  await rm(home, { recursive: true, force: true });
  vi.restoreAllMocks();
});

/** A pair for each ending, and how it stands. */
async function lifeWith(name: VendorName, vendor: FakeVendor): Promise<Answer['json'][]> {
  setDefaultModel({ DIPTYCH_HOME: home }, rowsOf(name)[0]?.id ?? '');
  const found: Answer['json'][] = [];
  for (const ending of ENDINGS) {
    vendor.end(ending);
    found.push(await ended(hub.url, await ask(hub.url, 'a lamp')));
  }
  return found;
}

async function filesOfHome(): Promise<readonly string[]> {
  const found = await readdir(home, { recursive: true, withFileTypes: true });
  const files = found.filter((one) => one.isFile());
  return Promise.all(files.map((one) => readFile(join(one.parentPath, one.name), 'latin1')));
}

/** Details of a generation. */
async function detailsOf(id: string): Promise<string> {
  return (await call(hub.url, '/api/press', { body: { id: `1:details:${id}` } })).text;
}

describe.each(VENDOR_NAMES)('the key of %s', (name) => {
  const key = () => vendors.get(name)?.key ?? '';
  const pairs = () => statuses.get(name) ?? [];

  it('was used, and was named in what the vendor said', () => {
    expect(pairs().map((one) => one.side_a_state)).toEqual(['succeeded', 'failed', 'failed']);
    const details = pairs().map(({ sides }) => sides.A.error?.detail ?? '');
    expect(details.join('\n')).toContain('[key]');
  });

  it('is in no line of the log', () => {
    expect(written.join('\n')).toContain('the default model is now this one');
    expect(written.filter((line) => line.includes(key()))).toEqual([]);
  });

  it('is in no answer of the hub', async () => {
    const answers = await Promise.all(PATHS.map((path) => call(hub.url, path)));
    expect(answers.map(({ status }) => status)).toEqual(PATHS.map(() => 200));
    const sides = pairs().flatMap((one) => [one.sides.A, one.sides.B]);
    const details = await Promise.all(sides.map(({ generation }) => detailsOf(generation)));
    expect(details.filter((text) => text.includes('Provider cost'))).toHaveLength(6);
    const all = [...answers.map(({ text }) => text), JSON.stringify(pairs()), ...details];
    expect(all.filter((text) => text.includes(key()))).toEqual([]);
  });

  it('is in no file of the data folder, the database among them', async () => {
    const files = await filesOfHome();
    expect(files.some((text) => text.startsWith('SQLite format 3'))).toBe(true);
    expect(files.filter((text) => text.includes(key()))).toEqual([]);
  });

  it('is in nothing that is kept with the images', () => {
    const kept = [...s3.bucket.objects];
    expect(kept.filter(([path]) => path.startsWith('library/'))).toHaveLength(6);
    expect(kept.filter(([, { bytes }]) => bytes.includes(key()))).toEqual([]);
  });
});

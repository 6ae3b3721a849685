import { spawn } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { fillHome } from '../filled-home.ts';
import { diptych } from '../diptych.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { tempFolder } from '../temp-folder.ts';
import { call, runHub, type RunningHub } from '../web/hub.ts';

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'diptych.js');

describe('what lists', () => {
  it.each(['models', 'models list', 'plans', 'providers list', 'costs'])(
    '%s ends quietly when nobody reads it any more',
    async (command) => {
      const home = await tempFolder();
      const db = openDatabase(join(home, 'diptych.db'));
      seedStore(sqliteStore(db));
      db.close();
      const env = { PATH: process.env.PATH ?? '', DIPTYCH_HOME: home };
      const child = spawn(process.execPath, [BIN, ...command.split(' ')], { env });
      child.stdout.destroy();
      expect(await text(child.stderr)).toBe('');
    },
  );
});

describe('diptych slack-manifest', () => {
  it('prints the manifest alone, so that it can be piped, and the rest beside it', async () => {
    const { code, out, err } = await diptych(['slack-manifest', '--url', 'https://a.example']);
    expect(code).toBe(0);
    expect(JSON.parse(out).settings.interactivity.request_url).toBe(
      'https://a.example/slack/events',
    );
    expect(err).toContain('SLACK_SIGNING_SECRET');
  });

  it('says in one sentence what is wrong with an address', async () => {
    const { code, out, err } = await diptych(['slack-manifest', '--url', 'http://a.example']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^--url must be the https address [^\n]+\.\n$/);
  });
});

describe('diptych generate', () => {
  let hub: RunningHub;
  beforeAll(async () => {
    hub = await runHub();
  });
  afterAll(() => hub.close());

  it('saves both images as they come, and a JSON of what was done', async () => {
    const out = join(await tempFolder(), 'pics');
    const args = ['generate', 'a woman', 'walking in Seoul', '--out', out, '--url', hub.url];
    const done = await diptych(args);
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toMatch(/A succeeded · .*A\.png/);
    for (const side of ['A', 'B']) {
      expect((await sharp(join(out, `${side}.png`)).metadata()).width).toBe(1024);
    }
    const report = JSON.parse(readFileSync(join(out, 'diptych.json'), 'utf8'));
    expect(report.prompt).toBe('a woman walking in Seoul');
    expect(report.pairs[0].sides[1]).toMatchObject({ side: 'B', state: 'succeeded' });
  });

  it('tells a side that fails, with --json too, by its exit code', async () => {
    const out = join(await tempFolder(), 'pics');
    const args = ['generate', 'a cat #fail-b', '--json', '--out', out, '--url', hub.url];
    const { code, out: said } = await diptych(args);
    expect(code).toBe(1);
    const [, b] = JSON.parse(said).pairs[0].sides;
    expect(b).toMatchObject({ file: null, error: { kind: 'provider_error' } });
  });

  it('sends options and images of one’s own, and several pairs to their own folders', async () => {
    const folder = await tempFolder();
    const mine = join(folder, 'mine.png');
    writeFileSync(mine, await aPicture());
    const args = ['generate', 'a cat', '--count', '2', '--size', 'portrait', '--angle', 'overhead'];
    const more = ['--reference', mine, '--out', join(folder, 'pics'), '--url', hub.url];
    expect((await diptych([...args, ...more])).code).toBe(0);
    const report = JSON.parse(readFileSync(join(folder, 'pics', 'diptych.json'), 'utf8'));
    expect(report.pairs).toHaveLength(2);
    const [a] = report.pairs[1].sides;
    expect(a.file).toBe(join(folder, 'pics', '2', 'A.png'));
    expect(a.spec).toMatchObject({ size: '896x1344', angle: 'overhead' });
    expect(a.spec.references[0]).toMatchObject({ role: 'own', label: 'mine.png' });
  });

  it('never writes over what is there: a second run gets the next numbers', async () => {
    const out = join(await tempFolder(), 'pics');
    const args = ['generate', 'a cat', '--out', out, '--url', hub.url];
    await diptych(args);
    const first = readFileSync(join(out, 'A.png'));
    expect((await diptych(args)).out).toContain(`A succeeded · ${join(out, 'A-2.png')}`);
    expect(readFileSync(join(out, 'A.png'))).toEqual(first);
    const two = await diptych([...args, '--count', '2']);
    expect(two.out).toContain(`Pair 2 of 2 · B succeeded · ${join(out, '2', 'B.png')}`);
    const more = await diptych([...args, '--count', '2']);
    expect(more.out).toContain(`Pair 2 of 2 · B succeeded · ${join(out, '4', 'B.png')}`);
    const report = JSON.parse(readFileSync(join(out, 'diptych-2.json'), 'utf8'));
    expect(report.pairs[0].sides[0].file).toBe(join(out, 'A-2.png'));
  });

  it('asks for nothing when its folder cannot be written', async () => {
    const out = join(await tempFolder(), 'file');
    writeFileSync(out, 'mine');
    const done = await diptych(['generate', 'a cat', '--out', out, '--url', hub.url]);
    expect(done).toMatchObject({ code: 1, out: '' });
    expect(done.err).toBe(`${out} cannot be written: choose another folder by --out.\n`);
  });

  it.each([
    [['generate', 'a', '--tier', 'gold'], 'There is no tier “gold”. Available: basic, quality.'],
    [
      ['generate', 'a', '--model', 'gold'],
      'There is no model “gold”. You can use: Sample (basic), ',
    ],
    [['generate', 'a', '--versus', 'gold'], 'There is no tier and no model “gold”.'],
    [['generate', 'a', '--reference', '/nowhere.png'], '/nowhere.png cannot be read.'],
    [['generate', ' '], 'The prompt is empty'],
  ])('%j is refused in one sentence', async (args, sentence) => {
    const done = await diptych([...args, '--url', hub.url]);
    expect(done.code).toBe(1);
    expect(done.err).toContain(sentence);
    expect(done.err.trim().split('\n')).toHaveLength(1);
  });

  it('without a hub says how to start one', async () => {
    const done = await diptych(['generate', 'a', '--url', 'http://127.0.0.1:1']);
    expect(done).toMatchObject({ code: 1 });
    expect(done.err).toContain('No hub answers at http://127.0.0.1:1: start one with "npm start"');
  });

  it('without a prompt shows what is missing', async () => {
    const done = await diptych(['generate']);
    expect(done.code).toBe(1);
    expect(done.err).toContain("missing required argument 'prompt'");
  });
});

describe('diptych start', () => {
  it('refuses settings that are wrong, a port in use and a folder that cannot be', async () => {
    const hub = await runHub();
    const home = await tempFolder();
    await fillHome(home);
    const taken = await diptych(['start'], { DIPTYCH_HOME: home, PORT: new URL(hub.url).port });
    expect(taken).toMatchObject({ code: 1 });
    expect(taken.err).toMatch(/^Port \d+ is in use: stop what uses it, or set PORT\.\n$/);
    await hub.close();
    const wrong = await diptych(['start'], { PORT: 'x' });
    expect(wrong.err).toContain('The settings are not right:\n  PORT');
    writeFileSync(join(home, 'file'), '');
    const folder = await diptych(['start'], { DIPTYCH_HOME: join(home, 'file', 'x'), PORT: '0' });
    expect(folder.err).toContain('cannot be made: allow this user to write there');
  });

  it('that cannot listen starts nothing that was waiting', async () => {
    const hub = await runHub({ WORKER_CONCURRENCY: '1' });
    const { home } = hub;
    for (let n = 0; n < 2; n += 1) {
      await call(hub.url, '/api/generate', { body: { prompt: 'a cat #hang-a' } });
    }
    const waiting = () => {
      const db = new Database(join(home, 'diptych.db'));
      const sql = `SELECT count(*) FROM generations WHERE state = 'waiting'`;
      const count = db.prepare(sql).pluck().get();
      db.close();
      return count;
    };
    await vi.waitFor(() => expect(waiting()).toBe(3), PATIENT);
    await hub.stopKeepingHome();
    const other = await runHub();
    const failed = await diptych(['start'], { DIPTYCH_HOME: home, PORT: new URL(other.url).port });
    expect(failed.err).toContain('is in use');
    expect(waiting()).toBe(3);
    await other.close();
  });

  it('refuses a database without a default model', async () => {
    const hub = await runHub();
    const { home } = hub;
    const db = new Database(join(home, 'diptych.db'));
    db.prepare('UPDATE model_configs SET is_default = 0').run();
    db.close();
    await hub.stopKeepingHome();
    const done = await diptych(['start'], { DIPTYCH_HOME: home, PORT: '0' });
    expect(done.err).toContain('The database has no active default model');
  });
});

describe('diptych doctor', () => {
  it('finds a new place in order', async () => {
    const done = await diptych(['doctor'], { DIPTYCH_HOME: join(await tempFolder(), 'data') });
    expect(done.code).toBe(0);
    expect(done.out).toContain('made at the first start');
  });

  it('finds a running hub, and what its database and pool hold', async () => {
    const hub = await runHub();
    const env = { DIPTYCH_HOME: hub.home, PORT: new URL(hub.url).port };
    const done = await diptych(['doctor'], env);
    expect(done.code).toBe(0);
    expect(done.out).toMatch(/ok {4}models: 2 active \(\d+ more need a key\), default Sample/);
    expect(done.out).toContain('ok    pool: 60 references');
    expect(done.out).toContain(`ok    hub: running at ${hub.url}`);
    await hub.close();
  });

  it('says what is wrong and what to do, with exit code 1', async () => {
    const settings = await diptych(['doctor'], { PORT: 'x' });
    expect(settings).toMatchObject({ code: 1 });
    expect(settings.out).toContain('WRONG settings');
    const home = await tempFolder();
    writeFileSync(
      join(home, 'diptych.db'),
      'not a database, but long enough to be read'.repeat(50),
    );
    const database = await diptych(['doctor'], { DIPTYCH_HOME: home });
    expect(database.out).toContain('WRONG database: it is damaged (file is not a database)');
  });

  it('misses pictures of the pool that are not in the store', async () => {
    const hub = await runHub();
    const { home } = hub;
    await hub.stopKeepingHome();
    renameSync(join(home, 'blobs'), join(home, 'moved'));
    const done = await diptych(['doctor'], { DIPTYCH_HOME: home });
    expect(done.out).toMatch(/WRONG pool: 60 pictures are not in the store, such as refs\//);
  });
});

describe('the block list and the rules', () => {
  it('are changed beside a running hub, and count at once', async () => {
    const hub = await runHub();
    const env = { DIPTYCH_HOME: hub.home };
    const generate = async () => {
      const { json } = await call(hub.url, '/api/generate', { body: { prompt: 'a cat' } });
      return json.code ?? 'accepted';
    };
    expect((await diptych(['block', 'web:you', '--reason', 'spam'], env)).out).toContain(
      'is blocked',
    );
    expect(await generate()).toBe('not_allowed_person');
    await diptych(['unblock', 'web:you'], env);
    expect(await generate()).toBe('accepted');
    const allowed = await diptych(['allow', 'web', '--channels', 'random'], env);
    expect(allowed.out).toBe('web: roles all; channels random.\n');
    expect(await generate()).toBe('not_allowed_channel');
    await diptych(['allow', 'web'], env);
    expect(await generate()).toBe('accepted');
    await hub.close();
  });

  it('block a person in whatever spelling the name comes', async () => {
    const hub = await runHub();
    const env = { DIPTYCH_HOME: hub.home };
    const apart = await diptych(['block', 'web:Jose\u0301'], env);
    expect(apart.out).toBe('web:Jos\u00e9 is blocked.\n');
    const headers = { 'x-diptych-user': 'Jos%C3%A9' };
    const { json } = await call(hub.url, '/api/generate', { body: { prompt: 'a cat' }, headers });
    expect(json.code).toBe('not_allowed_person');
    await hub.close();
  });

  it('take no name that is nobody’s, and no folder without a database', async () => {
    const nobody = await diptych(['block', 'ana']);
    expect(nobody.err).toContain('"ana" is nobody: expected a surface and an id, such as web:ana.');
    const nowhere = await diptych(['block', 'web:ana'], { DIPTYCH_HOME: await tempFolder() });
    expect(nowhere.err).toContain('start the hub once');
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { fillHome } from '../filled-home.ts';
import { PATIENT } from '../patient.ts';
import { rulesFor } from '../redis/rules.ts';
import { SECRETS, TlsRedis } from '../redis/tls-redis.ts';
import { HubProcess, type ProcessRole } from './hub-process.ts';
import { AskedPair, pressOf, untilReady } from './scale-out-kit.ts';
import { diptych } from '../diptych.ts';

const PREFIX = 'diptych';
let redis: TlsRedis;
let home: string;
let said = '';
const processes: HubProcess[] = [];
beforeAll(async () => {
  redis = await TlsRedis.start({ rules: rulesFor(PREFIX) });
  home = await mkdtemp(join(tmpdir(), 'diptych-tls-home-'));
  await fillHome(home);
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((one) => one.kill()));
  said = '';
});
afterAll(async () => {
  await redis.stop();
  await rm(home, { recursive: true, force: true });
});

function env(url = redis.url()): Record<string, string> {
  return {
    DIPTYCH_HOME: home,
    PORT: '0',
    BLOBS_SHARED: 'true',
    REDIS_PREFIX: PREFIX,
    REDIS_URL: url,
    WITNESS: join(home, 'witness'),
    NODE_EXTRA_CA_CERTS: redis.certificates.ca,
  };
}

async function start(role: ProcessRole, more = {}): Promise<HubProcess> {
  const onText = (text: string) => {
    said += text;
  };
  const started = await HubProcess.start({ ...env(), ...more }, onText, role);
  processes.push(started);
  return started;
}

/** What the doctor and a start say of Redis, each in the line that names it; and that neither says a secret. */
async function refusals(more: Record<string, string>): Promise<readonly string[]> {
  const runs = [
    await diptych(['doctor'], { ...env(), ...more }),
    await diptych(['start', '--role', 'worker'], { ...env(), ...more }),
  ];
  return runs.map(({ code, out, err }) => {
    expect(code).toBe(1);
    for (const secret of [...Object.values(SECRETS), 'falsch-0815']) {
      expect(out + err).not.toContain(secret);
    }
    const lines = `${out}\n${err}`.split('\n').filter((line) => line.includes('Redis at '));
    return lines.map((line) => line.replace(/^WRONG Redis: /, '').trim()).join('\n');
  });
}

/** The same sentence from the doctor and from the start. */
const twice = (sentence: string) => [sentence, sentence];
const hostOf = (url: string) => new URL(url).host;

describe('over a Redis with TLS, a password and the rules of docs/operations.md', () => {
  it('hub and worker make, cancel and retry, and the doctor finds no fault', async () => {
    const hub = await start('hub');
    const worker = await start('worker');
    await untilReady(hub.url, null);
    const pair = await AskedPair.ask(hub.url, 'a lamp #hang-b');
    await pair.until('A', 'succeeded');
    await pair.until('B', 'running');
    await pressOf(hub.url, 'cancel', (await pair.side('B')).generation);
    await pair.until('B', 'cancelled');
    await pressOf(hub.url, 'retry', (await pair.side('B')).generation);
    await pair.until('B', 'running');
    await worker.kill();
    await pair.until('B', 'failed');
    expect((await pair.side('B')).error.kind).toBe('worker_lost');
    await start('worker');
    await untilReady(hub.url, null);
    const { out } = await diptych(['doctor'], env());
    expect(out).toContain(`ok    Redis: ${hostOf(redis.url())}, keys begin with diptych`);
    expect(out).toContain('ok    workers: 1 worker');
    for (const wrong of ['NOPERM', 'ERR ', SECRETS.user]) expect(said).not.toContain(wrong);
  });

  it('another prefix is refused in one sentence', async () => {
    const of = `Redis at ${hostOf(redis.url())} does not let this user do all that is needed`;
    expect(await refusals({ REDIS_PREFIX: 'another' })).toEqual(
      twice(`${of}: give it the rules of docs/operations.md, with this REDIS_PREFIX.`),
    );
  });
});

describe('the doctor and a start say in one sentence, without a secret, that', () => {
  it.each([
    ['the password is wrong', { password: 'falsch-0815' }],
    ['there is no such user', { user: 'niemand' }],
    ['there is no password', { user: '', password: '' }],
  ])('%s', async (_what, access) => {
    const url = redis.url(access);
    const sentence = `Redis at ${hostOf(url)} refuses the user or password: correct REDIS_URL.`;
    expect(await refusals({ REDIS_URL: url })).toEqual(twice(sentence));
  });

  it('the certificate is not trusted', async () => {
    const of = `Redis at ${hostOf(redis.url())} has a certificate that this machine does not trust`;
    expect(await refusals({ NODE_EXTRA_CA_CERTS: '' })).toEqual(
      twice(`${of}: set NODE_EXTRA_CA_CERTS to the file of its CA.`),
    );
  });

  it('the certificate is for another name', async () => {
    const url = redis.url().replace('127.0.0.1', 'localhost');
    const of = `Redis at ${hostOf(url)} has a certificate for another name`;
    expect(await refusals({ REDIS_URL: url })).toEqual(twice(`${of}: use that name in REDIS_URL.`));
  });

  it('a port without TLS is spoken to with TLS', async () => {
    const url = redis.url({ port: 'plain' });
    const sentence = `Redis at ${hostOf(url)} does not answer in TLS: start it, or use redis:// in REDIS_URL where it has no TLS.`;
    expect(await refusals({ REDIS_URL: url })).toEqual(twice(sentence));
    // It may be a Redis that hangs: a hub starts, says so, and goes on trying.
    await start('hub', { REDIS_URL: url });
    await vi.waitFor(() => expect(said).toContain(sentence), PATIENT);
    expect(said).not.toContain(SECRETS.user);
  });

  it('a port with TLS is spoken to without', async () => {
    const url = redis.url({ speaks: 'redis' });
    const of = `Redis at ${hostOf(url)} closes the connection`;
    expect(await refusals({ REDIS_URL: url })).toEqual(
      twice(`${of}: use rediss:// in REDIS_URL where it has TLS.`),
    );
  });

  it('a hub with a wrong password does not start', async () => {
    const url = redis.url({ password: 'falsch-0815' });
    const { code, err } = await diptych(['start'], env(url));
    expect(code).toBe(1);
    expect(err).toContain(
      `Redis at ${hostOf(url)} refuses the user or password: correct REDIS_URL.`,
    );
    expect(err).not.toContain('falsch-0815');
  });
});

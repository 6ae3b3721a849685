import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { aPrefix, freePort, RedisServer } from '../redis/redis-server.ts';
import { call, ended } from '../web/hub.ts';
import { execForm, shipped, stepsOf, variables } from './dockerfile.ts';
import { makeImageFolder } from './image-folder.ts';

const API_TOKEN = 'a-token-of-a-test-0815';
const HEADERS = { authorization: `Bearer ${API_TOKEN}` };
const image = shipped();
const [user = ''] = stepsOf(image, 'USER').map(({ rest }) => rest.split(':')[0]);
const isRoot = process.getuid?.() === 0;
/** As whom the image runs; a test run that is not root's can only be itself. */
const somebody = isRoot ? { uid: Number(user), gid: Number(user) } : {};

let app: string;
let home: string;
let port: number;
let hub: ChildProcess;
let said = '';

type Env = Readonly<Record<string, string>>;

/** Runs a command of the Dockerfile as the image would. `node` is this Node, which has the same version. */
function run([program = '', ...args]: readonly string[], more: Env = {}): ChildProcess {
  expect(program).toBe('node');
  const env = {
    PATH: '/usr/bin:/bin',
    ...variables(),
    DIPTYCH_HOME: home,
    PORT: String(port),
    API_TOKEN,
    ...more,
  };
  const child = spawn(process.execPath, args, { cwd: app, env, ...somebody });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  return child;
}

async function codeOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

const isHealthy = (more: Env = {}) => {
  const [command = ''] = stepsOf(image, 'HEALTHCHECK').map(({ rest }) => rest);
  return codeOf(run(execForm(command), more));
};

beforeAll(async () => {
  app = await makeImageFolder();
  home = await mkdtemp(join(tmpdir(), 'diptych-image-data-'));
  if (isRoot) await chown(home, Number(user), Number(user));
  port = await freePort();
});
afterAll(async () => {
  hub.kill('SIGKILL');
  await codeOf(hub);
  await rm(app, { recursive: true, force: true });
  await rm(home, { recursive: true, force: true });
});

describe('the image’s steps in a plain folder', () => {
  it('have no development tools', async () => {
    const modules = await readdir(join(app, 'node_modules'));
    for (const name of ['vitest', 'typescript', 'playwright-core']) {
      expect(modules).not.toContain(name);
    }
    expect(modules).toContain('better-sqlite3');
  });

  it('are unhealthy until the hub answers', async () => {
    expect(await isHealthy()).toBe(1);
  });

  it('start a hub as somebody who may write its data alone, and it is healthy', async () => {
    const [command = ''] = stepsOf(image, 'CMD').map(({ rest }) => rest);
    hub = run(execForm(command));
    await vi.waitFor(() => expect(said).toContain('Diptych is running'), PATIENT);
    expect(await isHealthy()).toBe(0);
    // What root may do is not tried.
    if (isRoot) await expect(mayWrite(app)).resolves.toBe(false);
    await expect(mayWrite(home)).resolves.toBe(true);
  });

  it('make a pair over HTTP, for whom has the token', async () => {
    const url = `http://127.0.0.1:${port}`;
    const body = { prompt: 'a lamp' };
    expect((await call(url, '/api/generate', { body })).status).toBe(401);
    const asked = await call(url, '/api/generate', { body, headers: HEADERS });
    expect(asked.status, asked.text).toBe(202);
    const { sides } = await ended(url, asked.json.batch_id, HEADERS);
    expect([sides.A.state, sides.B.state]).toEqual(['succeeded', 'succeeded']);
    const picture = await call(url, sides.A.image.url, { headers: HEADERS });
    expect(picture.headers['content-type']).toBe('image/png');
  });

  it('start a worker that is healthy by the same check, at its own port', async () => {
    const redis = await RedisServer.start();
    // Nothing listens at a hub's port beside a worker.
    const ports = { PORT: String(await freePort()), METRICS_PORT: String(await freePort()) };
    const env = { ...ports, REDIS_URL: redis.url, REDIS_PREFIX: aPrefix(), BLOBS_SHARED: 'true' };
    expect(await isHealthy(env)).toBe(1);
    const [command = ''] = stepsOf(image, 'CMD').map(({ rest }) => rest);
    const worker = run([...execForm(command), '--role', 'worker'], env);
    await vi.waitFor(() => expect(said).toContain('Diptych works as'), PATIENT);
    expect(await isHealthy(env)).toBe(0);
    expect(await isHealthy({ ...env, METRICS_PORT: '' })).toBe(1);
    worker.kill('SIGTERM');
    expect(await codeOf(worker)).toBe(0);
    await redis.stop();
  });

  it('stop in order, with code 0, and leave the installation as it was', async () => {
    hub.kill('SIGTERM');
    expect(await codeOf(hub)).toBe(0);
    expect(said).not.toMatch(/"level":(50|60)/);
    if (isRoot) expect(await readdir(join(app, 'node_modules'))).not.toContain('.cache');
  });
});

/** Whether the image's user may make a file there. */
async function mayWrite(folder: string): Promise<boolean> {
  const script = `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'tried'))}, '')`;
  return (await codeOf(run(['node', '-e', script]))) === 0;
}

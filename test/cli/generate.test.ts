import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createNetServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { generate } from '../../src/cli/generate.ts';
import { HubClient } from '../../src/cli/hub-client.ts';
import { statusJson } from '../../src/bots/web/status.ts';
import type { Generation, PairState } from '../../src/core/domain/pair.ts';
import { tempFolder } from '../temp-folder.ts';
import { aContext, aView } from '../card-values.ts';
import { aGeneration, aPair, NOW, RUNNING, withImage, inBoth } from '../values.ts';

interface Asked {
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}
interface Said {
  readonly status?: number;
  readonly json: unknown;
}

/** A hub that answers each path as it is told to, one answer after the other, the last again and again. */
async function aHub(answers: Readonly<Record<string, readonly Said[]>>) {
  const asked: Asked[] = [];
  const left = new Map(Object.entries(answers).map(([path, all]) => [path, [...all]]));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const { url = '', headers } = request;
    const isJson = headers['content-type'] === 'application/json';
    asked.push({ path: url, headers, body: isJson ? JSON.parse(text) : text || null });
    const all = left.get(url) ?? [];
    const said = (all.length > 1 ? all.shift() : all[0]) ?? { status: 404, json: 'none' };
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(said.json));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, port: String(port), asked };
}

const accepted = { '/api/generate': [{ json: { pairs: [{ batch_id: 'p1' }] } }] };
const waits = (generations: readonly Generation[], id: string) =>
  generations.some((one) => one.id === id && one.state === 'waiting');
const inLine = { place: 2, waitMs: null, held: null };
const standing = (generations: readonly Generation[], state: PairState = 'planned', refusal = '') =>
  statusJson(
    aView(generations, {
      pair: aPair({ state, refusal: refusal === '' ? null : inBoth(refusal) }),
    }),
    aContext('en', { line: (id) => (waits(generations, id) ? inLine : undefined) }),
  );
const AT = '/api/generation-status?batch_id=p1';
const picture = { '/images/a.png': [{ json: 'A' }], '/images/b.png': [{ json: 'B' }] };
const A = aGeneration('a', withImage('library/a.png'));
const both = [A, aGeneration('b', { side: 'B', ...withImage('library/b.png') })];

async function run(hub: { port: string }, flags: object = {}, env: Record<string, string> = {}) {
  const out = await tempFolder();
  const said: string[] = [];
  const code = await generate('a cat', { out, ...flags }, { PORT: hub.port, ...env }, (text) =>
    said.push(text),
  );
  return { out, said, code };
}

describe('diptych generate', () => {
  it('follows both sides until they have ended, and tells each change once', async () => {
    const waiting = [aGeneration('a', RUNNING), aGeneration('b', { side: 'B' })];
    const failed: Partial<Generation> = {
      ...RUNNING,
      state: 'failed',
      failure: { kind: 'network', detail: 'x' },
      endedAt: NOW,
    };
    const half = [A, aGeneration('b', { side: 'B', ...RUNNING })];
    const end = [A, aGeneration('b', { side: 'B', ...failed })];
    const all = [standing([]), standing(waiting), standing(waiting), standing(half), standing(end)];
    const hub = await aHub({ ...accepted, ...picture, [AT]: all.map((json) => ({ json })) });
    const { said, code, out } = await run(hub);
    expect(said).toEqual([
      'Accepted: p1',
      'A planning',
      'B planning',
      'A running',
      'B waiting · place 2 in line',
      `A succeeded · ${join(out, 'A.png')}`,
      'B running',
      'B failed · the provider could not be reached. Retry can help.',
      `What was done: ${join(out, 'diptych.json')}`,
    ]);
    expect(code).toBe(1);
    expect(readFileSync(join(out, 'A.png'), 'utf8')).toBe('"A"');
    expect(hub.asked.filter(({ path }) => path === '/images/a.png')).toHaveLength(1);
    expect(JSON.parse(readFileSync(join(out, 'diptych.json'), 'utf8'))).toMatchObject({
      prompt: 'a cat',
      pairs: [
        {
          batch_id: 'p1',
          state: 'planned',
          refusal: null,
          sides: [
            { side: 'A', file: join(out, 'A.png'), state: 'succeeded' },
            { side: 'B', file: null, state: 'failed' },
          ],
        },
      ],
    });
  });

  it('ends well when both images are there', async () => {
    const hub = await aHub({ ...accepted, ...picture, [AT]: [{ json: standing(both) }] });
    expect((await run(hub)).code).toBe(0);
  });

  it('tells a refusal, and waits for nothing more', async () => {
    const json = standing([], 'refused', 'The image is broken.');
    const hub = await aHub({ ...accepted, [AT]: [{ json }] });
    const { said, code } = await run(hub);
    expect([said[1], code]).toEqual(['Refused: The image is broken.', 1]);
  });

  it('with --json prints that and nothing else', async () => {
    const hub = await aHub({ ...accepted, ...picture, [AT]: [{ json: standing(both) }] });
    const { said } = await run(hub, { json: true });
    expect(said).toHaveLength(1);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({
      prompt: 'a cat',
      pairs: [{ batch_id: 'p1' }],
    });
  });

  it('names a file of 21 MB and the limit, and sends nothing', async () => {
    const hub = await aHub(accepted);
    const folder = await tempFolder();
    const [small, large] = [join(folder, 'small.png'), join(folder, '큰 사진.png')];
    await writeFile(small, 'hi');
    await writeFile(large, new Uint8Array(21 * 1024 * 1024));
    const sentence = '“큰 사진.png” is larger than 20 MB.';
    await expect(run(hub, { reference: [small, large] })).rejects.toThrow(sentence);
    expect(hub.asked).toEqual([]);
  });

  it('tells a hub that breaks the connection off from one that is not there', async () => {
    const server = createNetServer((socket) => socket.resetAndDestroy());
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const client = new HubClient(`http://127.0.0.1:${port}`, null);
    await expect(client.status('p1')).rejects.toThrow(/^The hub at .+ broke the connection off \(/);
    await new Promise<void>((resolve) => void server.close(() => resolve()));
    await expect(client.status('p1')).rejects.toThrow(/^No hub answers at /);
  });

  it('sends every option by the hub’s own name, with a key of its own each time', async () => {
    const hub = await aHub({
      ...accepted,
      ...picture,
      [AT]: [{ json: standing(both) }],
      '/api/references?name=mine.png': [{ json: { id: 'u1.png', name: 'mine.png' } }],
    });
    const mine = join(await tempFolder(), 'mine.png');
    await writeFile(mine, 'hi');
    const plain = { tier: 't', model: 'm', size: 's', angle: 'a', lens: 'l', persona: 'p' };
    const more = { category: 'c', experiment: 'e', versus: 'v', count: '1' };
    const ratios = { toneRatio: '25', angleRatio: '75' };
    const token = { API_TOKEN: 'sixteen letters.' };
    await run(hub, { ...plain, ...more, ...ratios, reference: [mine] }, token);
    await run(hub);
    expect(hub.asked[0]).toMatchObject({
      path: '/api/references?name=mine.png',
      headers: {
        authorization: 'Bearer sixteen letters.',
        'content-type': 'application/octet-stream',
      },
      body: 'hi',
    });
    const [first, second] = hub.asked.filter(({ path }) => path === '/api/generate');
    expect(first?.body).toEqual({
      prompt: 'a cat',
      ...plain,
      ...more,
      tone_ratio: '25',
      angle_ratio: '75',
      references: [{ id: 'u1.png', name: 'mine.png' }],
    });
    expect(second?.body).toEqual({ prompt: 'a cat', references: [] });
    expect(second?.headers).not.toHaveProperty('authorization');
    const keys = [first, second].map((one) => one?.headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[\da-f-]{36}$/);
    expect(keys[1]).not.toBe(keys[0]);
  });

  it('says which image of one’s own cannot be read, before anything is asked for', async () => {
    const hub = await aHub(accepted);
    await expect(run(hub, { reference: ['/nowhere/x.png'] })).rejects.toThrow(
      '/nowhere/x.png cannot be read.',
    );
    expect(hub.asked).toEqual([]);
  });
});

describe('a hub that is asked from the command line', () => {
  it('is understood when it says no, also where it does not say why', async () => {
    const hub = await aHub({
      '/api/generation-status?batch_id=a%26b': [{ status: 404, json: { detail: 'Not here.' } }],
    });
    const client = new HubClient(hub.url, null);
    await expect(client.status('a&b')).rejects.toThrow('Not here.');
    await expect(client.image('/images/x')).rejects.toThrow('The hub answered 404 at /images/x.');
  });

  it('that answers like another program or version is refused in one sentence', async () => {
    const hub = await aHub({ [AT]: [{ json: 'welcome' }, { json: { state: 'planned' } }] });
    const client = new HubClient(hub.url, null);
    const sentence = `What answers at ${hub.url} is not a hub of this version: name one with --url.`;
    await expect(client.status('p1')).rejects.toThrow(sentence);
    await expect(client.status('p1')).rejects.toThrow(sentence);
  });

  it('that is not there is told with how to start one', async () => {
    await expect(new HubClient('http://127.0.0.1:1', null).image('/x')).rejects.toThrow(
      'No hub answers at http://127.0.0.1:1: start one with "npm start", or name it with --url.',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { aPicture } from '../pictures.ts';
import { Hub } from '../studio/hub.ts';
import { webOf } from './app.ts';
import type { Answer } from './hub.ts';

const KB = 1024;
const LONG = ['/api/generate', '/api/generate-side', '/api/press', '/api/feedback'];
const SHORT = ['/api/reactions', '/api/session', '/api/admin/library/promote-model'];
const UPLOAD = '/api/references?name=mine.png';

async function started() {
  const hub = await new Hub().start();
  const { app, as } = webOf(hub);
  const send = async (
    path: string,
    body: NonNullable<RequestInit['body']>,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const isUpload = path.startsWith('/api/references');
    const type = isUpload ? 'application/octet-stream' : 'application/json';
    const init: RequestInit = {
      method: 'POST',
      headers: { host: 'localhost', 'content-type': type, ...headers },
      body,
      duplex: 'half',
    };
    const response = await app.request(`http://localhost${path}`, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text,
      json: JSON.parse(text),
    };
  };
  return { hub, send, ana: as('ana') };
}

/** Chunks without a length, and whether somebody reads on. `end` false: nothing comes after them. */
function streamOf(chunks: readonly Uint8Array[], { end = true } = {}) {
  const left = [...chunks];
  const state = { read: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = left.shift();
        if (next !== undefined) {
          state.read += next.length;
          controller.enqueue(next);
        } else if (end) controller.close();
        else return new Promise<void>(() => undefined);
        return undefined;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, state };
}

const json = (bytes: number) => `{"x":"${'x'.repeat(bytes - 8)}"}`;

describe('a JSON body', () => {
  it.each([
    ...LONG.map((path) => [path, 64 * KB, '64 KB'] as const),
    ...SHORT.map((path) => [path, 8 * KB, '8 KB'] as const),
  ])('of %s may have %i bytes', async (path, bytes, limit) => {
    const { send } = await started();
    const fits = await send(path, json(bytes));
    expect([fits.status, fits.json.detail]).toEqual([
      path === '/api/generate' ? 422 : 400,
      expect.stringMatching(/^There is no (option|field) “x”/),
    ]);
    const over = await send(path, json(bytes + 1));
    expect(over.json).toMatchObject({
      status: 413,
      code: 'body_too_large',
      detail: `The request is larger than ${limit}, the most that fits here.`,
    });
    expect(over.headers.connection).toBe('close');
  });

  it('is counted as it comes, when it does not say how long it is', async () => {
    const { send } = await started();
    const chunk = new TextEncoder().encode(' '.repeat(40 * KB));
    const { stream, state } = streamOf([chunk, chunk, chunk, chunk]);
    expect((await send('/api/generate', stream)).json.code).toBe('body_too_large');
    // The rest was dropped, so that whoever still sends reads the answer.
    expect(state.read).toBe(160 * KB);
  });

  it('that says it is far too large is not read at all', async () => {
    const { send } = await started();
    const { stream, state } = streamOf([new Uint8Array(KB)]);
    const headers = { 'content-length': String(65 * KB * KB) };
    expect((await send('/api/generate', stream, headers)).json.code).toBe('body_too_large');
    expect(state.read).toBe(0);
  });

  it.each([
    ['stops coming', 4_999, 1, 'within 5 seconds'],
    ['comes a byte at a time', 4_000, 4, 'within 15 seconds'],
  ])('that %s is refused in the end', async (_what, gapMs, gaps, sentence) => {
    const { hub, send } = await started();
    let give: (chunk: Uint8Array) => void = () => undefined;
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        give = (chunk) => controller.enqueue(chunk);
      },
    });
    let answer: Answer | undefined;
    const sent = send('/api/generate', stream).then((got) => (answer = got));
    while (!stream.locked) await hub.clock.advance(0);
    for (let gap = 0; gap < gaps; gap += 1) {
      give(new Uint8Array([32]));
      await hub.clock.advance(0);
      await hub.clock.advance(gapMs);
      expect(answer === undefined || gap === 3).toBe(true);
    }
    await hub.clock.advance(1);
    await sent;
    expect(answer?.json).toMatchObject({ status: 408, code: 'body_slow' });
    expect(answer?.json.detail).toContain(sentence);
  });

  it('that breaks off is no fault of ours', async () => {
    const { hub, send } = await started();
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error('aborted')),
    });
    expect((await send('/api/generate', stream)).json).toMatchObject({ code: 'body_cut' });
    expect(hub.log.errors).toEqual([]);
  });

  it.each([
    ['as a Korean Windows console sends it', [0xbc, 0xad, 0xbf, 0xef]],
    ['in Latin-1', [0x63, 0x61, 0x66, 0xe9]],
    ['with a character cut short', [0xec, 0x84]],
  ])('%s is refused: it is not UTF-8', async (_what, bytes) => {
    const { hub, send } = await started();
    const [before, after] = ['{"prompt":"', '"}'].map((text) => Buffer.from(text));
    const body = Buffer.concat([before ?? never(), Buffer.from(bytes), after ?? never()]);
    expect((await send('/api/generate', body)).json).toMatchObject({
      status: 400,
      code: 'body_not_utf8',
      detail: 'The body of the request is not UTF-8 text: save or send it as UTF-8.',
    });
    expect(hub.store.pairs.planning()).toEqual([]);
  });

  it('of UTF-8 may begin with a byte order mark, as PowerShell writes it', async () => {
    const { send } = await started();
    const body = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from('{"prompt":"a cat"}'),
    ]);
    expect((await send('/api/generate', body)).status).toBe(202);
  });

  it.each([
    ['', 'body_not_json'],
    ['{"prompt": "a', 'body_not_json'],
    ["{'prompt': 'a'}", 'body_not_json'],
    ['['.repeat(20) + ']'.repeat(20), 'body_invalid'],
    ['['.repeat(21) + ']'.repeat(21), 'body_too_deep'],
    ['['.repeat(30_000) + ']'.repeat(30_000), 'body_too_deep'],
    ['{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000), 'body_too_deep'],
  ])('%# is refused as %s', async (body, code) => {
    const { send } = await started();
    expect((await send('/api/generate', body)).json).toMatchObject({ status: 400, code });
  });

  it('of a person who may not be here is not read', async () => {
    const hub = await new Hub().start();
    const { app } = webOf(hub, { apiToken: 'sixteen letters.' });
    const { stream, state } = streamOf([new Uint8Array(KB)]);
    const init: RequestInit = {
      method: 'POST',
      headers: { host: 'localhost', 'content-type': 'application/json' },
      body: stream,
      duplex: 'half',
    };
    expect((await app.request('http://localhost/api/generate', init)).status).toBe(401);
    expect(state.read).toBe(0);
  });
});

describe('an upload', () => {
  const MAX = 20 * KB * KB;

  it('may have 20 MB, and a larger one is refused by name, with a length or without', async () => {
    const { send } = await started();
    const fits = await send(UPLOAD, new Uint8Array(MAX));
    expect(fits.json).toMatchObject({ status: 415, code: 'reference_type' });
    const chunks = Array.from({ length: 21 }, () => new Uint8Array(KB * KB));
    for (const body of [new Uint8Array(MAX + 1), streamOf(chunks).stream]) {
      expect((await send(UPLOAD, body)).json).toMatchObject({
        status: 413,
        code: 'reference_too_large',
        detail: '“mine.png” is larger than 20 MB.',
      });
    }
  });

  it('that is slow is refused, and gives its place to the next', async () => {
    const { hub, send } = await started();
    const slow = Array.from({ length: 2 }, () =>
      send(UPLOAD, streamOf([new Uint8Array(KB)], { end: false }).stream),
    );
    const waiting = send(UPLOAD, Buffer.from(await aPicture()));
    await hub.clock.advance(9_999);
    await hub.clock.advance(1);
    for (const one of slow) expect((await one).json.code).toBe('body_slow');
    expect((await waiting).status).toBe(201);
  });
});

function never(): never {
  throw new Error('it is there');
}

import { createServer, type Server } from 'node:http';
import { readdir } from 'node:fs/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { generate } from '../../src/cli/generate.ts';
import { PATIENT } from '../patient.ts';
import { tempFolder } from '../temp-folder.ts';
import { runHub } from '../web/hub.ts';

/** The command beside a hub: what it says, and how it ends. */
async function running(url: string, prompt: string, world: Parameters<typeof generate>[4] = {}) {
  const out = await tempFolder();
  const said: string[] = [];
  const code = generate(prompt, { out, url }, {}, (text) => said.push(text), world);
  code.catch(() => undefined);
  const until = (text: string) =>
    vi.waitFor(() => expect(said.some((one) => one.startsWith(text))).toBe(true), PATIENT);
  return { out, said, code, until };
}

async function aHub(env: Record<string, string> = {}) {
  const hub = await runHub(env);
  onTestFinished(() => hub.close());
  return hub;
}

const idIn = (said: readonly string[]) => said[0]?.replace('Accepted: ', '') ?? '';

describe('diptych generate, when the hub goes away', () => {
  it('names the pair, and picks the same one up again when the hub is back', async () => {
    // One side runs, and is lost with the hub; the other waits, and is made by the next hub.
    const hub = await aHub({ WORKER_CONCURRENCY: '1' });
    const { said, code, until, out } = await running(hub.url, 'a cat #slow-a');
    await until('A running');
    await hub.restart(() => until('The hub went away'));
    expect(await code).toBe(1);
    expect(said.slice(0, 1)).toEqual([expect.stringMatching(/^Accepted: [0-9A-Za-z]{20}$/)]);
    expect(said.filter((one) => one.startsWith('The hub'))).toEqual([
      'The hub went away: waiting up to 120 s for it to come back.',
      'The hub is back.',
    ]);
    expect((await readdir(out)).toSorted()).toEqual(['B.png', 'diptych.json']);
  });

  it('gives up after a time, and says which pair it was and where it will be seen', async () => {
    const hub = await runHub();
    const { said, code, until } = await running(hub.url, 'a cat #slow-a', { awayMs: 300 });
    await until('A running');
    await hub.close();
    const id = idIn(said);
    await expect(code).rejects.toThrow(
      `No hub answers at ${hub.url}: start one with "npm start", or name it with --url. The hub keeps ${id}: see the web chat, or ${hub.url}/api/generation-status?batch_id=${id}`,
    );
  });

  it('is stopped by a person: says which pair goes on without it', async () => {
    const hub = await aHub();
    const stop = new AbortController();
    const { said, code, until } = await running(hub.url, 'a cat #slow-a', { signal: stop.signal });
    await until('A running');
    stop.abort();
    expect(await code).toBe(130);
    expect(said.at(-1)).toBe(
      `Stopped waiting. The hub keeps ${idIn(said)}: see the web chat, or ${hub.url}/api/generation-status?batch_id=${idIn(said)}`,
    );
  });

  it('sends a request again whose answer was cut off, with the same key', async () => {
    const keys: unknown[] = [];
    let server: Server | undefined;
    server = createServer((request, response) => {
      if (request.url !== '/api/generate') {
        response.writeHead(404, { 'content-type': 'application/json' });
        return response.end(JSON.stringify({ detail: 'This pair is not here any more.' }));
      }
      keys.push(request.headers['idempotency-key']);
      if (keys.length === 1) return request.socket.destroy();
      return response.end(JSON.stringify({ pairs: [{ batch_id: 'p1' }] }));
    });
    const listening = server;
    await new Promise<void>((resolve) => void listening.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      listening.closeAllConnections();
      listening.close();
    });
    const address = listening.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { code, said } = await running(`http://127.0.0.1:${port}`, 'a cat');
    await expect(code).rejects.toThrow(/^This pair is not here any more\. The hub keeps p1: /);
    expect(said).toContain('Accepted: p1');
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it('says at once that there is none, when there never was one', async () => {
    const { code, said } = await running('http://127.0.0.1:1', 'a cat');
    await expect(code).rejects.toThrow('No hub answers at http://127.0.0.1:1: start one');
    expect(said).toEqual([]);
  });
});

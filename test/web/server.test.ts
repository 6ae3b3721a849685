import { connect } from 'node:net';
import { Hono } from 'hono';
import { stream } from 'hono/streaming';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../src/bots/web/server.ts';
import { newApp } from '../../src/bots/web/routes/new-app.ts';
import type { WebEnv } from '../../src/bots/web/parts.ts';

/** A server that answers anything with "here", and never ends an answer to `/long`. */
async function serving(host: string, port = 0, headersMs?: number) {
  const app = newApp();
  const routes = new Hono<WebEnv>()
    .get('/short', (context) => context.text('here'))
    .get('/long', (context) =>
      stream(context, async (out) => {
        await out.write('begun');
        await new Promise<void>((resolve) => out.onAbort(resolve));
      }),
    );
  app.route('/', routes);
  const server = await listen(app, { host, port, ...(headersMs && { headersMs }) });
  onTestFinished(() => server.close());
  return server;
}

describe('the server', () => {
  it.each([
    ['127.0.0.1', /^http:\/\/127\.0\.0\.1:\d+$/],
    ['localhost', /^http:\/\/localhost:\d+$/],
    ['0.0.0.0', /^http:\/\/127\.0\.0\.1:\d+$/],
  ])('that listens on %s says where it is reached from here', async (host, shown) => {
    const { url } = await serving(host);
    expect(url).toMatch(shown);
    expect(await (await fetch(`${url}/short`)).text()).toBe('here');
  });

  it('says what to do about a port that is taken', async () => {
    const { url } = await serving('127.0.0.1');
    const { port } = new URL(url);
    await expect(serving('127.0.0.1', Number(port))).rejects.toThrow(
      `Port ${port} is in use: stop what uses it, or set PORT.`,
    );
  });

  it('says what to do about an address that is not this machine’s', async () => {
    await expect(serving('203.0.113.7', 3000)).rejects.toThrow(
      /^The hub cannot listen on 203\.0\.113\.7:3000 \(.*\): set HOST and PORT\.$/,
    );
  });

  it.each([
    ['says nothing', ''],
    ['never ends its headers', 'GET /short HTTP/1.1\r\nHost: localhost\r\nX-A: '],
  ])('closes a connection that %s', async (_how, begun) => {
    const { url } = await serving('127.0.0.1', 0, 200);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(begun);
    let answer = '';
    for await (const chunk of socket.setEncoding('utf8')) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('stops also while somebody reads an answer that never ends', async () => {
    const server = await serving('127.0.0.1');
    const { url } = server;
    const response = await fetch(`${url}/long`);
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('begun');
    await server.close();
    await expect(reader?.read()).rejects.toThrow();
    await expect(fetch(`${url}/short`)).rejects.toThrow();
  });
});

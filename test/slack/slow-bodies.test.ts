import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { HttpWay, MAX_ALL_BYTES, MAX_BYTES } from '../../src/bots/slack/http.ts';
import { boltLog } from '../../src/bots/slack/log.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { PATIENT } from '../patient.ts';
import { call } from '../web/hub.ts';

/** Slack's path on a port of its own, and senders who only announce what they send. */
async function atPort() {
  const clock = new FakeClock();
  const logger = boltLog(new SilentLog());
  const way = new HttpWay({ signingSecret: 'a0secret0of0tests', clock, logger });
  await way.start(() => undefined);
  const server = createServer(way.listen);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const sockets: Socket[] = [];
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const announce = (bytes: number) => {
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    const seen = { answer: '' };
    socket.on('data', (part: string) => {
      seen.answer += part;
    });
    socket.on('error', () => undefined);
    socket.write(`POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Length: ${bytes}\r\n\r\nx`);
    sockets.push(socket);
    return seen;
  };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const send = async (body: string) =>
    (await call(`http://127.0.0.1:${port}`, '/slack/events', { body, headers })).status;
  /** Once so many bodies are on their way: each waits with a time limit. */
  const reading = (count: number) => vi.waitFor(() => expect(clock.pending).toBe(count), PATIENT);
  return { announce, send, reading };
}

describe('a body that does not come', () => {
  it('shuts nobody out: where many announce all room there is, the largest is given up', async () => {
    const { announce, send, reading } = await atPort();
    const small = announce(1_000);
    await reading(1);
    const slow = Array.from({ length: MAX_ALL_BYTES / MAX_BYTES - 1 }, () => announce(MAX_BYTES));
    await reading(1 + slow.length);
    // Without Slack's signature: it was read.
    expect(await send('x'.repeat(MAX_BYTES))).toBe(401);
    expect(await send('x'.repeat(1_000))).toBe(401);
    announce(MAX_BYTES);
    const over = () => slow.filter(({ answer }) => answer.startsWith('HTTP/1.1 408 '));
    await vi.waitFor(() => expect(over().length).toBeGreaterThan(0), PATIENT);
    expect(await send('x'.repeat(1_000))).toBe(401);
    expect(small.answer).toBe('');
  });

  it('leaves its room to others once it is read or refused', async () => {
    const { send } = await atPort();
    for (let sent = 0; sent < 70; sent += 1) expect(await send('x'.repeat(MAX_BYTES))).toBe(401);
  });
});

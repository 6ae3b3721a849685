import { createServer, request } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { HttpWay } from '../../src/bots/slack/http.ts';
import { boltLog } from '../../src/bots/slack/log.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { SilentLog } from '../fakes/silent-log.ts';

async function atWay() {
  const clock = new FakeClock();
  const logger = boltLog(new SilentLog());
  const way = new HttpWay({ signingSecret: 'fake0signing0secret', clock, logger });
  const server = createServer(way.listen);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  /** Begins a delivery; its body has no end. */
  const begin = () => {
    const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/slack/events' });
    const answer = Promise.withResolvers<{ status: number | undefined; retryAfter: unknown }>();
    sent.on('response', (got) => {
      got.resume();
      answer.resolve({ status: got.statusCode, retryAfter: got.headers['retry-after'] });
    });
    // The connection ends with the answer.
    sent.on('error', answer.reject);
    sent.write('payload=');
    return answer.promise;
  };
  return { way, clock, begin };
}

it('a delivery before the bot is open, or after its end, is to come again', async () => {
  const { way, begin } = await atWay();
  const later = { status: 503, retryAfter: '5' };
  expect(await begin()).toEqual(later);
  await way.start(() => undefined);
  await way.stop();
  expect(await begin()).toEqual(later);
});

it('a body that has not come whole within ten seconds is given up', async () => {
  const { way, clock, begin } = await atWay();
  await way.start(() => undefined);
  const answer = begin();
  await expect.poll(() => clock.pending, { timeout: 20_000 }).toBe(1);
  await clock.advance(9_999);
  expect(clock.pending).toBe(1);
  await clock.advance(1);
  expect((await answer).status).toBe(408);
});

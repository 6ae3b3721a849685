import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { Hub } from '../studio/hub.ts';
import { webOf } from './app.ts';

it('signing out ends the streams of that sign-in at once', async () => {
  const hub = await new Hub().start();
  const { app, ask, sessions } = webOf(hub, { apiToken: 'a-token-of-some-length' });
  const headers = { cookie: `diptych_session=${sessions.begin()}`, host: 'localhost' };
  const stream = await app.request('/api/events', { headers });
  const told = stream.text();
  const type = { 'content-type': 'application/json' };
  await ask('/api/session', { method: 'DELETE', headers: { ...headers, ...type } });
  expect(await told).toContain('event: end\ndata: {"code":"token_needed"');
});

it('the connection of somebody who does not read is cut five seconds after their stream must end', async () => {
  const hub = await new Hub().start();
  const { app } = webOf(hub);
  const outgoing = new ServerResponse(new IncomingMessage(new Socket()));
  const headers = { 'x-diptych-user': 'ana', host: 'localhost' };
  await app.request('/api/events', { headers }, { outgoing });
  hub.store.access.block('web:ana', 'web:root', 'spam', 0);
  await hub.clock.advance(1_000);
  await hub.clock.advance(4_999);
  expect(outgoing.destroyed).toBe(false);
  await hub.clock.advance(1);
  expect(outgoing.destroyed).toBe(true);
});

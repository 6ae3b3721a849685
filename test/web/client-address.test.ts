import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { clientOf } from '../../src/bots/web/client-address.ts';

/** Who asks, when the connection comes from `peer`. */
async function asked(peer: string | undefined, forwardedFor?: string): Promise<string> {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  const incoming = new IncomingMessage(socket);
  const app = new Hono().get('/', (context) => context.text(clientOf(context)));
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
  return (await app.request('/', { headers }, { incoming })).text();
}

it.each([
  ['203.0.113.5', undefined, '203.0.113.5'],
  ['::ffff:203.0.113.5', undefined, '203.0.113.5'],
  ['2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
  ['2001:db8::1', undefined, '2001:db8:0:0::/64'],
  ['fe80::1%eth0', undefined, 'fe80:0:0:0::/64'],
  // Somebody out there may write what they like.
  ['203.0.113.5', '192.0.2.1', '203.0.113.5'],
  ['2001:db8::1', '192.0.2.1', '2001:db8:0:0::/64'],
  // A proxy here says whom it heard, after what that one wrote.
  ['127.0.0.1', '192.0.2.9, 192.0.2.1', '192.0.2.1'],
  ['::ffff:10.1.2.3', '192.0.2.1', '192.0.2.1'],
  ['172.17.0.1', '2001:DB8::1', '2001:db8:0:0::/64'],
  ['192.168.1.1', '::ffff:192.0.2.1', '192.0.2.1'],
  ['fd00::1', '192.0.2.1', '192.0.2.1'],
  ['::1', 'unknown', '0:0:0:0::/64'],
  ['127.0.0.1', '', '127.0.0.1'],
  ['127.0.0.1', '192.0.2.1, nonsense', '127.0.0.1'],
  ['172.32.0.1', '192.0.2.1', '172.32.0.1'],
])('a connection from %s that says %j comes from %s', async (peer, said, expected) => {
  expect(await asked(peer, said)).toBe(expected);
});

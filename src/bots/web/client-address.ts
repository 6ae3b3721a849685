import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';
import { incomingOf } from './forwarded.ts';

/** Addresses of this machine and of private networks, where a proxy of ours may be. */
const NEAR = new BlockList();
NEAR.addSubnet('127.0.0.0', 8);
NEAR.addSubnet('10.0.0.0', 8);
NEAR.addSubnet('172.16.0.0', 12);
NEAR.addSubnet('192.168.0.0', 16);
NEAR.addSubnet('169.254.0.0', 16);
NEAR.addAddress('::1', 'ipv6');
NEAR.addSubnet('fc00::', 7, 'ipv6');
NEAR.addSubnet('fe80::', 10, 'ipv6');

/**
 * Who asks, by network address; of IPv6 the first 64 bits, because one customer has all addresses of such a network.
 * A near proxy is believed about whom it heard: the last entry of its X-Forwarded-For. Others could write anything.
 */
export function clientOf(context: Context): string {
  const peer = plain(incomingOf(context)?.socket.remoteAddress ?? '');
  const said = plain(context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '');
  return networkOf(isNear(peer) && isIP(said) !== 0 ? said : peer);
}

function isNear(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && NEAR.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** Without the zone, and IPv4 as itself. */
function plain(address: string): string {
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
}

function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  const groups = tail === undefined ? first : [...first, ...zeros, ...last];
  return `${groups.slice(0, 4).join(':').toLowerCase()}::/64`;
}

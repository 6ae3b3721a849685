import { type LookupAddress, lookup as systemLookup, type LookupOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks of this machine and its neighbours: IANA's special-purpose address registries. */
const PRIVATE_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const;
const PRIVATE_6 = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const;

type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  done: (cause: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

/** Whether an IP address belongs to this machine or its network. */
export function isPrivateAddress(address: string): boolean {
  const list = new BlockList();
  for (const [net, prefix] of PRIVATE_4) list.addSubnet(net, prefix, 'ipv4');
  for (const [net, prefix] of PRIVATE_6) list.addSubnet(net, prefix, 'ipv6');
  // An IPv4 address inside an IPv6 one (::ffff:10.0.0.1) is judged as IPv4.
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * A `lookup` for a connection that finds public addresses only. The connection uses what was checked, so a name that
 * changes its address in between gains nothing.
 */
export function publicLookup(resolve: Resolve = systemLookup): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (cause, found) => {
      const [first] = found ?? [];
      if (cause !== null || first === undefined) {
        done(cause ?? new Error(`${host} has no address`), '');
      } else if (found.some(({ address }) => isPrivateAddress(address))) {
        done(new Error(`${host} is an address of a private network`), '');
      } else if (options.all === true) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

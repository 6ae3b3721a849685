import { VendorServer } from './server.ts';

/** An address that sends everybody on to another one. */
export interface MovedVendor {
  readonly url: string;
  /** Requests to it, as method and path. */
  readonly seen: readonly string[];
  /** Requests to where it sends them. */
  readonly elsewhere: readonly string[];
  close(): Promise<void>;
}

const TYPE = { 'content-type': 'application/json' };

/** Starts both on free ports of 127.0.0.1. The redirect has words of its own, in JSON or as nothing at all. */
export async function movedVendor(status: number, body: '' | '{}'): Promise<MovedVendor> {
  const seen: string[] = [];
  const elsewhere: string[] = [];
  const other = new VendorServer(({ method, url }) => {
    elsewhere.push(`${method} ${url}`);
    return { status: 200, headers: TYPE, body: '{}' };
  });
  // Another name of this machine is another host.
  const there = (await other.listen()).replace('127.0.0.1', 'localhost');
  const first = new VendorServer(({ method, url }) => {
    seen.push(`${method} ${url}`);
    return { status, headers: { ...TYPE, location: `${there}${url}` }, body };
  });
  return {
    url: await first.listen(),
    seen,
    elsewhere,
    close: async () => {
      await Promise.all([first.close(), other.close()]);
    },
  };
}

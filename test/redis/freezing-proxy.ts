import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A way to a server whose open connections can be frozen, as by a firewall that forgot them: neither side hears of the
 * other again, nor of an end. New connections go through.
 */
export class FreezingProxy {
  readonly url: string;
  readonly #server: Server;
  readonly #open: Set<Pair>;

  private constructor(server: Server, open: Set<Pair>, port: number) {
    this.#server = server;
    this.#open = open;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async start(target: number): Promise<FreezingProxy> {
    const open = new Set<Pair>();
    const server = createServer((near) => open.add(pair(near, connect(target, '127.0.0.1'))));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    return new FreezingProxy(server, open, address.port);
  }

  /** Freezes what is open, and says how many connections that are. */
  freeze(): number {
    const live = [...this.#open].filter((one) => !one.isFrozen);
    for (const one of live) one.isFrozen = true;
    return live.length;
  }

  async stop(): Promise<void> {
    for (const { near, far } of this.#open) {
      near.destroy();
      far.destroy();
    }
    this.#server.close();
    await once(this.#server, 'close');
  }
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  isFrozen: boolean;
}

function pair(near: Socket, far: Socket): Pair {
  const both: Pair = { near, far, isFrozen: false };
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.on('data', (bytes) => {
      if (!both.isFrozen) to.write(bytes);
    });
    // What ends with an error closes as well.
    from.on('error', () => undefined);
    from.on('close', () => {
      if (!both.isFrozen) to.destroy();
    });
  }
  return both;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Certificates, makeCertificates } from './certificates.ts';
import { freePort, RedisServer } from './redis-server.ts';

/** The password of the user `diptych`, and the one of everybody else. */
export const SECRETS: Readonly<Record<'user' | 'all', string>> = {
  user: 'geheim-4711',
  all: 'haupt-0815',
};

/** A Redis with TLS on one port and none on another, whose users need a password. */
export class TlsRedis {
  readonly certificates: Certificates;
  readonly #server: RedisServer;
  readonly #tlsPort: number;
  readonly #folder: string;

  private constructor(
    certificates: Certificates,
    server: RedisServer,
    tlsPort: number,
    folder: string,
  ) {
    this.certificates = certificates;
    this.#server = server;
    this.#tlsPort = tlsPort;
    this.#folder = folder;
  }

  /** `rules` are those of the user `diptych`, word by word. */
  static async start({ rules, name = 'IP:127.0.0.1' }: TlsRedisOptions): Promise<TlsRedis> {
    const folder = await mkdtemp(join(tmpdir(), 'diptych-tls-'));
    const certificates = await makeCertificates(folder, name);
    const { ca, cert, key } = certificates;
    const port = await freePort();
    const tls = ['--tls-port', String(port), '--tls-auth-clients', 'no'];
    const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', ca];
    const user = ['--user', 'diptych', 'on', `>${SECRETS.user}`, ...rules];
    const server = await RedisServer.start(...tls, ...files, '--requirepass', SECRETS.all, ...user);
    return new TlsRedis(certificates, server, port, folder);
  }

  /** Where it is: for the user `diptych`, with TLS, on the port that has it; or not. */
  url({ user = 'diptych', password = SECRETS.user, speaks = 'rediss', port = 'tls' } = {}) {
    const number = port === 'tls' ? this.#tlsPort : this.#server.port;
    return `${speaks}://${user}:${password}@127.0.0.1:${number}`;
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

export interface TlsRedisOptions {
  readonly rules: readonly string[];
  /** What its certificate is for, `DNS:…` or `IP:…`. */
  readonly name?: string;
}

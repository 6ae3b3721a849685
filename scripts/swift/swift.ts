import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer, type Server as NetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Ports, PYTHON, type Server, SERVERS, writeSettings } from './settings.ts';

const UP_WITHIN_MS = 60_000;
const DOWN_WITHIN_MS = 5_000;
const LAST_LINES = 15;

/** A Swift in a temporary folder. Call `stop` also when `start` failed. */
export class Swift {
  #folder: string | undefined;
  #ports: Ports | undefined;
  readonly #running = new Map<Server, ChildProcess>();

  get endpoint(): string {
    if (this.#ports === undefined) throw new Error('Swift was not started');
    return `http://127.0.0.1:${this.#ports.proxy}`;
  }

  /** Resolves when every server answers. Throws after a minute, when a server ends, or when `signal` aborts. */
  async start(signal: AbortSignal): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'diptych-swift-'));
    this.#folder = folder;
    const ports = await freePorts();
    this.#ports = ports;
    await writeSettings(folder, ports);
    for (const server of SERVERS) this.#running.set(server, await serve(server, folder));
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(UP_WITHIN_MS)]);
    for (const server of SERVERS) await this.#answers(server, ports[server], deadline);
  }

  /** The last lines of every server's log. */
  async lastLines(): Promise<string> {
    const logs = [...this.#running.keys()].map(async (server) => {
      const log = await readFile(logFile(this.#folder ?? '', server), 'utf8').catch(() => '');
      return log.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
    });
    return (await Promise.all(logs)).filter((lines) => lines !== '').join('\n');
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map(end));
    this.#running.clear();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  async #answers(server: Server, port: number, deadline: AbortSignal): Promise<void> {
    for (;;) {
      const asked = fetch(`http://127.0.0.1:${port}/healthcheck`, { signal: deadline });
      if ((await asked.catch(() => undefined))?.ok) return;
      const child = this.#running.get(server);
      if (child === undefined || hasEnded(child)) throw new Error(`Swift's ${server} server ended`);
      if (deadline.aborted) throw new Error(`Swift's ${server} server does not answer`);
      await wait(100);
    }
  }
}

async function serve(server: Server, folder: string): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'serve.py');
  const log = await open(logFile(folder, server), 'w');
  try {
    return spawn(PYTHON, [script, server, folder], { stdio: ['ignore', log.fd, log.fd] });
  } finally {
    await log.close();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill();
  const late = setTimeout(() => child.kill('SIGKILL'), DOWN_WITHIN_MS);
  await ended;
  clearTimeout(late);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function logFile(folder: string, server: Server): string {
  return join(folder, `${server}.log`);
}

/** Opens all ports before it closes one, so that they differ. */
async function freePorts(): Promise<Ports> {
  const held: NetServer[] = [];
  const take = async () => {
    const server = createServer().listen(0, '127.0.0.1');
    held.push(server);
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no free port');
    return address.port;
  };
  const ports = {
    account: await take(),
    container: await take(),
    object: await take(),
    proxy: await take(),
  };
  for (const server of held) server.close();
  return ports;
}

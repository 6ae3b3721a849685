import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const SCRIPT = join(import.meta.dirname, 'witnessed-hub.ts');
/** Runs when NEXT is set. */
const NEXT_SCRIPT = join(import.meta.dirname, 'next-version.ts');
/** Where `bin/diptych.js` keeps what is compiled. */
const COMPILED = join(import.meta.dirname, '../../node_modules/.cache/diptych');

/** What a process does. */
export type ProcessRole = 'hub' | 'worker' | 'all';

/** A hub in a process of its own, or a worker. */
export class HubProcess {
  /** The address of a hub, or the id of a worker. */
  readonly url: string;
  /** Milliseconds that its start took. */
  readonly startMs: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string, startMs: number) {
    this.#child = child;
    this.url = url;
    this.startMs = startMs;
  }

  /** Starts one; resolves once it says where it listens, rejects with what it said when it ends first. */
  static async start(
    env: Readonly<Record<string, string>>,
    onText: (text: string) => void = () => undefined,
    role: ProcessRole = 'hub',
  ): Promise<HubProcess> {
    const began = performance.now();
    const child = run(env, role);
    let said = '';
    const url = await new Promise<string>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        said += chunk.toString();
        onText(chunk.toString());
        const found = /running: (http:\S+)|works as (\S+):/
          .exec(said)
          ?.slice(1)
          .find((one) => one !== undefined);
        if (found !== undefined) resolve(found);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code) => reject(new Error(`the hub ended (${code}): ${said}`)));
    });
    return new HubProcess(child, url, performance.now() - began);
  }

  /** `kill -9`: no handler runs, nothing is flushed. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, 'exit');
    }
  }

  /** Asks it to stop, and does not wait; SIGSTOP and SIGCONT make it silent for a while. */
  signal(signal: 'SIGTERM' | 'SIGSTOP' | 'SIGCONT' = 'SIGTERM'): void {
    this.#child.kill(signal);
  }

  /** Resolves with its exit code when it has ended. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, 'exit');
    }
    return this.#child.exitCode;
  }

  /** Asks it to stop; its exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
    return this.#child.exitCode;
  }

  /** Starts one and kills it after `ms`, whatever it is doing. */
  static async startAndKill(env: Readonly<Record<string, string>>, ms: number): Promise<void> {
    const child = run(env);
    child.stdout.resume();
    child.stderr.resume();
    await new Promise((resolve) => setTimeout(resolve, ms));
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

function run(env: Readonly<Record<string, string>>, role: ProcessRole = 'hub') {
  return spawn(process.execPath, [env.NEXT === undefined ? SCRIPT : NEXT_SCRIPT, role], {
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const MANY = 1_000;
const FEW = 50;
/** Milliseconds in which all pairs are planned; longer than any machine needs. */
const PATIENT_MS = 120_000;

const listening = z.object({ url: z.string() });
const measured = z.object({
  planning: z.number(),
  planned: z.number(),
  refused: z.number(),
  stallMs: z.number(),
});

export interface Burst {
  /** Milliseconds until the last first answer, for each command. */
  readonly answerMs: number;
  /** Milliseconds until the last pair was planned, for each command. */
  readonly plannedMs: number;
  /** The longest turn of the hub's event loop, in milliseconds. */
  readonly stallMs: number;
}

/**
 * Commands of so many people at once, each with a repetition by the same key, over HTTP to a hub in a process of its own:
 * 1,000 at once, 50 at once, and one alone. Throws unless each is accepted once and all are planned.
 */
export async function burstOfCommands(): Promise<Record<'many' | 'few' | 'one', Burst>> {
  const hub = await BurstHub.start();
  await burst(hub, 'warm-up', FEW);
  const one = await burst(hub, 'one', 1);
  const few = await burst(hub, 'few', FEW);
  const many = await burst(hub, 'many', MANY);
  await hub.stop();
  return { many, few, one };
}

async function burst(hub: BurstHub, name: string, count: number): Promise<Burst> {
  const before = await hub.measure();
  const began = performance.now();
  const people = Array.from({ length: count }, (_, n) => `${name}-${n}`);
  const firsts = await Promise.all(people.map((person) => accepted(hub.url, person)));
  const answered = performance.now() - began;
  const repeats = await Promise.all(people.map((person) => accepted(hub.url, person)));
  if (firsts.some((id, n) => id !== repeats[n])) throw new Error('a repetition made a pair');
  let { stallMs, ...now } = await hub.measure();
  while (now.planning > 0 && performance.now() - began < PATIENT_MS) {
    await pause(20);
    const next = await hub.measure();
    stallMs = Math.max(stallMs, next.stallMs);
    now = next;
  }
  const planned = performance.now() - began;
  if (now.planned - before.planned !== count || now.refused > 0) {
    throw new Error(`not all of ${count} pairs were planned: ${JSON.stringify(now)}`);
  }
  return { answerMs: answered / count, plannedMs: planned / count, stallMs };
}

/** The id of the pair of a person's command. Rejects when the command is refused. */
async function accepted(url: string, person: string): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    'x-diptych-user': person,
    'idempotency-key': person,
  };
  const sent = request(`${url}/api/generate`, { method: 'POST', headers, agent: NO_LIMIT });
  sent.end(JSON.stringify({ prompt: 'a woman walking in Seoul' }));
  const [answer] = await once(sent, 'response');
  const text = await answer
    .setEncoding('utf8')
    .reduce((all: string, more: string) => all + more, '');
  if (answer.statusCode !== 202) throw new Error(`not accepted: ${answer.statusCode} ${text}`);
  return z.object({ batch_id: z.string() }).parse(JSON.parse(text)).batch_id;
}

const NO_LIMIT = new Agent({ maxSockets: Number.POSITIVE_INFINITY });

class BurstHub {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  static async start(): Promise<BurstHub> {
    const child = fork(join(import.meta.dirname, 'burst-hub.ts'), { stdio: 'inherit' });
    const [said] = await once(child, 'message');
    return new BurstHub(child, listening.parse(said).url);
  }

  async measure(): Promise<z.infer<typeof measured>> {
    this.#child.send('measure');
    const [said] = await once(this.#child, 'message');
    return measured.parse(said);
  }

  async stop(): Promise<void> {
    this.#child.send('stop');
    await once(this.#child, 'exit');
  }
}

import { decodeAction } from '../../src/core/chat/action.ts';
import { expect, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { call } from '../web/hub.ts';
import type { PaidFleet } from './paid-fleet.ts';

/** What people press: everything that runs a side again or ends it. */
const PRESSED = new Set(['retry', 'cancel', 'reroll']);

/** People at a fleet's hub. */
export class PaidPeople {
  readonly #fleet: PaidFleet;
  readonly #random: () => number;
  #asked = 0;
  /** How many presses the hub has confirmed, by what they do. */
  readonly pressed = new Map<string, number>();
  /** Codes of why the hub took no pair. */
  readonly refusals = new Set<string>();

  constructor(fleet: PaidFleet, random: () => number) {
    this.#fleet = fleet;
    this.#random = random;
  }

  /** Asks for two pairs, and presses buttons. Never rejects: a killed hub answers nobody. */
  async use(url: string, presses = 2): Promise<void> {
    try {
      await Promise.all([this.ask(url), this.ask(url)]);
      for (let press = 0; press < presses; press += 1) await this.press(url);
    } catch {
      // The hub was killed: what it has accepted is known.
    }
  }

  /** Asks for a pair; its id, or undefined when the hub refuses it. */
  async ask(url: string): Promise<string | undefined> {
    this.#asked += 1;
    const prompt = `a paper boat, number ${this.#asked}`;
    const { status, json } = await call(url, '/api/generate', { body: { prompt } });
    if (status !== 202) {
      this.refusals.add(json.code);
      return undefined;
    }
    this.#fleet.accepted.push(json.batch_id);
    return json.batch_id;
  }

  /** Presses one of the buttons there are: each kind as often, however many there are of it. */
  async press(url: string): Promise<void> {
    const { messages } = (await call(url, '/api/messages')).json;
    const ids: readonly string[] = messages
      .flatMap((one: { card: { rows: { id: string }[][] } }) => one.card.rows.flat())
      .map((one: { id: string }) => one.id)
      .filter((id: string) => PRESSED.has(kindOf(id)));
    const kind = this.#pick([...new Set(ids.map(kindOf))]);
    const id = this.#pick(ids.filter((one) => kindOf(one) === kind));
    if (id === undefined || kind === undefined) return;
    const { status } = await call(url, '/api/press', { body: { id } });
    if (status === 200) this.pressed.set(kind, (this.pressed.get(kind) ?? 0) + 1);
  }

  #pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.#random() * items.length)];
  }
}

function kindOf(id: string): string {
  return decodeAction(id)?.type ?? '';
}

/** Waits until nothing is planned, waits or runs any more, and all is shown. A hub must run. */
export function untilRest(fleet: PaidFleet): Promise<void> {
  return vi.waitFor(() => {
    const unrest = fleet.look((store) => ({
      planning: store.pairs.planning(),
      unshown: store.pairs.unshown(),
      waiting: store.line.waiting().map(({ id }) => id),
      running: store.line.running().map(({ id }) => id),
    }));
    expect(unrest).toEqual({ planning: [], unshown: [], waiting: [], running: [] });
  }, PATIENT);
}

/** How many generations ended in each way. */
export function endings(fleet: PaidFleet): Readonly<Record<string, number>> {
  const all = fleet.views().flatMap((one) => one.generations);
  const how = all.map((one) => one.failure?.kind ?? one.state);
  return Object.fromEntries(how.map((one) => [one, how.filter((other) => other === one).length]));
}

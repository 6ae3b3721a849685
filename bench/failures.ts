import { encodeAction } from '../src/core/chat/action.ts';
import { ProviderError } from '../src/core/domain/failure.ts';
import type { SideName } from '../src/core/domain/side.ts';
import { sha256Hex } from '../src/digest.ts';
import { ask, isShown, newWorld, person, untilEvent, type World } from './world.ts';

/** The share of provider calls that fail. */
export const FAILING = 0.3;
const PEOPLE = 20;
const PAIRS_EACH = 8;
const SIDES = ['A', 'B'] as const;
/** Rounds after which the pipeline that runs both sides gives a pair up: far more than it needs. */
const MOST_ROUNDS = 100;

/** Provider calls for each image that was delivered. */
export interface CallsPerImage {
  /** A failed side alone is retried. */
  readonly diptych: number;
  /** Both sides run again until both succeed in the same round. */
  readonly bothSides: number;
}

/** Provider calls a delivered image, for the same pairs and the same seeded failures. */
export async function callsPerImage(): Promise<CallsPerImage> {
  return { diptych: await ofDiptych(), bothSides: ofBothSides() };
}

/** Whether this call fails: a fixed choice, which does not depend on the order of calls. */
function fails(prompt: string, side: SideName, attempt: number): boolean {
  const draw = Number.parseInt(sha256Hex(`${prompt} ${side} ${attempt}`).slice(0, 8), 16);
  return draw / 2 ** 32 < FAILING;
}

async function ofDiptych(): Promise<number> {
  const attempts = new Map<string, number>();
  let calls = 0;
  const world = await newWorld({
    waitMs: ({ userPrompt, side }) => {
      calls += 1;
      const attempt = attempts.get(userPrompt + side) ?? 0;
      attempts.set(userPrompt + side, attempt + 1);
      // An answer without an image does not make the provider rest.
      if (fails(userPrompt, side, attempt)) throw new ProviderError(FAILURE);
      return 0;
    },
  });
  await Promise.all(Array.from({ length: PEOPLE }, (_, who) => pairsOf(world, who)));
  const images = world.db
    .prepare(`SELECT count(*) FROM posts WHERE kind = 'image' AND state = 'posted'`)
    .pluck()
    .get();
  await world.close();
  return calls / Number(images);
}

const FAILURE = { kind: 'provider_error', detail: 'a seeded failure', answered: true } as const;

async function pairsOf(world: World, who: number): Promise<void> {
  for (let n = 0; n < PAIRS_EACH; n += 1) {
    const id = await ask(world, person(`p${who}`), promptOf(who, n));
    const pressed = new Set<string>();
    await untilEvent(world, () => {
      if (isShown(world, id)) return true;
      return retryFailed(world, id, who, pressed);
    });
  }
}

/** Presses Retry below each side that failed. True when every side has its image, or was given up by the limit of runs. */
function retryFailed(world: World, id: string, who: number, pressed: Set<string>): boolean {
  const generations = world.store.pairs.view(id)?.generations ?? [];
  const ends = SIDES.map((side) => {
    const runs = generations.filter((one) => one.side === side);
    const last = runs.at(-1);
    if (last?.state !== 'failed') return last?.state === 'succeeded' && last.deliveredAt !== null;
    if (runs.length >= 5) return true;
    if (!pressed.has(last.id)) {
      pressed.add(last.id);
      const button = encodeAction({ type: 'retry', generation: last.id });
      void world.studio.press.press(person(`p${who}`), button);
    }
    return false;
  });
  return ends.every(Boolean);
}

function ofBothSides(): number {
  const pairs = PEOPLE * PAIRS_EACH;
  let calls = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const prompt = promptOf(pair % PEOPLE, Math.floor(pair / PEOPLE));
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      calls += 2;
      if (!SIDES.some((side) => fails(prompt, side, round))) break;
    }
  }
  return calls / (pairs * 2);
}

function promptOf(who: number, n: number): string {
  return `a woman walking in Seoul, ${who} and ${n}`;
}

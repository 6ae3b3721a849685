import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomFrom } from '../../src/core/base/random.ts';
import type { Generation, PairView, Post } from '../../src/core/domain/pair.ts';
import { isLive } from '../../src/core/domain/side.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { fillHome } from '../filled-home.ts';
import { type Aim, ChatClock, type CrashChat, type StandingMessage } from './crash-chat.ts';
import { HubProcess } from './hub-process.ts';
import { crashSeed } from './seed.ts';

const KILLS = 30;
/** So many when chance, or a slow machine, brings too few hits. */
const MOST_KILLS = 3 * KILLS;
/** Of those, every so many come early. */
const EARLY_EVERY = 5;
/** The endings that no chance may keep from being looked at: a picture, a failure, a block. */
const SURE = ['a woman walking', 'a market #fail-a', 'a street #block-b'] as const;
/** The longest life, in times that its start took: a slow machine does as much in it. */
const LIFE = 2;

interface Remains {
  readonly views: readonly PairView[];
  readonly generations: readonly Generation[];
  readonly posts: readonly Post[];
  readonly messages: readonly StandingMessage[];
  readonly calls: readonly string[];
  readonly rowsOfCalls: readonly number[];
  readonly spent: number;
  readonly inFlight: number;
}

/** Kills real hubs around their calls to a chat, and looks at what remains. `more` are expectations of that chat. */
export function chatCrashSuite<Chat extends CrashChat>(
  name: string,
  open: (clock: ChatClock, random: () => number) => Promise<Chat>,
  more: (chat: () => Chat, remains: () => Remains) => void = () => undefined,
): void {
  const seed = crashSeed();
  const random = randomFrom(seed);
  const clock = new ChatClock();
  let chat: Chat;
  let home: string;
  let env: Record<string, string>;
  /** How long the last hub took to start. */
  let startMs = 0;
  /** What each kill that hit its aim left intended: messages that stood all the same, and messages that did not. */
  const cutOff: { readonly standing: readonly Post[]; readonly absent: readonly Post[] }[] = [];

  function aim(): Aim {
    return {
      target: chat.targets[Math.floor(chat.targets.length * random())] ?? '',
      nth: 1 + Math.floor(4 * random()),
      moment: random() < 0.6 ? 'before the answer' : 'before the effect',
    };
  }

  async function lifeAndDeath(): Promise<void> {
    const hub = await HubProcess.start(env);
    ({ startMs } = hub);
    const life = new AbortController();
    const using = chat.useIt(life.signal);
    const strike = () => void hub.kill();
    const struck = chat.strikeAt(aim(), { over: life.signal, strike });
    const hit = await Promise.race([struck.catch(() => false), pause(LIFE * startMs, false)]);
    await hub.kill();
    life.abort();
    chat.heal();
    await using;
    if (hit) lookAtTheDead();
  }

  /** At any moment of a start, when the messages of the life before are looked for. */
  async function earlyDeath(): Promise<void> {
    await HubProcess.startAndKill(env, startMs * (0.5 + 0.6 * random()));
  }

  function withStore<T>(read: (store: Store) => T): T {
    const db = openDatabase(join(home, 'diptych.db'));
    try {
      return read(sqliteStore(db));
    } finally {
      db.close();
    }
  }

  /** Everybody's pairs, also those whose commands were never answered. */
  function allViews(store: Store): readonly PairView[] {
    return chat.people.flatMap((id) => store.pairs.history(id, chat.workspace, null, 100_000));
  }

  function lookAtTheDead(): void {
    const stood = new Set(chat.messages().flatMap((one) => one.owners));
    const intended = withStore(allViews)
      .flatMap((view) => view.posts)
      .filter((post) => post.state === 'intended');
    cutOff.push({
      standing: intended.filter((post) => stood.has(post.id)),
      absent: intended.filter((post) => !stood.has(post.id)),
    });
  }

  /** Posts of both kinds whose answers were lost, and posts that never came. */
  function hasSeenEnough(): boolean {
    const standing = cutOff.filter((one) => one.standing.length > 0);
    const absent = cutOff.filter((one) => one.absent.length > 0);
    const kinds = new Set(standing.flatMap((one) => one.standing.map((post) => post.kind)));
    return (
      standing.length > KILLS / 5 &&
      absent.length > KILLS / 10 &&
      kinds.has('header') &&
      kinds.has('image') &&
      withStore(allViews).some(({ generations }) => generations.some((one) => one.number > 1))
    );
  }

  async function untilQuiet(): Promise<void> {
    // In the order in which a pair gets on: what ends between two of these reads is seen by the next.
    const isBusy = (store: Store) =>
      store.pairs.planning().length > 0 ||
      allViews(store).some((view) => view.generations.some((one) => isLive(one.state))) ||
      store.pairs.unshown().length > 0;
    while (withStore(isBusy)) await pause(50);
  }

  let remains: Remains;

  beforeAll(async () => {
    process.stdout.write(`crash test of ${name}: CRASH_SEED=${seed}\n`);
    home = await mkdtemp(join(tmpdir(), 'diptych-crash-'));
    await fillHome(home);
    chat = await open(clock, randomFrom(seed + 1));
    env = {
      DIPTYCH_HOME: home,
      PORT: '0',
      WITNESS: join(home, 'witness'),
      SIDE_BUDGET_MS: '8000',
      PROVIDER_TIMEOUT_MS: '4000',
      LOG_LEVEL: 'error',
      ...chat.env,
    };
    const first = await HubProcess.start(env);
    await chat.connected();
    withStore((store) =>
      store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 10_000 }),
    );
    await first.kill();
    for (let kill = 0; kill < KILLS || (kill < MOST_KILLS && !hasSeenEnough()); kill += 1) {
      await (kill % EARLY_EVERY === EARLY_EVERY - 1 ? earlyDeath() : lifeAndDeath());
      if (random() < 0.5) clock.aheadMs += chat.longMs;
    }
    const last = await HubProcess.start(env);
    await untilQuiet();
    for (const prompt of SURE) await chat.ask(prompt);
    await untilQuiet();
    expect(await last.stop()).toBe(0);
    remains = withStore(remainsIn);
  });
  afterAll(async () => {
    await chat.close();
    await rm(home, { recursive: true, force: true });
  });

  function remainsIn(store: Store): Remains {
    const views = allViews(store);
    const witness = env.WITNESS ?? '';
    const calls = existsSync(witness) ? readFileSync(witness, 'utf8').trim().split('\n') : [];
    const sum = (of: (id: string) => number) => chat.people.reduce((all, id) => all + of(id), 0);
    return {
      views,
      generations: views.flatMap((view) => view.generations),
      posts: views.flatMap((view) => view.posts),
      messages: chat.messages(),
      calls,
      rowsOfCalls: calls.map((key) => {
        const id = key.split('/').at(-1)?.split('.')[0] ?? '';
        return store.calls.of(id).length;
      }),
      spent: sum((id) => store.credits.spent(id, 0)),
      inFlight: sum((id) => store.credits.inFlight(id)),
    };
  }

  /** Messages that stand and were made for this pair or generation. */
  function messagesOf(id: string): readonly StandingMessage[] {
    return remains.messages.filter((message) => message.owners.includes(id));
  }

  describe(`after at least ${KILLS} kills around posting at ${name}`, () => {
    it('the test itself has seen enough: messages whose answers were lost, and posts that never came', () => {
      const standing = cutOff.flatMap((one) => one.standing.map((post) => post.kind));
      expect(cutOff.filter((one) => one.standing.length > 0).length).toBeGreaterThan(KILLS / 5);
      expect(cutOff.filter((one) => one.absent.length > 0).length).toBeGreaterThan(KILLS / 10);
      expect(standing).toEqual(expect.arrayContaining(['header', 'image']));
      const kinds = remains.generations.map((one) => one.failure?.kind ?? one.state);
      expect(kinds).toEqual(expect.arrayContaining(['succeeded', 'worker_lost', 'safety_block']));
      expect(remains.generations.some((one) => one.number > 1)).toBe(true);
    });

    it('no accepted pair is lost, and each has exactly one header', () => {
      const stored = remains.views.map((view) => view.pair.id);
      const shown = chat.answered();
      expect(shown.length).toBeGreaterThan(KILLS / 2);
      expect(stored).toEqual(expect.arrayContaining([...shown]));
      expect(stored.filter((id) => messagesOf(id).length !== 1)).toEqual([]);
      expect(remains.views.filter((view) => view.generations.length < 2)).toEqual([]);
    });

    it('every image stands once with its own picture, and every other ending has one card', () => {
      for (const one of remains.generations) {
        const own = messagesOf(one.id);
        expect(own).toHaveLength(one.deletedAt === null ? 1 : 0);
        const isShown = one.image !== null && one.deletedAt === null;
        const file = `diptych-${one.pairId}-${one.side}${one.number}.`;
        expect(own.flatMap(({ pictures }) => pictures)).toEqual(
          isShown ? [expect.stringContaining(file)] : [],
        );
      }
    });

    it('every message is known: the hub never lost sight of one', () => {
      const known = remains.posts.flatMap((one) =>
        one.state === 'posted' ? (one.messageId ?? []) : [],
      );
      expect(remains.messages.map((one) => one.id).toSorted()).toEqual(known.toSorted());
      const states = new Set(remains.posts.map((post) => post.state));
      expect([...states].filter((state) => state !== 'posted' && state !== 'removed')).toEqual([]);
    });

    it('nothing is left waiting, nor says that it is', () => {
      expect(remains.views.filter((view) => view.pair.state !== 'planned')).toEqual([]);
      expect(remains.generations.filter((one) => isLive(one.state))).toEqual([]);
      const buttons = remains.messages.flatMap((one) => one.buttons);
      expect(buttons.filter((id) => id.startsWith('1:cancel:'))).toEqual([]);
    });

    it('no provider was called twice for one generation, nor without a row that says so', () => {
      expect(new Set(remains.calls).size).toBe(remains.calls.length);
      expect(remains.rowsOfCalls.filter((rows) => rows !== 1)).toEqual([]);
    });

    it('one credit a delivered side and recipe, no more', () => {
      const delivered = remains.generations.filter((one) => one.deliveredAt !== null);
      const recipes = new Set(delivered.map((one) => one.pairId + one.side + one.recipeHash));
      expect([remains.spent, remains.inFlight]).toEqual([recipes.size, 0]);
    });

    it('nothing was asked of the chat that it refuses, and nobody was pinged', () => {
      expect(chat.faults()).toEqual([]);
    });

    more(
      () => chat,
      () => remains,
    );
  });
}

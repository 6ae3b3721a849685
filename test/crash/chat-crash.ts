import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { randomFrom } from '../../src/core/base/random.ts';
import type { Post } from '../../src/core/domain/pair.ts';
import { isLive } from '../../src/core/domain/side.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { fillHome } from '../filled-home.ts';
import { PATIENT } from '../patient.ts';
import { allViews, type ChatRemains, chatKeepsItsPromises, remainsOf } from './chat-remains.ts';
import { type Aim, ChatClock, type CrashChat } from './crash-chat.ts';
import { HubProcess } from './hub-process.ts';
import { withStore as withStoreIn } from './pool-crash-kit.ts';
import { linesOf } from './scale-out-kit.ts';
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

/** Kills real hubs around their calls to a chat, and looks at what remains. `more` are expectations of that chat. */
export function chatCrashSuite<Chat extends CrashChat>(
  name: string,
  open: (clock: ChatClock, random: () => number) => Promise<Chat>,
  more: (chat: () => Chat, remains: () => ChatRemains) => void = () => undefined,
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

  const views = (store: Store) => allViews(chat, store);

  const withStore = <T>(read: (store: Store) => T): T => withStoreIn(home, read);

  function lookAtTheDead(): void {
    const stood = new Set(chat.messages().flatMap((one) => one.owners));
    const intended = withStore(views)
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
      withStore(views).some(({ generations }) => generations.some((one) => one.number > 1))
    );
  }

  /** In the order in which a pair gets on: what ends between two of these reads is seen by the next. */
  function isBusy(store: Store): boolean {
    return (
      store.pairs.planning().length > 0 ||
      views(store).some((view) => view.generations.some((one) => isLive(one.state))) ||
      store.pairs.unshown().length > 0
    );
  }

  async function untilQuiet(): Promise<void> {
    while (withStore(isBusy)) await pause(50);
  }

  /** Hubs that show what the dead have left, and are killed as soon as they would have to wait before they edit more. */
  async function untilFewEditsAreLeft(): Promise<void> {
    while (withStore((store) => store.pairs.unshown().length) > chat.editsAtOnce) {
      const hub = await HubProcess.start(env);
      const most = chat.edits() + chat.editsAtOnce;
      await vi.waitFor(() => {
        expect(chat.edits() < most && withStore(isBusy)).toBe(false);
      }, PATIENT);
      await hub.kill();
      clock.aheadMs += chat.longMs;
    }
  }

  let remains: ChatRemains;

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
    await untilFewEditsAreLeft();
    const last = await HubProcess.start(env);
    await untilQuiet();
    const before = withStore(views).length;
    for (const prompt of SURE) await chat.ask(prompt);
    // A command may be answered before its pair is stored.
    await vi.waitFor(() => {
      expect(withStore(views)).toHaveLength(before + SURE.length);
    }, PATIENT);
    await untilQuiet();
    expect(await last.stop()).toBe(0);
    remains = withStore((store) => remainsOf(chat, store, linesOf(env.WITNESS ?? '')));
  });
  afterAll(async () => {
    await chat.close();
    await rm(home, { recursive: true, force: true });
  });

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

    chatKeepsItsPromises(
      () => chat,
      () => remains,
      KILLS / 2,
    );

    more(
      () => chat,
      () => remains,
    );
  });
}

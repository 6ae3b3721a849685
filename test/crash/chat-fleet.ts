import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomFrom } from '../../src/core/base/random.ts';
import { allViews, type ChatRemains, chatKeepsItsPromises, remainsOf } from './chat-remains.ts';
import { ChatClock, type CrashChat, type Moment as ChatMoment } from './crash-chat.ts';
import type { HubProcess } from './hub-process.ts';
import { PaidFleet } from './paid-fleet.ts';
import { untilRest } from './paid-people.ts';
import { brokenByWork } from './promises.ts';
import { strayBlobs, untilRedisIsClear } from './remains.ts';
import { untilReady } from './scale-out-kit.ts';
import { crashSeed } from './seed.ts';
import { type Moment, Moments } from './strikes.ts';

type Seat = 'hub' | 'worker';
/** Who is killed, and when: at a moment of an image on its way, or while the chat is at a post with a picture. */
interface Strike {
  readonly kills: readonly Seat[];
  readonly moment: Moment | ChatMoment;
}

/** The last one ends the hub: no command is on its way when all is to come to rest. */
const STRIKES: readonly Strike[] = [
  { kills: ['hub'], moment: 'before the answer' },
  { kills: ['worker'], moment: 'asked' },
  { kills: ['hub'], moment: 'reported' },
  { kills: ['worker'], moment: 'after the upload' },
  { kills: ['hub'], moment: 'before the effect' },
  { kills: ['hub', 'worker'], moment: 'answered' },
  { kills: ['hub'], moment: 'any time' },
];
/** So many times all of them, when chance, or a slow machine, lets moments pass. */
const MOST_CYCLES = 4;
/** Milliseconds after which the blow falls although the chat posted no picture. */
const LONGEST_MS = 5_000;

/**
 * Kills a hub, and the worker that makes its images, while people use a chat: what remains must be as if nothing had happened but for
 * delay. `more` are expectations of that chat.
 */
export function chatFleetSuite<Chat extends CrashChat>(
  name: string,
  open: (clock: ChatClock, random: () => number) => Promise<Chat>,
  more: (chat: () => Chat, remains: () => ChatRemains) => void = () => undefined,
): void {
  const seed = crashSeed();
  const random = randomFrom(seed);
  const clock = new ChatClock();
  let chat: Chat;
  let fleet: PaidFleet;
  let moments: Moments;
  let hub: HubProcess;
  let worker: HubProcess;
  /** Blows at the chat that fell in time. */
  const struck = new Set<ChatMoment>();
  let remains: ChatRemains;
  let broken: readonly string[];
  let strays: readonly string[];

  const kill = (kills: readonly Seat[]) =>
    Promise.all(kills.map((seat) => (seat === 'hub' ? hub : worker).kill()));

  /** Kills while people use the chat. */
  async function strike({ kills, moment }: Strike): Promise<void> {
    const life = new AbortController();
    const using = chat.useIt(life.signal);
    if (moment === 'before the effect' || moment === 'before the answer') {
      const aim = { target: 'image', nth: 1 + Math.floor(3 * random()), moment };
      const blow = chat.strikeAt(aim, { over: life.signal, strike: () => void kill(kills) });
      const isHit = await Promise.race([blow.catch(() => false), pause(LONGEST_MS, false)]);
      if (isHit) struck.add(moment);
    } else {
      await moments.come(moment);
    }
    await kill(kills);
    life.abort();
    chat.heal();
    fleet.s3.behave();
    await using;
  }

  async function startAgain(kills: readonly Seat[]): Promise<void> {
    if (kills.includes('worker')) worker = await fleet.worker();
    if (!kills.includes('hub')) return;
    if (random() < 0.5) clock.aheadMs += chat.longMs;
    hub = await fleet.hub();
  }

  const met = () => [...moments.met.keys(), ...struck];
  const hasSeenEnough = () => met().length === STRIKES.length;

  beforeAll(async () => {
    process.stdout.write(`kills at ${name} with a worker: CRASH_SEED=${seed}\n`);
    chat = await open(clock, randomFrom(seed + 1));
    fleet = await PaidFleet.open({ env: chat.env });
    moments = new Moments(fleet, random);
    hub = await fleet.hub();
    worker = await fleet.worker();
    await chat.connected();
    await untilReady(hub.url, null);
    for (let cycle = 0; cycle < MOST_CYCLES && !hasSeenEnough(); cycle += 1) {
      for (const next of STRIKES) {
        await strike(next);
        await startAgain(next.kills);
      }
    }
    await untilRest(fleet);
    await untilRedisIsClear(fleet);
    expect(await hub.stop()).toBe(0);
    expect(await worker.stop()).toBe(0);
    remains = fleet.look((store) => remainsOf(chat, store, fleet.calls()));
    const views = fleet.look((store) => allViews(chat, store));
    broken = brokenByWork(fleet, views);
    strays = await strayBlobs(fleet, views);
  });
  afterAll(async () => {
    await fleet.close();
    await chat.close();
  });

  describe(`after kills of the hub at ${name}, and of its worker`, () => {
    it('the test itself has seen enough: every moment, and images', () => {
      expect(met().toSorted()).toEqual(STRIKES.map(({ moment }) => moment).toSorted());
      const images = remains.generations.filter(({ state }) => state === 'succeeded');
      expect(images.length).toBeGreaterThan(STRIKES.length / 2);
    });

    chatKeepsItsPromises(
      () => chat,
      () => remains,
      STRIKES.length / 2,
    );

    it('each image is there as it was made, and was paid once', () => {
      expect(broken).toEqual([]);
    });

    it('no blob is left that nothing names', () => {
      expect(strays).toEqual([]);
    });

    more(
      () => chat,
      () => remains,
    );
  });
}

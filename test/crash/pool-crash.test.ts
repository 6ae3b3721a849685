import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as settle, setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import { randomFrom, shuffled } from '../../src/core/base/random.ts';
import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import { PATIENT } from '../patient.ts';
import { ask, call, ended } from '../web/hub.ts';
import { HubProcess } from './hub-process.ts';
import {
  allEntries,
  anHourOfAHub,
  poolFaults,
  referenceKeys,
  unsettledKeys,
  withStore,
} from './pool-crash-kit.ts';
import { crashSeed } from './seed.ts';

/** Where in a promotion the hub is killed. A copy that was asked for may happen after the hub's death, or never. */
type Moment = 'before the copy' | 'never copied' | 'after the copy' | 'at the commit' | 'any time';
interface Blow {
  readonly moment: Moment;
  /** Over HTTP each try is a promotion of its own; a button's is the same one when it is pressed again. */
  readonly way: 'http' | 'button';
}
const BLOWS: readonly Blow[] = [
  { moment: 'before the copy', way: 'http' },
  { moment: 'before the copy', way: 'button' },
  { moment: 'never copied', way: 'http' },
  { moment: 'after the copy', way: 'http' },
  { moment: 'after the copy', way: 'button' },
  { moment: 'at the commit', way: 'http' },
  { moment: 'at the commit', way: 'button' },
  { moment: 'at the commit', way: 'http' },
  { moment: 'any time', way: 'http' },
  { moment: 'any time', way: 'button' },
];
/** Milliseconds in which a promotion commits once its copy was answered; and all of it takes. */
const COMMIT_MS = 8;
const PROMOTION_MS = 40;
const IN_POOL = 'In the pool ✓';

const seed = crashSeed();
const random = randomFrom(seed);

let s3: FakeS3;
let home: string;
let env: Record<string, string>;

/** What there is of one image's promotion. */
interface Seen {
  readonly promotions: number;
  readonly references: number;
  readonly stamped: boolean;
  /** Whether its new person is there. */
  readonly person: boolean;
  readonly faults: readonly string[];
  readonly unsettled: readonly string[];
}
/** One kill, and what came of it. */
interface Death extends Blow {
  readonly after: Seen;
  /** Keys that it left unsettled. */
  readonly left: readonly string[];
  /** Whether its message says that it is in the pool, once the next hub runs. */
  readonly says: boolean;
  /** What promoting again was answered: its status, and its problem's code. */
  readonly again: readonly [number, string | undefined];
  readonly end: Seen;
}
const deaths: Death[] = [];
const hubs: HubProcess[] = [];

async function startHub(): Promise<HubProcess> {
  const hub = await HubProcess.start(env);
  hubs.push(hub);
  return hub;
}

/** The image's promotion to a person of its own, in one of the two ways. Pressing is prepared in here. */
async function promotionOf(url: string, generation: string, { way }: Blow) {
  const persona = personOf(generation);
  const body = { generation, persona };
  if (way === 'http') {
    return (at: string) => call(at, '/api/admin/library/promote-model', { body });
  }
  const id = encodeAction({ type: 'promote_other', generation });
  const values = { kind: 'model', name: persona };
  const { json } = await call(url, '/api/press', { body: { id, values } });
  const confirm = { id: json.card.rows[0][0].id };
  return (at: string) => call(at, '/api/press', { body: confirm });
}

function personOf(generation: string): string {
  return `Nova ${generation}`;
}

/** Plans how the moment is met. What it returns resolves when the moment has come. */
function aimAt(moment: Moment): () => Promise<unknown> {
  switch (moment) {
    case 'before the copy':
    case 'after the copy': {
      const hold = s3.hold('CopyObject', moment === 'before the copy' ? 'before' : 'after');
      return () => hold.reached;
    }
    case 'never copied': {
      s3.misbehave('CopyObject', 'stall');
      const from = s3.operations.length;
      const isAsked = () => expect(s3.names().slice(from)).toContain('CopyObject');
      return () => vi.waitFor(isAsked, PATIENT);
    }
    case 'at the commit': {
      const hold = s3.hold('CopyObject', 'after');
      const ms = COMMIT_MS * random();
      return async () => {
        await hold.reached;
        hold.release();
        await pause(ms);
      };
    }
    case 'any time': {
      const ms = PROMOTION_MS * random();
      return () => pause(ms);
    }
  }
}

function look(generation: string): Seen {
  return withStore(home, (store) => {
    const promotions = store.promotions.of(generation);
    const view = store.pairs.view(store.generations.get(generation)?.pairId ?? '');
    const people = store.pool.personas().map((one) => one.displayName);
    return {
      promotions: promotions.length,
      references: allEntries(store).filter((one) => one.generationId === generation).length,
      stamped: view?.promotions.some((one) => one.generationId === generation) ?? false,
      person: people.includes(personOf(generation)),
      faults: poolFaults(store, s3.bucket),
      unsettled: unsettledKeys(store),
    };
  });
}

async function badges(url: string, generation: string): Promise<readonly string[]> {
  const { messages } = (await call(url, '/api/messages')).json;
  const own = messages.find((one: { card: { image?: { url: string } } }) =>
    one.card.image?.url.includes(generation),
  );
  return own.card.badges;
}

/** Kills a promotion, starts the next hub, and promotes again there. */
async function kill(hub: HubProcess, generation: string, blow: Blow): Promise<HubProcess> {
  const promote = await promotionOf(hub.url, generation, blow);
  const before = withStore(home, unsettledKeys);
  const moment = aimAt(blow.moment);
  // What the killed process no longer answers is what this is about.
  const promoting = promote(hub.url).catch(() => undefined);
  await moment();
  await hub.kill();
  await promoting;
  s3.behave();
  // What the dead hub asked for is done all the same.
  await settle();
  const after = look(generation);
  const left = after.unsettled.filter((key) => !before.includes(key));
  const next = await startHub();
  const isInPool = async () => expect(await badges(next.url, generation)).toEqual([IN_POOL]);
  if (after.promotions > 0) await vi.waitFor(isInPool, PATIENT);
  const says = (await badges(next.url, generation)).includes(IN_POOL);
  const { status, json } = await promote(next.url);
  await vi.waitFor(isInPool, PATIENT);
  deaths.push({ ...blow, after, left, says, again: [status, json.code], end: look(generation) });
  return next;
}

async function makeImages(url: string): Promise<readonly string[]> {
  const images: string[] = [];
  while (images.length < BLOWS.length) {
    const { sides } = await ended(url, await ask(url, `a paper boat, ${images.length}`));
    images.push(sides.A.generation, sides.B.generation);
  }
  return images;
}

beforeAll(async () => {
  process.stdout.write(`crash test of promotion: CRASH_SEED=${seed}\n`);
  home = await mkdtemp(join(tmpdir(), 'diptych-crash-'));
  s3 = await FakeS3.start();
  const witness = join(home, 'witness');
  env = { ...s3.env, DIPTYCH_HOME: home, PORT: '0', WITNESS: witness, LOG_LEVEL: 'error' };
  let hub = await startHub();
  const images = await makeImages(hub.url);
  for (const [index, blow] of shuffled(BLOWS, seed).entries()) {
    hub = await kill(hub, images[index] ?? '', blow);
  }
  expect(await hub.stop()).toBe(0);
});
afterAll(async () => {
  for (const hub of hubs) await hub.kill();
  await s3.close();
  await rm(home, { recursive: true, force: true });
});

describe(`after ${BLOWS.length} kills in the middle of promotions`, () => {
  it('the test itself has seen enough: copies that nothing names, and some that were done', () => {
    const middle = deaths.filter((one) => one.left.length > 0);
    const done = deaths.filter((one) => one.after.promotions === 1);
    process.stdout.write(
      `promotions: ${deaths.length} kills, ${middle.length} left a copy unsettled, ${done.length} were done\n`,
    );
    const aimed = deaths.filter((one) => /copy|copied/.test(one.moment));
    expect(aimed.filter((one) => one.left.length !== 1)).toEqual([]);
  });

  it('a promotion is there with all that belongs to it, or not at all', () => {
    for (const { after } of deaths) {
      const { promotions, references, stamped, person } = after;
      expect([
        [0, 0, false, false],
        [1, 1, true, true],
      ]).toContainEqual([promotions, references, stamped, person]);
    }
  });

  it('no reference is without its blob, and no blob in the pool without a row that names it', () => {
    expect(deaths.flatMap((one) => [...one.after.faults, ...one.end.faults])).toEqual([]);
  });

  it('the message of the image says it exactly when it is so', () => {
    expect(deaths.filter((one) => one.says !== (one.after.promotions === 1))).toEqual([]);
  });

  it('promoting again does it, or says that it is done, and it is there once', () => {
    for (const { way, after, left, again, end } of deaths) {
      expect(end).toMatchObject({ promotions: 1, references: 1, stamped: true, person: true });
      const isRefused = after.promotions === 1 && way === 'http';
      expect(again).toEqual(isRefused ? [409, 'already_promoted'] : [200, undefined]);
      // Each try has a copy of its own: what a kill left is the janitor's.
      expect(left.filter((key) => end.unsettled.includes(key))).toEqual(left);
    }
  });

  it('an hour later the next hub’s janitor has taken what was left, and nothing else', async () => {
    const left = withStore(home, unsettledKeys);
    const copies = left.filter((key) => s3.bucket.objects.has(key));
    expect(copies.length).toBeGreaterThan(0);
    const before = referenceKeys(s3.bucket);
    await anHourOfAHub(env);
    expect(withStore(home, unsettledKeys)).toEqual([]);
    expect(referenceKeys(s3.bucket)).toEqual(before.filter((key) => !copies.includes(key)));
    expect(withStore(home, (store) => poolFaults(store, s3.bucket))).toEqual([]);
  });
});

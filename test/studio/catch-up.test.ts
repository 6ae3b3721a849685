import { describe, expect, it } from 'vitest';
import type { CatchUp } from '../../src/core/studio/press/catch-up.ts';
import { reactionReaderContract } from '../contracts/reaction-reader.ts';
import { FakeReactionReader } from '../fakes/fake-reaction-reader.ts';
import { ODD_NAMES } from '../odd-names.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const DAY = 86_400_000;
const [ana, ben] = [aCaller('ana'), aCaller('ben')];

/** A hub whose reactions are read from a chat in memory, with the images of one pair. */
async function reading() {
  const hub = await new Hub().start();
  const reader = new FakeReactionReader();
  const catchUp: CatchUp = hub.studio.catchUp('web', reader);
  /** A new pair in a channel; the messages of its images there, and what is stored of them. */
  const pair = async (channel = 'general') => {
    const place = { ...ana.place, channel };
    const id = await hub.pairWithImages('a cat', aCaller('ana', { place }));
    const image = (side: 'A' | 'B') => {
      const generation = hub.newest(id, side).id;
      const message = hub.message(generation).id;
      reader.add(channel, message);
      const kept = () =>
        hub.store.reactions.of(generation).map((one) => `${one.personId} ${one.name}`);
      return { place, message, generation, kept };
    };
    return { a: image('A'), b: image('B') };
  };
  const pass = async () => {
    catchUp.start();
    await hub.settle();
  };
  return { hub, reader, catchUp, pair, pass };
}

reactionReaderContract('a chat in memory', async () => {
  const reader = new FakeReactionReader();
  const ids = ['m1', 'm2', 'm3', 'm4', 'm5', 'm10'];
  reader.add('general', ...ids);
  return {
    reader,
    place: ana.place,
    ids,
    hasSuper: true,
    react: (messageId, emoji, isSuper) => {
      reader.put(messageId, ana, emoji, isSuper);
      return 'web:ana';
    },
    reactAsBot: () => {},
    remove: (messageId) => reader.remove(messageId),
    close: async () => {},
  };
});

describe('a pass over the reactions', () => {
  it('stores what came, and drops what went', async () => {
    const { hub, reader, pair, pass } = await reading();
    const { a, b } = await pair();
    hub.studio.react.react(ben, { messageId: a.message, emoji: '🔥', present: true });
    reader.put(a.message, ana, '❤️');
    reader.put(b.message, ben, '👎');
    await pass();
    expect(a.kept()).toEqual(['web:ana heart']);
    expect(b.kept()).toEqual(['web:ben -1']);
  });

  it('takes emoji with the names that every object has', async () => {
    const { hub, reader, pair, pass } = await reading();
    const { a, b } = await pair();
    for (const [n, name] of ODD_NAMES.entries()) {
      reader.put(a.message, ana, `<:${name}:12${n}>`);
    }
    reader.put(b.message, ben, '🔥');
    await pass();
    expect(a.kept().toSorted()).toEqual(ODD_NAMES.map((name) => `web:ana ${name}`).toSorted());
    expect(b.kept()).toEqual(['web:ben fire']);
    expect(hub.log.errors).toEqual([]);
  });

  it('keeps the time of what was stored before', async () => {
    const { hub, reader, pair, pass } = await reading();
    const { a } = await pair();
    hub.studio.react.react(ana, { messageId: a.message, emoji: '❤️', present: true });
    const at = hub.clock.now();
    await hub.advance(60_000);
    reader.put(a.message, ana, '❤️');
    reader.put(a.message, ben, '❤️');
    await pass();
    expect(hub.store.reactions.of(a.generation).map((one) => [one.personId, one.at])).toEqual([
      ['web:ana', at],
      ['web:ben', at + 60_000],
    ]);
  });

  it('reads images of 14 days, and no older ones', async () => {
    const { hub, reader, pair, pass } = await reading();
    const { a } = await pair();
    // Nothing else of the hub counts these days.
    await hub.studio.close();
    await hub.advance(13 * DAY);
    reader.put(a.message, ana, '❤️');
    await pass();
    expect(a.kept()).toEqual(['web:ana heart']);
    await hub.advance(2 * DAY);
    reader.take(a.message);
    await pass();
    expect(a.kept()).toEqual(['web:ana heart']);
  });

  it('goes from one of our messages to the next, and skips the pages between them', async () => {
    const { reader, pair, pass } = await reading();
    const { a, b } = await pair();
    const late = await pair();
    reader.add('general', ...['1', '2', '3', '4'].map((n) => `${b.message}.${n}`));
    reader.put(late.b.message, ben, '🔥');
    await pass();
    expect(late.b.kept()).toEqual(['web:ben fire']);
    expect(reader.reads.filter((one) => one.startsWith('page'))).toEqual([
      `page ${a.message}`,
      `page ${late.a.message}`,
    ]);
  });

  it('goes on in the other channels when one cannot be read', async () => {
    const { hub, reader, pair, pass } = await reading();
    const [broken, fine] = [await pair('broken'), await pair('fine')];
    reader.closed.add('broken');
    reader.put(broken.a.message, ana, '❤️');
    reader.put(fine.a.message, ana, '❤️');
    await pass();
    expect(broken.a.kept()).toEqual([]);
    expect(fine.a.kept()).toEqual(['web:ana heart']);
    expect(hub.log.errors).toEqual([]);
  });

  it('leaves a message that goes away meanwhile, and reads the next one', async () => {
    const { hub, reader, pair, pass } = await reading();
    const { a, b } = await pair();
    hub.studio.react.react(ben, { messageId: a.message, emoji: '🔥', present: true });
    reader.put(b.message, ana, '❤️');
    reader.afterEmoji = (id) => {
      if (id === a.message) reader.remove(a.message);
    };
    await pass();
    expect(a.kept()).toEqual(['web:ben fire']);
    expect(b.kept()).toEqual(['web:ana heart']);
  });

  it('reads a message again when somebody reacts to it while it is read', async () => {
    const { hub, reader, catchUp, pair, pass } = await reading();
    const { a } = await pair();
    let told = false;
    reader.afterEmoji = (id) => {
      if (told || id !== a.message) return;
      told = true;
      // It is stored as it was told, and was not yet there when the emoji were read.
      reader.put(a.message, ben, '🔥');
      hub.studio.react.react(ben, { messageId: a.message, emoji: '🔥', present: true });
      catchUp.changed(a.message);
    };
    await pass();
    expect(a.kept()).toEqual(['web:ben fire']);
    expect(reader.reads).toContain(`message ${a.message}`);
  });
});

describe('emoji that were swept away', () => {
  it('make their image alone be read again', async () => {
    const { hub, reader, catchUp, pair } = await reading();
    const { a, b } = await pair();
    for (const { message } of [a, b]) {
      hub.studio.react.react(ana, { messageId: message, emoji: '❤️', present: true });
    }
    catchUp.readAgain(a.place, a.message);
    await hub.settle();
    expect(a.kept()).toEqual([]);
    expect(b.kept()).toEqual(['web:ana heart']);
    expect(reader.reads).toEqual([`page ${a.message}`, `emoji ${a.message}`]);
  });

  it('from what is no image of ours make nothing be read', async () => {
    const { hub, reader, catchUp, pair } = await reading();
    const { a } = await pair();
    const [header] = hub.surface.messages;
    catchUp.readAgain(a.place, header?.id ?? '');
    catchUp.readAgain(a.place, 'm999');
    await hub.settle();
    expect(reader.reads).toEqual([]);
  });
});

describe('one pass at a time:', () => {
  /** A pass that waits at its first emoji until it is let go. */
  async function held() {
    const world = await reading();
    const { a, b } = await world.pair();
    const { promise, resolve } = Promise.withResolvers<void>();
    world.reader.afterEmoji = () => promise;
    await world.pass();
    return { ...world, a, b, letGo: resolve };
  }

  it('what is asked for during a pass is one more pass after it', async () => {
    const { hub, reader, catchUp, a, letGo } = await held();
    for (let n = 0; n < 3; n += 1) catchUp.start();
    await hub.settle();
    expect(reader.reads.filter((one) => one === `page ${a.message}`)).toHaveLength(1);
    reader.put(a.message, ben, '🔥');
    letGo();
    await hub.settle();
    expect(reader.reads.filter((one) => one === `page ${a.message}`)).toHaveLength(2);
    expect(a.kept()).toEqual(['web:ben fire']);
  });

  it('closing waits for what is being read, and begins nothing more', async () => {
    const { hub, reader, catchUp, a, b, letGo } = await held();
    let closed = false;
    catchUp.start();
    const closing = catchUp.close().then(() => {
      closed = true;
    });
    await hub.settle();
    expect(closed).toBe(false);
    letGo();
    await closing;
    catchUp.start();
    await hub.settle();
    // The page begins with the newest message, where it was held.
    expect(reader.reads).toEqual([`page ${a.message}`, `emoji ${b.message}`]);
  });
});

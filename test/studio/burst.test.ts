import { describe, expect, it, vi } from 'vitest';
import type { SentMessage } from '../../src/core/domain/pair.ts';
import type { AttachmentFetcher } from '../../src/core/ports/attachment.ts';
import type { TextAnswer, TextRequest } from '../../src/core/ports/text-model.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { say } from '../../src/core/words/words.ts';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { aCaller, aModel, SAID_BY_TEXT } from '../values.ts';
import { Hub, QUEUE_MS } from './hub.ts';

const PEOPLE = 300;
/** A text model that needs some seconds by the hub's clock for each answer. */
class Slow extends ScriptedText {
  hub: Hub | null = null;
  most = 0;
  #now = 0;

  override async complete<T>(request: TextRequest<T>, signal: AbortSignal): Promise<TextAnswer<T>> {
    this.#now += 1;
    this.most = Math.max(this.most, this.#now);
    await new Promise<void>((resolve) => this.hub?.clock.after(5_000, resolve));
    this.#now -= 1;
    this.always = SAID_BY_TEXT;
    return super.complete(request, signal);
  }
}

async function askAll(hub: Hub, count: number): Promise<readonly string[]> {
  const asked = Array.from({ length: count }, (_, n) =>
    hub.accept(aCaller(`p${n}`), {
      options: { prompt: `${n} cats` },
      attachments: [],
      requestKey: `k${n}`,
    }),
  );
  return (await Promise.all(asked)).flat();
}

/** A hub whose attachments never come, and how many were asked for. */
async function withHangingFiles() {
  let count = 0;
  const fetch: AttachmentFetcher['fetch'] = (_attachment, _maxBytes, signal) => {
    count += 1;
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('given up')), { once: true });
    });
  };
  const hub = await new Hub({ slots: 0, fetcher: { fetch } }).start();
  hub.store.models.put(aModel({ typicalMs: 1 }));
  const ask = (who: string) =>
    hub.accept(aCaller(who), {
      options: { prompt: 'a cat' },
      attachments: [{ name: 'a.png', bytes: 9, source: 'x' }],
      requestKey: null,
    });
  return { hub, ask, fetched: () => count };
}

const sentence = (error: unknown) => (error instanceof UserError ? say(error, 'en') : error);

const states = (hub: Hub, ids: readonly string[]) =>
  Object.fromEntries(Map.groupBy(ids, (id) => hub.view(id).pair.state));

describe(`${PEOPLE} people at once`, () => {
  it('are all planned, and the line is read a few times for all of them', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    hub.store.models.put(aModel({ typicalMs: 1 }));
    const reads = vi.spyOn(hub.store.line, 'waiting');
    const ids = await askAll(hub, PEOPLE);
    await vi.waitFor(() => expect(hub.store.pairs.planning()).toEqual([]), 60_000);
    await hub.advance(1_000);
    expect(Object.keys(states(hub, ids))).toEqual(['planned']);
    // Each header and each command once read the whole line: 900 times and more.
    expect(reads.mock.calls.length).toBeLessThan(300);
  });

  it('all see their place in line within a second', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    hub.store.models.put(aModel({ typicalMs: 1 }));
    const ids = await askAll(hub, PEOPLE);
    await vi.waitFor(() => expect(hub.store.pairs.planning()).toEqual([]), 60_000);
    await hub.advance(1_000);
    const unplaced = () => ids.filter((id) => !hub.text(id).includes('in line'));
    await vi.waitFor(() => expect(unplaced()).toEqual([]), 60_000);
  });

  it('are planned though that takes minutes, a few at once: their time begins with their turn', async () => {
    const text = new Slow();
    const hub = await new Hub({ slots: 0, textModels: [text] }).start();
    text.hub = hub;
    hub.store.models.put(aModel({ typicalMs: 1 }));
    const ids = await askAll(hub, PEOPLE);
    // Eight every five seconds.
    for (let second = 0; second < 200; second += 5) await hub.advance(5_000);
    expect(Object.keys(states(hub, ids))).toEqual(['planned']);
    expect(text.most).toBe(8);
  });

  it('wait no longer than the line’s own clock, the wait for their turn included', async () => {
    const text = new Slow();
    const hub = await new Hub({ slots: 0, textModels: [text] }).start();
    text.hub = hub;
    hub.store.models.put(aModel({ typicalMs: 1 }));
    const asked = hub.clock.now();
    const ids = await askAll(hub, 16);
    await hub.settle();
    await hub.advance(5_000);
    await hub.advance(5_000);
    const last = ids.at(-1) ?? '';
    expect(hub.newest(last, 'A').createdAt).toBe(asked + 10_000);
    // Five seconds in line before its turn, and five in planning.
    expect(hub.newest(last, 'A').waitDeadline).toBe(asked + 5_000 + QUEUE_MS);
  });
});

describe('a request at the door', () => {
  it('is refused with the wait behind those in planning, which are not in line yet', async () => {
    const hub = await new Hub({ slots: 1, textModels: [new ScriptedText()] }).start();
    hub.store.models.put(aModel({ typicalMs: 100_000 }));
    // Four pairs are eight images of 100 s; the second image of the fifth would begin after 900 s.
    const four = await askAll(hub, 4);
    expect(Object.keys(states(hub, four))).toEqual(['planning']);
    await expect(hub.generate('a dog', aCaller('late'))).resolves.toEqual(expect.any(String));
    const tooLate = hub.generate('a dog', aCaller('later')).catch(sentence);
    expect(await tooLate).toBe(
      'The line is about 19 minutes long, longer than the 15 minutes a request may wait. Please try again later.',
    );
  });

  it('is refused whole when the last of its pairs would wait too long', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    hub.store.models.put(aModel({ typicalMs: 100_000 }));
    const six = hub.generate('a cat', aCaller(), { count: 6 });
    await expect(six).rejects.toMatchObject({ code: 'queue_full' });
    await expect(hub.generate('a cat', aCaller(), { count: 5 })).resolves.toEqual(
      expect.any(String),
    );
  });

  it('is refused with the wait for its planning, which is longer with attachments', async () => {
    const { hub, ask } = await withHangingFiles();
    for (let n = 0; n < 280; n += 1) await ask(`p${n}`);
    // Twenty times four end after their twenty seconds; two hundred are left.
    for (let round = 0; round < 20; round += 1) await hub.advance(20_000);
    expect(hub.store.pairs.planning()).toHaveLength(200);
    expect(await ask('late').catch(sentence)).toBe(
      'The line is about 17 minutes long, longer than the 15 minutes a request may wait. Please try again later.',
    );
    await expect(hub.generate('a cat', aCaller('late'))).resolves.toEqual(expect.any(String));
  });

  it('is told when too many are undecided at once, and the others go on', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    hub.store.models.put(aModel({ typicalMs: 1 }));
    const held = Promise.withResolvers<never>();
    const input = { options: { prompt: 'a cat' }, requestKey: null };
    const many = Array.from({ length: 4_000 }, (_, n) =>
      hub.accept(aCaller(`p${n}`), { ...input, attachments: () => held.promise }),
    );
    const settled = Promise.allSettled(many);
    const more = hub.accept(aCaller('late'), { ...input, attachments: [] });
    await expect(more).rejects.toMatchObject({ code: 'too_busy', status: 503 });
    held.reject(new Error('gone'));
    await settled;
    await expect(hub.generate('a cat', aCaller('late'))).resolves.toEqual(expect.any(String));
  });

  it('is told when too many have no answer, those that are accepted included', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    hub.store.models.put(aModel({ typicalMs: 1 }));
    const given = Promise.withResolvers<SentMessage>();
    const held = Promise.withResolvers<never>();
    const input = { options: { prompt: 'a cat' }, requestKey: null };
    const plain = { ...input, attachments: [] };
    await hub.accept(aCaller('first'), { ...plain, answer: () => given.promise });
    const others = Array.from({ length: 3_999 }, (_, n) =>
      hub.accept(aCaller(`p${n}`), { ...input, attachments: () => held.promise }),
    );
    const settled = Promise.allSettled(others);
    await expect(hub.accept(aCaller('late'), plain)).rejects.toMatchObject({ code: 'too_busy' });
    given.resolve({ id: 'm1', memo: null });
    await hub.settle();
    await expect(hub.accept(aCaller('late'), plain)).resolves.toHaveLength(1);
    held.reject(new Error('gone'));
    await settled;
  });
});

describe('pairs with attachments', () => {
  it('are fetched four at a time, and hold up no others', async () => {
    const { hub, ask, fetched } = await withHangingFiles();
    for (let n = 0; n < 6; n += 1) await ask(`p${n}`);
    await hub.settle();
    expect(fetched()).toBe(4);
    for (let n = 0; n < 9; n += 1) await hub.generate('a cat', aCaller(`q${n}`));
    expect(hub.store.pairs.planning()).toHaveLength(6);
    await hub.advance(20_000);
    expect(fetched()).toBe(6);
  });
});

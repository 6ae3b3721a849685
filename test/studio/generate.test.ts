import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Caller } from '../../src/core/domain/person.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { say } from '../../src/core/words/words.ts';
import { imageScope } from '../../src/core/line/rest-scope.ts';
import { aCaller, aModel } from '../values.ts';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { Hub } from './hub.ts';

let hub: Hub;
beforeEach(async () => {
  hub = await new Hub({ slots: 1 }).start();
});

interface Asked {
  readonly options?: unknown;
  readonly attachments?: { name: string; bytes: number; source: string }[];
  readonly requestKey?: string | null;
}

const accept = (asked: Asked = {}, who: Caller = aCaller()) =>
  hub.accept(who, {
    options: { prompt: 'a cat' },
    attachments: [],
    requestKey: null,
    ...asked,
  });
const pairs = () => hub.store.pairs.history('web:ana', 'web', null, 99);

function usual(typicalMs: number): void {
  hub.store.models.put({ ...hub.store.models.default(), typicalMs });
}

async function refusal(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { status: error.status, text: say(error, 'en') };
  }
}

describe('a pair that is accepted', () => {
  it('is stored as it was asked for, and planned after its wait in line, in twenty seconds', async () => {
    const place = { surface: 'web', workspace: 'team', channel: 'random', thread: null } as const;
    const who = aCaller('ben', { place, locale: 'ko' });
    const [id = ''] = await accept({ options: { prompt: '  a cat  ' } }, who);
    const now = hub.clock.now();
    expect(hub.view(id).pair).toMatchObject({
      asker: who.person,
      place,
      locale: 'ko',
      state: 'planning',
      plan: null,
      own: [],
      refusal: null,
      comparable: true,
      createdAt: now,
      planDeadline: now + 900_000 + 20_000,
    });
    expect(hub.view(id).pair.request.prompt).toBe('a cat');
  });
});

describe('a header', () => {
  it('is there while the pair is still being planned', async () => {
    hub = await new Hub({ textModels: [new ScriptedText()] }).start();
    const [id = ''] = await accept();
    await hub.settle();
    expect(hub.view(id).pair.state).toBe('planning');
    expect(hub.text(id)).toContain('A · being prepared');
  });
});

describe('a line that is too long', () => {
  it('is judged by the later of the two sides: just fifteen minutes will do', async () => {
    usual(900_000);
    expect(await accept()).toHaveLength(1);
  });

  it('is refused with the estimate in whole minutes, before anything is stored', async () => {
    usual(900_001);
    expect(await refusal(accept())).toEqual({
      status: 503,
      text: 'The line is about 16 minutes long, longer than the 15 minutes a request may wait. Please try again later.',
    });
    expect(pairs()).toEqual([]);
  });

  it('is told by the model of the other side too, where that is another', async () => {
    const slow = { provider: 'slow', id: 'slow', model: 'slow', displayName: 'Slow' };
    hub.store.models.put(aModel({ ...slow, isDefault: false, tier: 'basic', typicalMs: 1 }));
    hub.queue.served = ['sample', 'slow'];
    hub.queue.slots = 4;
    await hub.advance(11_000);
    const restsUntil = hub.clock.now() + 600_000;
    hub.store.rests.put(imageScope('slow'), { failures: 9, rests: 5, restsUntil, why: 'failures' });
    hub.store.models.put(aModel({ ...slow, isDefault: false, tier: 'basic', typicalMs: 400_000 }));
    const options = { prompt: 'a cat', versus: 'Slow' };
    expect(await accept({ options })).toHaveLength(1);
    await hub.settle();
    expect(await refusal(accept({ options }))).toMatchObject({ status: 503 });
    expect(await accept()).toHaveLength(1);
  });
});

describe('what does not fit', () => {
  it('needs two credits a pair: three pairs need six', async () => {
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 5 });
    const options = (count: number) => ({ options: { prompt: 'a cat', count } });
    expect(await refusal(accept(options(3)))).toMatchObject({ status: 429 });
    expect(pairs()).toEqual([]);
    expect(await accept(options(2))).toHaveLength(2);
    expect(await refusal(accept())).toMatchObject({ status: 429 });
  });

  it('is stored whole or not at all, whatever fails', async () => {
    const insert = hub.store.pairs.insert.bind(hub.store.pairs);
    vi.spyOn(hub.store.pairs, 'insert')
      .mockImplementationOnce(insert)
      .mockImplementationOnce(() => {
        throw new Error('disk I/O error');
      });
    const two = accept({ options: { prompt: 'a cat', count: 2 } });
    await expect(two).rejects.toThrow('disk I/O error');
    expect(pairs()).toEqual([]);
    await hub.settle();
    expect([hub.surface.messages, hub.queue.jobs]).toEqual([[], []]);
  });

  it('is an attachment that the payload rules out, before anything is stored', async () => {
    const large = { name: 'a.png', bytes: 20 * 1024 * 1024 + 1, source: 'x' };
    expect(await refusal(accept({ attachments: [large] }))).toMatchObject({ status: 413 });
    expect(pairs()).toEqual([]);
  });
});

describe('a request that comes twice', () => {
  it('is known by its key and its prompt, however that is spaced', async () => {
    const first = await accept({ requestKey: 'r1' });
    await hub.settle();
    expect(await accept({ requestKey: 'r1', options: { prompt: ' a cat ' } })).toEqual(first);
    expect(await accept({ requestKey: 'r2' })).not.toEqual(first);
    expect(await accept()).not.toEqual(first);
    expect(pairs()).toHaveLength(3);
  });

  it('is known by it in whatever spelling it comes, with an emoji or a half', async () => {
    const first = await accept({ requestKey: 'r1', options: { prompt: 'Jos\u00e9 \ud83d' } });
    const again = { requestKey: 'r1', options: { prompt: 'Jose\u0301\u200b' } };
    expect(await accept(again)).toEqual(first);
    const [stored] = pairs();
    expect(stored?.pair.request.prompt).toBe('Jos\u00e9');
  });

  it('in the same moment is one pair', async () => {
    const [one, two] = await Promise.all([
      accept({ requestKey: 'r1' }),
      accept({ requestKey: 'r1' }),
    ]);
    expect(one).toEqual(two);
    expect(pairs()).toHaveLength(1);
  });

  it('is answered as before, though the quota is used up by now', async () => {
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 2 });
    const first = await accept({ requestKey: 'r1' });
    expect(await accept({ requestKey: 'r1' })).toEqual(first);
  });

  it.each([{}, { prompt: 7 }, null, 'a cat', { prompt: 'a dog' }])(
    'with %j instead is refused',
    async (options) => {
      await accept({ requestKey: 'r1' });
      expect(await refusal(accept({ requestKey: 'r1', options }))).toMatchObject({ status: 422 });
      expect(pairs()).toHaveLength(1);
    },
  );

  it('is said to be one', async () => {
    const input = { options: { prompt: 'a cat' }, attachments: [], requestKey: 'r1' };
    const first = await hub.studio.generate.accept(aCaller(), input);
    const second = await hub.studio.generate.accept(aCaller(), input);
    expect([first.fresh, second.fresh]).toEqual([true, false]);
    expect(second.ids).toEqual(first.ids);
  });

  it('has names of attachments that people can read', async () => {
    const png = { name: 'Jose\u0301\u202e.png', type: 'image/png', bytes: 9, source: 'x' };
    const [id = ''] = await accept({ attachments: [png, { ...png, name: '\u200b' }] });
    const names = hub.store.pairs.attachments(id).map((one) => one.name);
    expect(names).toEqual(['Jos\u00e9.png', 'image']);
  });

  it('has its attachments looked up once', async () => {
    const png = { name: 'a.png', bytes: 9, source: 'x' };
    const attachments = vi.fn(async () => [png]);
    const input = { options: { prompt: 'a cat' }, attachments, requestKey: 'r1' };
    const [id = ''] = await hub.accept(aCaller(), input);
    expect(hub.store.pairs.attachments(id)).toEqual([png]);
    expect(await hub.accept(aCaller(), input)).toEqual([id]);
    expect(attachments).toHaveBeenCalledTimes(1);
  });

  it('is one pair though both looked up their attachments in the same moment', async () => {
    const input = {
      options: { prompt: 'a cat' },
      attachments: () => Promise.resolve([]),
      requestKey: 'r1',
    };
    const [one, two] = await Promise.all([
      hub.accept(aCaller(), input),
      hub.accept(aCaller(), input),
    ]);
    expect(one).toEqual(two);
    expect(pairs()).toHaveLength(1);
  });

  it('is stopped at the door like any other', async () => {
    await accept({ requestKey: 'r1' });
    hub.store.access.block('web:ana', 'web:root', 'spam', 0);
    expect(await refusal(accept({ requestKey: 'r1' }))).toMatchObject({ status: 403 });
  });

  it('plans and shows nothing a second time', async () => {
    await accept({ requestKey: 'r1' });
    await hub.settle();
    const calls = hub.surface.calls.length;
    const answer = vi.fn();
    const input = { options: { prompt: 'a cat' }, attachments: [], requestKey: 'r1', answer };
    await hub.accept(aCaller(), input);
    await hub.settle();
    expect(answer).not.toHaveBeenCalled();
    expect(hub.surface.calls).toHaveLength(calls);
    expect(hub.queue.jobs).toHaveLength(1);
  });
});

describe('several pairs at once', () => {
  it('have one first answer: the header of the first; the others are posted', async () => {
    const answered: string[] = [];
    const ids = await hub.accept(aCaller(), {
      options: { prompt: 'a cat', count: 3 },
      attachments: [],
      requestKey: null,
      answer: async (card) => {
        answered.push(card.heading);
        return { id: 'm-answer', memo: null };
      },
    });
    await hub.settle();
    expect(answered).toHaveLength(1);
    expect(hub.store.posts.get(ids[0] ?? '')).toMatchObject({ messageId: 'm-answer' });
    expect(ids.slice(1).map((id) => hub.surface.withNonce(id).length)).toEqual([1, 1]);
    expect(hub.surface.withNonce(ids[0] ?? '')).toEqual([]);
  });
});

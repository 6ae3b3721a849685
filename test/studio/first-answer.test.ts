import { describe, expect, it, vi } from 'vitest';
import type { Card } from '../../src/core/chat/card.ts';
import type { SentMessage } from '../../src/core/domain/pair.ts';
import { type FirstAnswer, SurfaceError } from '../../src/core/ports/surface.ts';
import { StorageError } from '../../src/core/ports/storage-fault.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';
import { FIRST_TRY } from '../fakes/post-target.ts';

const PLACE = aCaller().place;

async function ask(
  hub: Hub,
  answer: FirstAnswer,
  requestKey: string | null = null,
  accepted?: () => void,
) {
  const options = { prompt: 'a cat' };
  const told = accepted && { accepted };
  const input = { options, attachments: [], requestKey, answer, ...told };
  const [id = ''] = await hub.accept(aCaller(), input);
  await hub.settle();
  return id;
}

/** Gives answers by posting them, as a chat's own answers to commands are messages too. */
function answering(hub: Hub, nonce: () => string): FirstAnswer {
  return (card) =>
    hub.surface.post({ place: PLACE, nonce: nonce(), replyTo: null, ...FIRST_TRY, since: 0 }, card);
}

describe('the first answer to a command', () => {
  it.each([
    ['at once', undefined],
    ['after the request was called accepted', () => undefined],
  ])('is the header, edited from then on and never posted besides: %s', async (_, accepted) => {
    const hub = await new Hub().start();
    let given: Card | undefined;
    const give: FirstAnswer = async (card, target) => {
      given = card;
      return answering(hub, () => 'answer')(card, target);
    };
    const id = await ask(hub, give, null, accepted);
    expect(given?.lines.map((line) => line.text)).toContain('A · being prepared');
    await hub.deliver('A');
    expect(hub.surface.withNonce(id)).toEqual([]);
    expect(hub.store.posts.get(id)).toMatchObject({
      state: 'posted',
      messageId: 'm1',
      memo: 'memo of m1',
    });
    expect(hub.text('answer')).toContain('A · ready');
  });

  it('comes when the disk has the pair, after the request was called accepted', async () => {
    const hub = await new Hub().start();
    const disk = Promise.withResolvers<void>();
    vi.spyOn(hub.store, 'durable').mockImplementation(() => disk.promise);
    const heard: string[] = [];
    const accepting = hub
      .accept(aCaller(), {
        options: { prompt: 'a cat' },
        attachments: [],
        requestKey: null,
        accepted: () => heard.push('accepted'),
        answer: async () => {
          heard.push('answered');
          return { id: 'm-answered', memo: null };
        },
      })
      .then(() => heard.push('stored'));
    await hub.settle();
    expect(heard).toEqual(['accepted']);
    disk.resolve();
    await accepting;
    await hub.settle();
    expect(heard).toEqual(['accepted', 'answered', 'stored']);
  });

  it('is not given when the disk fails, and the request is not called stored', async () => {
    const hub = await new Hub().start();
    const durable = vi.spyOn(hub.store, 'durable');
    durable.mockRejectedValue(new StorageError('full', 'the disk is full'));
    let answers = 0;
    const accepting = hub.accept(aCaller(), {
      options: { prompt: 'a cat' },
      attachments: [],
      requestKey: null,
      answer: async () => {
        answers += 1;
        return { id: 'm-answered', memo: null };
      },
    });
    await expect(accepting).rejects.toThrow('the disk is full');
    await hub.settle();
    expect(answers).toBe(0);
  });

  it('does not wait for the other messages of its channel', async () => {
    const hub = await new Hub().start();
    hub.surface.fail('post', 'transient', { retryAfterMs: 60_000 });
    await hub.generate();
    const answers: string[] = [];
    await ask(hub, async (card) => {
      answers.push(card.heading);
      return { id: 'm-answered', memo: null };
    });
    expect(answers).toHaveLength(1);
  });

  it('is waited for by its pair’s own messages, whatever is ready meanwhile', async () => {
    const hub = await new Hub().start();
    const held = Promise.withResolvers<SentMessage>();
    const id = await ask(hub, () => held.promise);
    await hub.advance(3_000);
    await hub.deliver('A');
    expect(hub.surface.calls).toEqual([]);
    const target = { place: PLACE, nonce: id, replyTo: null, ...FIRST_TRY, since: 0 };
    held.resolve(await hub.surface.post(target, { ...EMPTY }));
    await hub.settle();
    expect(hub.surface.withNonce(id)).toHaveLength(1);
    expect(hub.surface.messages).toHaveLength(2);
  });

  it('that surely was not given is made up for by a message', async () => {
    const hub = await new Hub().start();
    const id = await ask(hub, async () => {
      throw new SurfaceError('transient', 'too late');
    });
    expect(hub.message(id).card.heading).toContain('asked for a pair');
    expect(hub.surface.calls).not.toContain('find');
  });

  it('that may have been given is looked for before anything is posted', async () => {
    const hub = await new Hub().start();
    const id = await ask(hub, async (card) => {
      const target = {
        place: PLACE,
        nonce: hub.store.pairs.planning()[0] ?? '',
        replyTo: null,
        ...FIRST_TRY,
      };
      await hub.surface.post({ ...target, since: 0 }, card);
      throw new SurfaceError('unknown', 'the word of it was lost');
    });
    expect(hub.surface.calls).toContain('find');
    expect(hub.surface.withNonce(id)).toHaveLength(1);
  });

  it('that a crash cut off is looked for by the next process', async () => {
    const hub = await new Hub().start();
    const lost = Promise.withResolvers<SentMessage>();
    const id = await ask(hub, async (card) => {
      const target = {
        place: PLACE,
        nonce: hub.store.pairs.planning()[0] ?? '',
        replyTo: null,
        ...FIRST_TRY,
      };
      await hub.surface.post({ ...target, since: 0 }, card);
      return lost.promise;
    });
    const crashed = hub.crash();
    lost.reject(new SurfaceError('unknown', 'the process died'));
    await crashed;
    await hub.settle();
    expect(hub.surface.withNonce(id)).toHaveLength(1);
    expect(hub.store.posts.get(id)?.state).toBe('posted');
  });

  it('that hangs, in a burst, keeps no pair from being planned in time', async () => {
    const hub = await new Hub().start();
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 999 });
    const hanging = new Promise<SentMessage>(() => {});
    const ids = await Promise.all(
      Array.from({ length: 40 }, (_, n) => {
        const input = { options: { prompt: 'a cat' }, attachments: [], requestKey: null };
        const who = aCaller(`p${n}`);
        return hub.accept(who, { ...input, answer: () => hanging });
      }),
    );
    await hub.advance(3_000);
    for (let turn = 0; turn < 10; turn += 1) await hub.settle();
    expect(ids.flat().map((id) => hub.view(id).pair.state)).toEqual(Array(40).fill('planned'));
  });

  it('is not given again when the same request comes a second time', async () => {
    const hub = await new Hub().start();
    let answers = 0;
    const answer: FirstAnswer = async () => ({ id: `m-${++answers}`, memo: null });
    const first = await ask(hub, answer, 'request 1');
    expect(await ask(hub, answer, 'request 1')).toBe(first);
    expect(answers).toBe(1);
  });
});

const EMPTY: Card = { kind: 'header', heading: '', lines: [], badges: [], rows: [] };

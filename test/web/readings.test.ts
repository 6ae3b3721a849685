import { describe, expect, it } from 'vitest';
import type { ShownPair } from '../../src/core/domain/pair.ts';
import { ChatView } from '../../src/bots/web/facts/chat-view.ts';
import { Hub } from '../studio/hub.ts';
import { aCaller } from '../values.ts';

/** A chat over a studio, and how often the pair was read from the database. */
async function aChat(seen: (view: ShownPair) => ShownPair = (view) => view) {
  const hub = await new Hub().start();
  const id = await hub.pairWithImages();
  let [reads, seq] = [0, 5];
  const { looks, welcome } = hub.studio;
  const counted = {
    post: (post: string) => looks.post(post),
    pairOf: (generation: string) => looks.pairOf(generation),
    look: looks.look.bind(looks),
    card: looks.card.bind(looks),
    view: (pair: string) => {
      reads += 1;
      const found = looks.view(pair);
      return found && seen(found);
    },
  };
  const view = new ChatView({ looks: counted, welcome, messages: { newestSeq: () => seq } });
  const header = { id: 'm1', channel: 'general', nonce: id, replyTo: null, at: 1 };
  const change = (name: string, locale: 'en' | 'ko' = 'en') => {
    const message = { ...header, seq, card: hub.message(id).card };
    return view.change(message, aCaller(name, { locale }), () => []);
  };
  const grow = () => {
    seq += 1;
  };
  return { hub, id, view, header, change, grow, reads: () => reads };
}

describe('a change of the chat', () => {
  it('is read once for all who follow, in whichever language', async () => {
    const at = await aChat();
    const heard = ['ana', 'ben', 'cy'].map((name) => at.change(name));
    const korean = at.change('dana', 'ko');
    expect(at.reads()).toBe(1);
    expect(heard.map(({ pair }) => pair?.asker.mine)).toEqual([true, false, false]);
    expect(korean.card?.heading).not.toBe(heard[0]?.card?.heading);
  });

  it('is read again when there was another one', async () => {
    const at = await aChat();
    at.change('ana');
    at.grow();
    const a = at.hub.newest(at.id, 'A').id;
    await at.hub.press({ type: 'tone', generation: a, ratio: 25 });
    const { pair } = at.change('ana');
    expect(at.reads()).toBe(2);
    expect(pair?.sides.A.attempts[0]?.tone?.staged).toBe(25);
  });

  it('of a pair that is gone shows the card as it was stored', async () => {
    const at = await aChat();
    const card = { kind: 'header', heading: 'as it was', lines: [], badges: [], rows: [] } as const;
    const message = { ...at.header, nonce: 'never', seq: 1, card };
    const change = at.view.change(message, aCaller(), () => []);
    expect(change).toMatchObject({ pair: null, batch_id: null, card: { heading: 'as it was' } });
  });

  it('that is read before its post is stored counts as posted, with its credit and the question', async () => {
    const at = await aChat((view) => ({
      ...view,
      posts: view.posts.map((one) =>
        one.kind === 'image' ? { ...one, state: 'intended', messageId: null } : one,
      ),
      generations: view.generations.map((one) => ({ ...one, deliveredAt: null })),
    }));
    const shown = (side: 'A' | 'B') => {
      const nonce = at.hub.newest(at.id, side).id;
      const { card } = at.hub.message(nonce);
      const message = { ...at.header, id: `m-${side}`, nonce, seq: 5, replyTo: 'm1', card };
      return at.view.change(message, aCaller(), () => []).pair;
    };
    expect(shown('A')).toMatchObject({ credit: '1 credit', votes: null });
    const both = shown('B');
    expect(both?.sides.A.attempts[0]?.message_id).toBe('m-A');
    expect(both?.sides.B.attempts[0]?.message_id).toBe('m-B');
    expect(both).toMatchObject({ credit: '2 credits', votes: { total: 0 } });
    expect(at.reads()).toBe(1);
  });
});

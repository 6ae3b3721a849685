import { describe, expect, it } from 'vitest';
import { Hub } from '../studio/hub.ts';
import { webOf } from './app.ts';

/** A chat with so many messages: `m001`, `m002` and so on. */
async function chatOf(count: number) {
  const { ask, messages } = webOf(await new Hub().start());
  const card = { kind: 'header', heading: 'H', lines: [], badges: [], rows: [] } as const;
  for (let n = 1; n <= count; n += 1) {
    const id = `m${String(n).padStart(3, '0')}`;
    messages.post({ id, channel: 'general', nonce: `n-${id}`, replyTo: null, card, at: n });
  }
  const page = async (query = '') => {
    const { json } = await ask(`/api/messages${query}`);
    const ids = json.messages.map((one: { id: string }) => one.id);
    return { count: ids.length, first: ids[0], last: ids.at(-1), more: json.more, seq: json.seq };
  };
  return { page };
}

describe('a page of the chat', () => {
  it('has its fifty newest messages, and says that there are more', async () => {
    const { page } = await chatOf(51);
    const newest = { count: 50, first: 'm002', last: 'm051', more: true, seq: 51 };
    expect(await page()).toEqual(newest);
    const oldest = { count: 1, first: 'm001', last: 'm001', more: false, seq: 51 };
    expect(await page('?before=m002')).toEqual(oldest);
  });

  it('of fifty has them all, and says that there are no more', async () => {
    const { page } = await chatOf(50);
    const all = { count: 50, first: 'm001', last: 'm050', more: false, seq: 50 };
    expect(await page()).toEqual(all);
  });

  it('of an empty chat is empty', async () => {
    const { page } = await chatOf(0);
    expect(await page()).toEqual({ count: 0, more: false, seq: 0 });
  });
});

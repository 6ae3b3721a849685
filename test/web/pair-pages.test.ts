import { describe, expect, it } from 'vitest';
import { Hub } from '../studio/hub.ts';
import { webOf } from './app.ts';

/** A chat of so many pairs, `r001` and so on, each with an image `a001`; the first gets another image at the end. */
async function chatOf(count: number) {
  const { ask, messages } = webOf(await new Hub().start());
  const card = { kind: 'header', heading: 'H', lines: [], badges: [], rows: [] } as const;
  const post = (id: string, replyTo: string | null) =>
    messages.post({ id, channel: 'general', nonce: `n-${id}`, replyTo, card, at: 1 });
  const names = Array.from({ length: count }, (_, n) => String(n + 1).padStart(3, '0'));
  for (const name of names) {
    post(`r${name}`, null);
    post(`a${name}`, `r${name}`);
  }
  post('b001', 'r001');
  const page = async (query = '') => {
    const { json } = await ask(`/api/messages?whole=pairs${query}`);
    const ids: string[] = json.messages?.map((one: { id: string }) => one.id) ?? [];
    const roots = ids.filter((id) => id.startsWith('r'));
    const { more, newer, code } = json;
    return { ids, first: roots[0], last: roots.at(-1), count: roots.length, more, newer, code };
  };
  return { page, messages };
}

describe('a page of whole pairs', () => {
  it('has the twenty newest, each with all its messages', async () => {
    const { page } = await chatOf(21);
    const newest = await page();
    expect(newest).toMatchObject({ count: 20, first: 'r002', last: 'r021', more: true });
    expect(newest.newer).toBe(false);
    expect(newest.ids.slice(0, 4)).toEqual(['r002', 'a002', 'r003', 'a003']);
    const oldest = await page('&before=r002');
    // The newest message of all belongs to the oldest pair.
    expect(oldest.ids).toEqual(['r001', 'a001', 'b001']);
    expect(oldest).toMatchObject({ more: false, newer: true });
  });

  it('is found by any message of a pair, with pairs on both sides of it', async () => {
    const { page } = await chatOf(60);
    const around = { count: 20, first: 'r020', last: 'r039', more: true, newer: true };
    expect(await page('&around=a030')).toMatchObject(around);
    expect(await page('&around=r030')).toMatchObject(around);
    expect(await page('&around=b001')).toMatchObject({ first: 'r001', last: 'r010', more: false });
    expect(await page('&around=a060')).toMatchObject({ first: 'r050', last: 'r060', newer: false });
  });

  it('goes on after a pair until the newest', async () => {
    const { page } = await chatOf(60);
    const next = { count: 20, first: 'r031', last: 'r050', more: true, newer: true };
    expect(await page('&after=a030')).toMatchObject(next);
    expect(await page('&after=r050')).toMatchObject({ first: 'r051', count: 10, newer: false });
  });

  it('around a removed message still has its pair', async () => {
    const { page, messages } = await chatOf(3);
    messages.remove('a002');
    expect((await page('&around=a002')).ids).toEqual([
      'r001',
      'a001',
      'b001',
      'r002',
      'r003',
      'a003',
    ]);
  });

  it.each(['before', 'after', 'around'])('%s what is not there is refused', async (place) => {
    const { page } = await chatOf(1);
    expect(await page(`&${place}=never`)).toMatchObject({ code: 'cursor_unknown' });
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
}, 60_000);
afterAll(() => hub.close());

it('suggestions say how each is typed, by what was chosen before', async () => {
  const suggest = async (query: string) => (await call(hub.url, `/api/suggest?${query}`)).json;
  expect((await suggest('option=model&typed=fin&tier=quality')).suggestions).toEqual([
    { value: 'sample-quality', label: 'Sample fine · quality', typed: '"Sample fine"' },
  ]);
  expect((await suggest('option=model&typed=fin&tier=basic')).suggestions).toEqual([]);
  expect((await suggest('option=count')).suggestions[0].value).toBe('1');
  expect(await suggest('typed=fin')).toMatchObject({ status: 400, code: 'body_invalid' });
});

it('a word of /diptych is answered as a press is, and refused by its own rules', async () => {
  const diptych = async (query: string) => (await call(hub.url, `/api/diptych${query}`)).json;
  expect(await diptych('')).toMatchObject({ type: 'card', card: { heading: 'What Diptych does' } });
  const people = await diptych('?word=pool&rest=mina');
  expect(people).toMatchObject({ card: { heading: 'Reference pool · Person: Mina' } });
  expect(await diptych('?word=costs&rest=never')).toMatchObject({ code: 'days_invalid' });
  // A link changes no settings: what is behind the word is of another chat.
  expect(await diptych('?word=settings&rest=on')).toMatchObject({
    type: 'said',
    text: expect.stringContaining('cannot hide pictures'),
  });
  const { card } = await diptych('?word=settings');
  expect(card.lines.map((one: { text: string }) => one.text).join('\n')).not.toMatch(/: on\b/);
  expect(await diptych('?word=creditz')).toMatchObject({
    status: 400,
    code: 'word_unknown',
    detail: expect.stringContaining('“/diptych creditz”. Did you mean “/diptych credits”?'),
  });
});

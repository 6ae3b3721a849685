import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type Call, call, ended, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.close());

const get = (path: string, more: Call = {}) => call(hub.url, path, more);
const post = (path: string, body: unknown, headers = {}) => call(hub.url, path, { body, headers });

describe('pressing', () => {
  async function buttons(id: string, side: 'A' | 'B'): Promise<{ id: string; label: string }[]> {
    const status = await ended(hub.url, id);
    const { messages } = (await get('/api/messages')).json;
    const wanted = status.sides[side].message_id;
    return messages
      .filter((one: { id: string }) => one.id === wanted)
      .flatMap((one: { card: { rows: unknown[] } }) => one.card.rows.flat());
  }

  it('a button of a card does what it says: fail one side, retry it', async () => {
    const id = await ask(hub.url, 'a cat #fail-b');
    const status = await ended(hub.url, id);
    expect(status).toMatchObject({
      side_a_state: 'succeeded',
      side_b_state: 'failed',
      last_error_kind: 'provider_error',
      retry_available: true,
    });
    const retry = (await buttons(id, 'B')).find((one) => one.label === 'Retry');
    const reply = await post('/api/press', { id: retry?.id });
    expect(reply).toMatchObject({ status: 200, json: { type: 'done' } });
    expect((await ended(hub.url, id)).sides.B.number).toBe(2);
  });

  it('two presses within a moment start one run', async () => {
    const id = await ask(hub.url, 'a cat');
    const reroll = (await buttons(id, 'A')).find((one) => one.label === 'Re-roll');
    const answers = await Promise.all([1, 2].map(() => post('/api/press', { id: reroll?.id })));
    expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(answers.find((one) => one.status === 409)?.json.code).toBe('already_running');
    await ended(hub.url, id);
  });

  it.each([
    ['made by hand', '1:retry:../../etc', 400, 'button_unknown'],
    ['of nothing', '1:retry:nothing', 404, 'gone'],
  ])('an id %s is refused', async (_what, id, status, code) => {
    expect((await post('/api/press', { id })).json).toMatchObject({ status, code });
  });

  it('somebody else’s costly button is refused; voting and feedback are not', async () => {
    const id = await ask(hub.url, 'a cat');
    const all = await buttons(id, 'A');
    const ben = { 'x-diptych-user': 'ben' };
    const labelled = (label: string) => all.find((one) => one.label === label)?.id;
    const reroll = await post('/api/press', { id: labelled('Re-roll') }, ben);
    expect(reroll.json).toMatchObject({ status: 403, code: 'not_asker' });
    const status = await ended(hub.url, id);
    const said = await post(
      '/api/feedback',
      { generation: status.sides.A.generation, rating: 5, text: 'lovely' },
      ben,
    );
    expect(said.json.type).toBe('said');
    const form = await post('/api/press', { id: labelled('Feedback…') }, ben);
    expect(form.json.form.fields[1].value).toBe('lovely');
  });

  it('once under an Idempotency-Key, of each person’s own', async () => {
    const id = await ask(hub.url, 'a cat');
    const reroll = (await buttons(id, 'A')).find((one) => one.label === 'Re-roll')?.id;
    const press = (headers = {}) =>
      post('/api/press', { id: reroll }, { 'idempotency-key': 'press 1', ...headers });
    expect((await press()).json).toMatchObject({ type: 'done', pair: { batch_id: id } });
    const { A } = (await ended(hub.url, id)).sides;
    expect(A.number).toBe(2);
    expect((await press()).json).toMatchObject({ type: 'done', pair: { batch_id: id } });
    expect((await press({ 'x-diptych-user': 'ben' })).json).toMatchObject({ code: 'not_asker' });
    expect((await ended(hub.url, id)).sides.A.generation).toBe(A.generation);
  });

  it('an emoji is a like, seen on the message and in the gallery', async () => {
    const id = await ask(hub.url, 'a cat');
    const status = await ended(hub.url, id);
    const body = { message_id: status.sides.A.message_id, emoji: '❤️' };
    const put = await post('/api/reactions', body);
    expect(put.json.message.reactions).toMatchObject([{ emoji: 'heart', count: 1, mine: true }]);
    const likes = (await get('/api/likes')).json;
    expect(likes.images[0]).toMatchObject({ generation: status.sides.A.generation, side: 'A' });
    const taken = await post('/api/reactions', { ...body, present: false });
    expect(taken.json.message.reactions).toEqual([]);
  });

  it('two skin tones are two emoji and one like, until both are taken back', async () => {
    const id = await ask(hub.url, 'a cat');
    const status = await ended(hub.url, id);
    const react = async (emoji: string, present: boolean) => {
      const body = { message_id: status.sides.A.message_id, emoji, present };
      const { json } = await post('/api/reactions', body);
      const shown = json.message.reactions.map((one: { emoji: string }) => one.emoji);
      const likes = (await get('/api/likes')).json.images;
      const liked = likes.some(
        (one: { generation: string }) => one.generation === status.sides.A.generation,
      );
      return [shown, liked];
    };
    expect(await react('👍', true)).toEqual([['+1'], true]);
    expect(await react('👍🏽', true)).toEqual([['+1', '👍🏽'], true]);
    expect(await react('👍🏽', false)).toEqual([['+1'], true]);
    expect(await react('+1', false)).toEqual([[], false]);
    expect(await react('constructor', true)).toEqual([['constructor'], false]);
  });

  it('a side by name, with something changed', async () => {
    const id = await ask(hub.url, 'a cat');
    await ended(hub.url, id);
    const body = { batch_id: id, side: 'A', prompt_override: 'a dog' };
    expect((await post('/api/generate-side', body)).status).toBe(202);
    expect((await ended(hub.url, id)).sides.A.spec.prompt).toBe('a dog');
    const unknown = await post('/api/generate-side', { ...body, side: 'C' });
    expect(unknown.json).toMatchObject({ status: 400, code: 'body_invalid' });
  });
});

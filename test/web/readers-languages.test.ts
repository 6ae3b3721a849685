import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, ask, call, ended, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.close());

type Json = Answer['json'];
const KOREAN = { 'accept-language': 'ko-KR' };
const BEN = { 'x-diptych-user': 'ben' };

const page = async (headers = {}): Promise<Json> =>
  (await call(hub.url, '/api/messages', { headers })).json;

/** Headings of the messages of a pair, and of the greeting, as somebody reads them. */
async function headings(id: string, headers = {}): Promise<readonly string[]> {
  const { messages } = await page(headers);
  const shown = messages.filter((one: Json) => one.batch_id === id || one.batch_id === null);
  return shown.map((one: Json) => one.card.heading);
}

describe('a message', () => {
  it('is in the language of whoever reads it, whoever asked, the greeting too', async () => {
    const id = await ask(hub.url, 'a cat #fail-b');
    await ended(hub.url, id);
    expect(await headings(id)).toEqual([
      'Welcome to Diptych',
      'Host asked for a pair',
      'B · 5 tones · failed',
      'A · 3 tones · tone 100 %',
    ]);
    const korean = await headings(id, KOREAN);
    expect(korean).toHaveLength(4);
    for (const one of korean) expect(one).toMatch(/\p{Script=Hangul}/u);
    const { pairs } = await page(KOREAN);
    expect(pairs[0].sides.B.text).toMatch(/실패/);
  });

  it('of who asked in Korean is English for who reads English, in events too', async () => {
    const leave = new AbortController();
    const events = await fetch(`${hub.url}/api/events`, { headers: BEN, signal: leave.signal });
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    const body = { prompt: '고양이' };
    const { json } = await call(hub.url, '/api/generate', { body, headers: KOREAN });
    await ended(hub.url, json.batch_id);
    let text = '';
    while (!text.includes('"text":"B · ready')) text += (await reader?.read())?.value ?? '';
    leave.abort();
    expect(text).toContain('"heading":"Host asked for a pair"');
    expect(text.replaceAll('고양이', '')).not.toMatch(/\p{Script=Hangul}/u);
    const [header] = await headings(json.batch_id, KOREAN).then((all) => all.slice(1));
    expect(header).toMatch(/^Host 님이/);
  });
});

describe('a person', () => {
  it('is “you” to themselves alone: others read a name', async () => {
    const id = await ask(hub.url, 'a lamp');
    const { sides } = await ended(hub.url, id);
    const emoji = { message_id: sides.A.message_id, emoji: '🔥' };
    await call(hub.url, '/api/reactions', { body: emoji });
    const me = await call(hub.url, '/api/me');
    expect(me.json.name).toBe('you');
    const { messages, pairs } = await page(BEN);
    expect(pairs.find((one: Json) => one.batch_id === id).asker).toEqual({
      name: 'Host',
      mine: false,
    });
    const image = messages.find((one: Json) => one.id === sides.A.message_id);
    expect(image.reactions).toEqual([{ emoji: 'fire', count: 1, mine: false, people: ['Host'] }]);
    const details = await call(hub.url, '/api/press', {
      body: { id: `1:pair_details:${id}` },
      headers: BEN,
    });
    expect(details.text).not.toMatch(/\byou\b/);
  });
});

import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, ask, call, ended, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.close());

type Json = Answer['json'];
const BEN = { 'x-diptych-user': 'ben' };

async function page(headers = {}): Promise<Json> {
  return (await call(hub.url, '/api/messages', { headers })).json;
}

async function factsOf(id: string, headers = {}): Promise<Json> {
  const { pairs } = await page(headers);
  return pairs.find((one: Json) => one.batch_id === id);
}

function press(id: string, headers = {}): Promise<Answer> {
  return call(hub.url, '/api/press', { body: { id }, headers });
}

/** Presses the button of a vote. The pair as it is then. */
async function vote(id: string, choice: string, headers = {}): Promise<Json> {
  const { votes } = await factsOf(id, headers);
  const button = votes.choices.find((one: Json) => one.choice === choice);
  return (await press(button.id, headers)).json.pair;
}

describe('the facts of a pair', () => {
  it('say why it was refused in the language of whoever reads', async () => {
    const id = await ask(hub.url, 'a cat that is refused');
    await ended(hub.url, id);
    const db = new Database(join(hub.home, 'diptych.db'));
    db.prepare(
      `UPDATE pairs SET state = 'refused', version = version + 1, refusal = json_object('en', ?, 'ko', ?) WHERE id = ?`,
    ).run('The image is broken.', '이미지가 깨졌습니다.', id);
    db.close();
    const seen = await Promise.all(
      ['en', 'ko'].map(
        async (language) => (await factsOf(id, { 'accept-language': language })).refusal,
      ),
    );
    expect(seen).toEqual(['The image is broken.', '이미지가 깨졌습니다.']);
  });

  it('say who asked for what, and how each side stands', async () => {
    const id = await ask(hub.url, 'a cat', { angle: 'low-angle', tone_ratio: 75 });
    const status = await ended(hub.url, id);
    const { messages } = await page();
    const facts = await factsOf(id);
    expect(facts).toMatchObject({
      batch_id: id,
      prompt: 'a cat',
      asker: { mine: true },
      state: 'planned',
      refusal: null,
      chips: ['Sample · 1024x1024', 'A: 3 tone references · B: 5', 'Low angle', 'Tone 75 %'],
      notes: [],
      credit: '2 credits',
      may_change: true,
      why_not: null,
      details: `1:pair_details:${id}`,
    });
    const header = messages.find((one: Json) => one.id === facts.message_id);
    expect(header).toMatchObject({ batch_id: id, generation: null });
    const { generation, message_id: message } = status.sides.B;
    expect(facts.sides.B).toMatchObject({
      recipe: '5 tones',
      width: 1024,
      height: 1024,
      live: null,
      repost: null,
      text: expect.stringMatching(/^B · ready · \d+ s$/),
      attempts: [
        {
          generation,
          number: 1,
          message_id: message,
          state: 'succeeded',
          took_ms: expect.any(Number),
          tone: { ratio: 75, staged: 75 },
          angle: { ratio: 100, staged: 100 },
        },
      ],
    });
    expect(messages.find((one: Json) => one.id === message)).toMatchObject({
      batch_id: id,
      generation,
    });
    expect(facts.sides.B.usual_ms).toBeGreaterThan(0);
  });

  it('say which run of a side is live, where it stands and what cancels it', async () => {
    const id = await ask(hub.url, 'a dog #slow-a');
    const { live } = await until(
      () => factsOf(id),
      ({ sides }) => sides.A.live?.state === 'running',
    ).then(({ sides }) => sides.A);
    expect(live).toMatchObject({ number: 1, text: 'A · making the image' });
    const { json } = await press(live.cancel);
    expect(json).toMatchObject({ type: 'done', pair: { batch_id: id } });
    expect(json.pair.sides.A).toMatchObject({
      live: null,
      text: 'A · cancelled',
      attempts: [{ state: 'cancelled', tone: null, angle: null }],
    });
    await ended(hub.url, id);
  });

  it('stage a ratio by its own button, without a press between', async () => {
    const id = await ask(hub.url, 'a sea');
    await ended(hub.url, id);
    const [{ tone }] = (await factsOf(id)).sides.A.attempts;
    expect(tone.choices.map((one: Json) => one.ratio)).toEqual([25, 50, 75, 100]);
    const quarter = tone.choices[0];
    const { pair } = (await press(quarter.id)).json;
    expect(pair.sides.A.attempts[0].tone).toMatchObject({ ratio: tone.ratio, staged: 25 });
  });

  it('tell who may change it, and the others why they may not', async () => {
    const id = await ask(hub.url, 'a house');
    await ended(hub.url, id);
    const seen = await factsOf(id, BEN);
    expect(seen).toMatchObject({ asker: { mine: false }, may_change: false });
    expect(seen.why_not).toMatch(/^Only the person who asked \(.+\) and admins can do that\.$/);
  });

  it('keep how people voted from those who have not', async () => {
    const id = await ask(hub.url, 'a flower');
    await ended(hub.url, id);
    expect((await factsOf(id)).votes).toMatchObject({ total: 0, mine: null, split: null });
    const mine = await vote(id, 'A');
    const split = { A: 1, B: 0, tie: 0, both_bad: 0 };
    expect(mine.votes).toMatchObject({ total: 1, mine: 'A', split });
    expect((await factsOf(id, BEN)).votes).toMatchObject({ total: 1, mine: null, split: null });
    const bens = await vote(id, 'tie', BEN);
    expect(bens.votes).toMatchObject({ total: 2, mine: 'tie', split: { A: 1, tie: 1 } });
  });

  it('have no vote of who took it back', async () => {
    const id = await ask(hub.url, 'a chair');
    await ended(hub.url, id);
    await vote(id, 'A');
    expect((await vote(id, 'A')).votes).toMatchObject({ total: 0, mine: null, split: null });
  });

  it('come with an image in the very event that shows it, votes and credits included', async () => {
    const events = await follow();
    const id = await ask(hub.url, 'a lighthouse');
    const { sides } = await ended(hub.url, id);
    const first = (side: 'A' | 'B') =>
      until(events, (all) =>
        all.some((one: Json) => one.generation === sides[side].generation),
      ).then((all) => all.find((one: Json) => one.generation === sides[side].generation));
    for (const side of ['A', 'B'] as const) {
      const event = await first(side);
      expect(event.pair).toMatchObject({ batch_id: id, credit: expect.stringMatching(/credit/) });
      expect(event.pair.sides[side].attempts).toMatchObject([{ message_id: event.id }]);
    }
  });

  it('reach all readers when somebody changes a vote', async () => {
    const id = await ask(hub.url, 'a lamp');
    await ended(hub.url, id);
    await vote(id, 'A');
    await vote(id, 'B', BEN);
    const events = await follow(BEN);
    await vote(id, 'B');
    const split = { A: 0, B: 2 };
    await until(events, (all) => all.some((one: Json) => one.pair?.votes?.split?.B === 2));
    expect(events().findLast((one: Json) => one.batch_id === id)?.pair.votes).toMatchObject({
      mine: 'B',
      split,
    });
  });
});

/** Follows the chat as somebody; what has been told so far. */
async function follow(headers = {}): Promise<() => Json[]> {
  const leave = new AbortController();
  const response = await fetch(`${hub.url}/api/events`, { headers, signal: leave.signal });
  leaving.push(leave);
  let text = '';
  void (async () => {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
    }
  })().catch(() => undefined);
  return () =>
    [...text.matchAll(/^event: message\ndata: (.*)$/gm)].map(([, data = '']) => JSON.parse(data));
}
const leaving: AbortController[] = [];
afterAll(() => leaving.forEach((one) => one.abort()));

/** Asks again until it is so. */
async function until<T>(read: () => T | Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { type Answer, call, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.close());

/** The status of a new pair, once both sides have their image. */
async function pairOf(prompt: string): Promise<Answer['json']> {
  const asked = await call(hub.url, '/api/generate', { body: { prompt } });
  return vi.waitFor(async () => {
    const { json } = await call(hub.url, `/api/generation-status?batch_id=${asked.json.batch_id}`);
    expect([json.side_a_state, json.side_b_state]).toEqual(['succeeded', 'succeeded']);
    return json;
  }, PATIENT);
}

it('the status of a race has all candidates, with pictures, and says who won and why', async () => {
  const { sides } = await pairOf('a Korean woman');
  expect(sides.A.race).toEqual({
    candidates: [
      { model: 'sample-basic', state: 'succeeded', image_url: expect.any(String), won: true },
      { model: 'sample-quality', state: 'succeeded', image_url: expect.any(String), won: false },
    ],
    judge: null,
    reason: null,
    rule: 'no_judge',
  });
  for (const { image_url: url } of sides.A.race.candidates) {
    const picture = await fetch(`${hub.url}${url}`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  }
});

it('without a race there is none', async () => {
  const { sides } = await pairOf('a stone');
  expect([sides.A.race, sides.B.race]).toEqual([null, null]);
});

import { expect, it } from 'vitest';
import { Hub } from '../studio/hub.ts';
import { webOf } from './app.ts';

async function withImages() {
  const hub = await new Hub().start();
  const pair = await hub.pairWithImages();
  const [a, b] = [hub.newest(pair, 'A').id, hub.newest(pair, 'B').id];
  const press = async (who: string, choice: string, headers: Record<string, string> = {}) => {
    const body = { id: `1:vote:${a}:${b}:${choice}` };
    const answer = await webOf(hub).as(who)('/api/press', { body, headers });
    await hub.settle();
    return answer;
  };
  return { hub, pair, press };
}

it('a vote over HTTP is counted, changed, and withdrawn by the same press again', async () => {
  const { hub, pair, press } = await withImages();
  await press('ana', 'A');
  expect((await press('ben', 'A')).json).toMatchObject({
    type: 'said',
    text: 'Your vote is counted: A. So far: A 2 · B 0 · tie 0 · both bad 0. The same button again takes it back.',
  });
  expect((await press('ben', 'both_bad')).json.text).toContain('A 1 · B 0 · tie 0 · both bad 1.');
  expect(hub.text(pair)).toContain('Votes: 2.');
  expect(await press('ben', 'both_bad')).toMatchObject({
    status: 200,
    json: { type: 'said', text: 'Your vote is taken back.' },
  });
  expect(hub.text(pair)).toContain('Votes: 1.');
});

it('a vote that is sent again under its Idempotency-Key is not withdrawn', async () => {
  const { hub, pair, press } = await withImages();
  const key = { 'idempotency-key': 'k1' };
  const first = await press('ben', 'A', key);
  expect(first.json.text).toContain('Your vote is counted: A.');
  expect((await press('ben', 'A', key)).json.text).toBe(first.json.text);
  expect(hub.view(pair).votes).toHaveLength(1);
});

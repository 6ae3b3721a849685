import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, call, ended, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.close());

const post = (path: string, body: unknown) =>
  call(hub.url, path, { body, headers: { 'accept-language': 'ko' } });

it('a ratio that changes nothing runs nothing and costs nothing, pressed or asked for', async () => {
  const pair = await ask(hub.url, 'a chair');
  const { generation } = (await ended(hub.url, pair)).sides.A;
  const before = (await call(hub.url, '/api/credits')).json.lifetime;
  const refused = {
    status: 409,
    code: 'angle_shapes_nothing',
    detail:
      '이 이미지에는 카메라 앵글이 없어서 앵글 비율을 바꿔도 달라지지 않습니다. 먼저 ‘편집…’에서 앵글을 정해 주세요.',
  };
  const pressed = await post('/api/press', { id: `1:angle:${generation}:25` });
  expect(pressed.json).toMatchObject(refused);
  const side = { batch_id: pair, side: 'A', injection_override: { angle_ratio: 25 } };
  expect((await post('/api/generate-side', side)).json).toMatchObject(refused);
  const { sides } = (await call(hub.url, `/api/generation-status?batch_id=${pair}`)).json;
  expect([sides.A.number, sides.A.generation]).toEqual([1, generation]);
  expect((await call(hub.url, '/api/credits')).json.lifetime).toBe(before);
  const { messages } = (await call(hub.url, '/api/messages')).json;
  const labels = messages
    .filter((one: { card: { kind: string } }) => one.card.kind === 'image')
    .flatMap((one: { card: { rows: { label: string }[][] } }) => one.card.rows.flat())
    .map((one: { label: string }) => one.label.split(' ')[0]);
  expect(labels.filter((one: string) => one === 'Tone')).toHaveLength(2);
  expect(labels).not.toContain('Angle');
});

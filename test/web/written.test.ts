import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, ended, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub({ ADMIN_USERS: 'web:root,web:Jose\u0301' });
});
afterAll(() => hub.close());

const post = (path: string, body: unknown, headers = {}) => call(hub.url, path, { body, headers });

/** How a side was made, by what matters of a prompt’s words. */
async function madeOf(prompt: string) {
  const { status, json } = await post('/api/generate', { prompt });
  expect(status).toBe(202);
  const { spec } = (await ended(hub.url, json.batch_id)).sides.A;
  const { prompt: stored, prompt_sent: sent, tone_ratio: tone, angle_ratio: angle } = spec;
  const labels = spec.references.map((one: { role: string; label: string }) => one.label);
  return { stored, sent, tone, angle, labels: labels.toSorted() };
}

describe('a prompt over HTTP', () => {
  it('in Hangul taken apart makes what the same prompt in one piece makes', async () => {
    const whole = '서울에서 걷는 여자'.normalize('NFC');
    const apart = await madeOf(whole.normalize('NFD'));
    expect(apart).toMatchObject({ stored: whole, tone: 75, angle: 75 });
    expect(apart.labels).toContain('Mina');
    expect(apart.sent).toContain(whole);
    expect(apart.sent).toMatch(/no other people/i);
  });

  it('is whole where half an emoji was', async () => {
    const { stored, sent } = await madeOf('a cat \ud83d on a mat');
    expect(stored).toBe('a cat  on a mat');
    expect(sent.isWellFormed()).toBe(true);
  });

  it.each([
    ['zero-width spaces', '\u200b\u200b'],
    ['fillers', '\u3164\u3164'],
  ])('of %s is refused as empty', async (_what, prompt) => {
    const { status, json } = await post('/api/generate', { prompt });
    expect([status, json.code]).toEqual([422, 'prompt_empty']);
  });

  it.each([
    ['syllables taken apart', '\ubbfc'.normalize('NFD').repeat(1_300)],
    ['emoji', '\u{1f600}'.repeat(1_300)],
  ])('of 1,300 %s is accepted', async (_what, prompt) => {
    expect((await post('/api/generate', { prompt })).status).toBe(202);
  });
});

describe('a person over HTTP', () => {
  it.each([
    ['नेहा', 'नेहा', false],
    ['กิ่ง', 'กิ่ง', false],
    ["O'Neil", "O'Neil", false],
    ['Jose\u0301', 'Jos\u00e9', true],
    ['Jos\u00e9', 'Jos\u00e9', true],
    ['\u1106\u1175\u11ab\u110c\u1175', '\ubbfc\uc9c0', false],
  ])('called %s is %s', async (named, name, admin) => {
    const headers = { 'x-diptych-user': encodeURIComponent(named) };
    const { json } = await call(hub.url, '/api/me', { headers });
    expect([json.name, json.admin]).toEqual([name, admin]);
  });
});

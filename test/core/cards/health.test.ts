import { describe, expect, it } from 'vitest';
import { healthFaults, healthTexts } from '../../../src/core/cards/health.ts';
import type { HubHealth, RestingCalls } from '../../../src/core/domain/hub-health.ts';

const images: RestingCalls = {
  provider: 'OpenAI',
  purpose: 'image',
  model: null,
  restMs: 30_000,
  why: 'failures',
};
const health = (...resting: RestingCalls[]): HubHealth => ({
  queue: 'inside',
  queueFault: null,
  workers: [],
  blobsFault: null,
  resting,
});

describe('what rests', () => {
  it('is told to admins with its purpose and time, the longest first', () => {
    const model: RestingCalls = {
      ...images,
      model: 'gpt-image-2',
      restMs: 19_001,
      why: 'rate_limited',
    };
    const plans: RestingCalls = { ...images, provider: 'Gemini', purpose: 'classification' };
    const resting = health(model, { ...plans, restMs: 60_000 }, images);
    expect(healthTexts(resting, 'en')).toEqual([
      'Gemini is not called for 60 s, because it failed repeatedly. For: Reading prompts.',
      'OpenAI is not called for 30 s, because it failed repeatedly. For: Images.',
      'OpenAI gpt-image-2 is not called for 20 s, because it asked us to wait. For: Images.',
    ]);
    expect(healthTexts(health(model), 'ko')).toEqual([
      'OpenAI gpt-image-2: 기다려 달라고 해서 20초 동안 부르지 않습니다. 용도: 이미지.',
    ]);
  });

  it('is no fault of the hub: it is ready all the same', () => {
    expect(healthFaults(health(images), 'en')).toEqual([]);
  });

  it('is at most six lines', () => {
    const many = Array.from({ length: 9 }, (_, n) => ({ ...images, model: `m${n}` }));
    expect(healthTexts(health(...many), 'en')).toHaveLength(6);
  });
});

describe('a queue that is away', () => {
  it('says what it says itself, where it can be reached and takes nothing', () => {
    const away: HubHealth = { ...health(), queue: 'away' };
    expect(healthFaults(away, 'en')).toEqual([
      'Redis cannot be reached: commands are accepted and wait, and what runs goes on. Please see to it.',
    ]);
    expect(healthFaults({ ...away, queueFault: 'OOM it is full.' }, 'en')).toEqual([
      'Redis takes no writes: commands are accepted and wait, and what runs goes on. It says: OOM it is full.',
    ]);
  });
});

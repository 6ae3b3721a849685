import { describe, expect, it } from 'vitest';
import { waitInMessage } from '../../src/providers/common/retry-after.ts';
import { NOW } from '../values.ts';
import { says } from './openai-said.ts';

describe('a rate limit', () => {
  const limit = { code: 'rate_limit_exceeded', message: 'Please try again in 12s.' };

  it('asks to wait by its header, else by its words', async () => {
    expect(await says(429, limit, { 'retry-after': '20' })).toMatchObject({ retryAfterMs: 20_000 });
    expect(await says(429, limit)).toMatchObject({ retryAfterMs: 12_000 });
    const at = new Date(NOW + 30_000).toUTCString();
    expect(await says(429, limit, { 'retry-after': at })).toMatchObject({ retryAfterMs: 30_000 });
  });

  it.each([
    ['Please try again in 7.188s. Visit https://x', 7_188],
    ['slow down and try again after 51.84 seconds.', 51_840],
    ['Please try again in 350ms.', 350],
    ['Please try again in 1m12.5s.', 72_500],
    ['Please try again in 2 minutes.', 120_000],
    ['Please try again later.', null],
    ['Please try again in a while.', null],
    ['', null],
  ])('%j', (message, ms) => {
    expect(waitInMessage(message)).toBe(ms);
  });
});

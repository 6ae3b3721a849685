import { describe, expect, it } from 'vitest';
import { readResult } from '../../../src/core/ports/render-queue.ts';
import { aGeneration } from '../../values.ts';

const { spec } = aGeneration('a1');
const job = { generationId: 'a1', spec };
const image = { key: spec.outputKey, type: 'image/png', width: 64, height: 48, bytes: 9 };
const call = { id: 'a1', purpose: 'image', provider: 'sample', modelId: 'sample-basic' };
const ended = { ...call, outcome: 'image', costUsd: 0.02, tokens: null };

describe('a result', () => {
  it('is read with all calls that were made for it', () => {
    const tokens = { textIn: 5, imageIn: 0, textOut: 0, imageOut: 272 };
    const other = { ...ended, id: 'c2', purpose: 'judge', outcome: 'answered', tokens };
    const result = { version: 2, ok: true, image, calls: [ended, other] };
    expect(readResult(JSON.parse(JSON.stringify(result)), job)).toEqual(result);
  });

  it.each([
    [{ calls: [{ ...ended, tokens: { textIn: -1 } }] }, [ended]],
    [{ calls: [] }, []],
  ])('is read whatever its tokens are: %j', (more, calls) => {
    expect(readResult({ version: 2, ok: true, image, ...more }, job).calls).toEqual(calls);
  });

  it.each([
    [
      { ok: true, image, costUsd: 0.02 },
      { ok: true, image, calls: [ended] },
    ],
    [
      { ok: true, image, costUsd: null },
      { ok: true, image, calls: [{ ...ended, costUsd: null }] },
    ],
    [
      { ok: false, failure: { kind: 'network', detail: 'gone' }, costUsd: 0.5 },
      {
        ok: false,
        failure: { kind: 'network', detail: 'gone' },
        calls: [{ ...ended, outcome: 'network', costUsd: 0.5 }],
      },
    ],
    [
      { ok: false, failure: { kind: 'auth', detail: 'no key', unasked: true }, costUsd: 0 },
      { ok: false, failure: { kind: 'auth', detail: 'no key', unasked: true }, calls: [] },
    ],
  ])('of an older hub, with one cost, has the one call that was made: %j', (old, read) => {
    expect(readResult(old, job)).toEqual({ version: 2, ...read });
  });

  it.each([
    [{ version: 3, ok: true }, 'a render result of version 3 cannot be read: only version 1 and 2'],
    [{ version: 2, ok: true, image }, 'a render result cannot be read: calls: '],
    [{ ok: true, costUsd: 0 }, 'a render result cannot be read: image: '],
    [null, 'a render result cannot be read: '],
  ])('that cannot be read is refused with what is wrong with it: %j', (value, why) => {
    expect(() => readResult(value, job)).toThrow(why);
  });
});

const failure = { kind: 'rate_limited', detail: 'slow down', retryAfterMs: 5, stage: 'input' };

describe('what another process wrote', () => {
  it.each([
    {},
    { version: 2, ok: true, image, calls: [{ ...ended, costUsd: -1 }] },
    { version: 2, ok: true, image, calls: [{ ...ended, purpose: 'fun' }] },
    { ok: true, image },
    { ok: true, image, costUsd: -1 },
    { ok: true, image: { ...image, key: '' }, costUsd: 0 },
    { ok: true, image: { ...image, type: 'image/gif' }, costUsd: 0 },
    { ok: true, image: { ...image, width: 0 }, costUsd: 0 },
    { ok: true, image: { ...image, height: 1.5 }, costUsd: 0 },
    { ok: true, image: { ...image, bytes: 0 }, costUsd: 0 },
    { ok: false, failure: { kind: 'tired', detail: '' }, costUsd: 0 },
    { ok: false, failure: { ...failure, stage: 'middle' }, costUsd: 0 },
    { ok: false, failure: { ...failure, retryAfterMs: -1 }, costUsd: 0 },
    { ok: false, failure: { ...failure, unasked: false }, costUsd: 0 },
    { ok: false, image, costUsd: 0 },
  ])('is no result when it says %j', (value) => {
    expect(() => readResult(value, job)).toThrow('a render result cannot be read');
  });
});

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

import { describe, expect, it } from 'vitest';
import {
  endingOf,
  outputKey,
  resultKey,
  typeByEnding,
} from '../../../src/core/domain/output-key.ts';
import { renderResultSchema } from '../../../src/core/ports/render-queue.ts';

describe('where an image goes', () => {
  it('is its workspace’s folder of the month of UTC, under its generation’s name', () => {
    const at = Date.UTC(2026, 10, 30, 23, 59, 59, 999);
    expect(outputKey('web', 'g1', 'image/png', at)).toBe('library/web/2026-11/g1.png');
    expect(outputKey('guild', 'g2', 'image/jpeg', at + 1)).toBe('library/guild/2026-12/g2.jpg');
    expect(outputKey('web', 'g3', 'image/webp', at)).toBe('library/web/2026-11/g3.webp');
  });

  it('has its ending beside it', () => {
    expect(resultKey('library/web/2026-11/g1.png')).toBe('library/web/2026-11/g1.png.json');
  });
});

describe('the type of an image', () => {
  it.each([
    ['a.png', 'image/png'],
    ['a.jpg', 'image/jpeg'],
    ['a.webp', 'image/webp'],
    ['a.b.png', 'image/png'],
    ['a.gif', undefined],
    ['apng', undefined],
    ['a.png.json', undefined],
  ] as const)('of %s is %s', (name, type) => {
    expect(typeByEnding(name)).toBe(type);
    if (type !== undefined) expect(name.endsWith(`.${endingOf(type)}`)).toBe(true);
  });
});

describe('an ending that another process wrote', () => {
  const image = { key: 'k', type: 'image/png', width: 1, height: 1, bytes: 1 };
  const failure = {
    kind: 'safety_block',
    detail: 'no',
    stage: 'input',
    categories: ['violence'],
    retryAfterMs: 0,
    withdrawn: true,
    answered: true,
    unasked: true,
  };

  it.each([
    { ok: true, image, costUsd: null },
    { ok: true, image: { ...image, sha256: 'abc' }, costUsd: 0 },
    { ok: false, failure, costUsd: 0.04 },
    { ok: false, failure: { kind: 'timeout', detail: '' }, costUsd: null },
  ])('is read whole: %j', (result) => {
    expect(renderResultSchema.parse(result)).toEqual(result);
  });

  it.each([
    {},
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
  ])('is none when it says %j', (result) => {
    expect(renderResultSchema.safeParse(result).success).toBe(false);
  });
});

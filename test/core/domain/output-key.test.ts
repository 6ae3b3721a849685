import { describe, expect, it } from 'vitest';
import {
  endingOf,
  outputKey,
  resultKey,
  typeByEnding,
} from '../../../src/core/domain/output-key.ts';

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

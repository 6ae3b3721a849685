import { describe, expect, it } from 'vitest';
import { Signer, sameText } from '../../src/bots/web/links.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

const HOUR = 3_600_000;

function linkOf(signer: Signer, file: string) {
  const query = new URLSearchParams(signer.linkQuery(file));
  return { expires: query.get('expires') ?? '', signature: query.get('signature') ?? '' };
}

describe('a link to an image', () => {
  it.each([
    [HOUR - 1, true],
    [HOUR, false],
  ])('after %i ms: whether it is good', async (ms, good) => {
    const clock = new FakeClock();
    const signer = new Signer('secret', clock);
    const { expires, signature } = linkOf(signer, 'a.png');
    await clock.advance(ms);
    expect(signer.linkIsGood('a.png', expires, signature)).toBe(good);
  });

  it('cannot be made to last, nor to name another image', () => {
    const clock = new FakeClock();
    const signer = new Signer('secret', clock);
    const { expires, signature } = linkOf(signer, 'a.png');
    expect(signer.linkIsGood('a.png', String(Number(expires) + 1), signature)).toBe(false);
    expect(signer.linkIsGood('b.png', expires, signature)).toBe(false);
    expect(signer.linkIsGood('a.png', `${expires}0`, signature)).toBe(false);
    expect(signer.linkIsGood('a.png', 'NaN', signature)).toBe(false);
    expect(signer.linkIsGood('a.png', undefined, signature)).toBe(false);
    expect(signer.linkIsGood('a.png', expires, undefined)).toBe(false);
    expect(signer.linkIsGood('a.png', expires, '')).toBe(false);
  });

  it('is good with its own secret alone', () => {
    const clock = new FakeClock();
    const { expires, signature } = linkOf(new Signer('secret', clock), 'a.png');
    expect(new Signer('another', clock).linkIsGood('a.png', expires, signature)).toBe(false);
  });

  it('is at the public address, until its end, and nowhere without one', () => {
    const clock = new FakeClock();
    const signer = new Signer('secret', clock);
    const key = 'library/web/2026-11/a.png';
    const link = signer.imageLinks('https://art.example')(key);
    const { expires, signature } = linkOf(signer, 'a.png');
    expect(link).toEqual({
      url: `https://art.example/images/a.png?expires=${expires}&signature=${signature}`,
      until: clock.now() + HOUR,
    });
    expect(Number(expires)).toBe(clock.now() + HOUR);
    expect(signer.imageLinks(null)(key)).toBeNull();
  });
});

it.each([
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['abc', 'ab', false],
  ['', '', true],
  ['', 'a', false],
])('%j and %j are the same text: %s', (a, b, same) => {
  expect(sameText(a, b)).toBe(same);
});

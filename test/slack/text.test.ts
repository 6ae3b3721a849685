import { describe, expect, it } from 'vitest';
import { escapeText, fallbackText, inPieces, linkText, plain } from '../../src/bots/slack/text.ts';

const FAMILY = '👨‍👩‍👧‍👦';

describe('a plain text for Slack', () => {
  it('is shown as it is written: no markup, no emoji by name', () => {
    expect(plain('<!channel> *b* :wave:', 75)).toEqual({
      type: 'plain_text',
      text: '<!channel> *b* :wave:',
      emoji: false,
    });
  });

  it('is cut by whole characters', () => {
    expect(plain('x'.repeat(75), 75).text).toBe('x'.repeat(75));
    expect(plain('x'.repeat(76), 75).text).toBe(`${'x'.repeat(74)}…`);
    expect(plain(FAMILY.repeat(3), 24).text).toBe(`${FAMILY.repeat(2)}…`);
  });

  it('is never empty, which Slack refuses', () => {
    expect(plain('', 75).text).toBe('–');
    expect(plain(' \n', 75).text).toBe('–');
    expect(plain('\u202E', 75).text).toBe('–');
  });

  it('does not turn the direction of what stands behind it', () => {
    expect(plain('a\u202Eb\u2066c', 75).text).toBe('abc');
  });
});

describe('a link in our own words', () => {
  it('leads nowhere else, whatever its address has', () => {
    expect(linkText('https://x.example/a|b> <@U1>', 'Open & see')).toEqual({
      type: 'mrkdwn',
      text: '<https://x.example/a%7Cb%3E%20%3C@U1%3E|Open &amp; see>',
      verbatim: true,
    });
  });
});

describe('the text of notifications', () => {
  it('mentions nobody and links nothing', () => {
    expect(escapeText('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
    expect(fallbackText('ana asks', '<!here>')).toBe('ana asks\n&lt;!here&gt;');
  });

  it('has at most 300 characters, and none of them half of an entity', () => {
    const short = fallbackText('x'.repeat(400));
    expect(short).toBe(`${'x'.repeat(299)}…`);
    const escaped = fallbackText('&'.repeat(400));
    expect(escaped.length).toBeLessThanOrEqual(300);
    expect(escaped).toMatch(/^(&amp;)+…$/);
  });

  it('is never empty', () => {
    expect(fallbackText()).toBe('–');
    expect(fallbackText('', '')).toBe('–');
  });
});

describe('a text in pieces', () => {
  it('is whole when the pieces are put together', () => {
    const text = `${FAMILY}a`.repeat(50);
    const pieces = inPieces(text, 100);
    expect(pieces.join('')).toBe(text);
    expect(pieces.every((one) => one.length <= 100)).toBe(true);
    expect(pieces.every((one) => one.startsWith('a') || one.startsWith(FAMILY))).toBe(true);
  });

  it('is one piece where it fits', () => {
    expect(inPieces('abc', 3)).toEqual(['abc']);
    expect(inPieces('', 3)).toEqual([]);
  });
});

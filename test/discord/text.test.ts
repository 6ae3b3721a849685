import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, fitLines, lineText } from '../../src/bots/discord/text.ts';
import { cut } from '../../src/core/base/text.ts';
import { plainText } from '../journeys/plain-text.ts';

describe('what somebody wrote', () => {
  it.each([
    ['@everyone <@123> <@&4> <#5>', String.raw`\@everyone \<\@123\> \<\@&4\> \<\#5\>`],
    ['**bold** _it_ ~~no~~ `x` ||s||', String.raw`\*\*bold\*\* \_it\_ \~\~no\~\~ \`x\` \|\|s\|\|`],
    ['[click](https://evil.example)', String.raw`\[click\]\(https:\//evil.example\)`],
    ['# head\n- item\n1. one\n> quote', `\\# head\n\\- item\n1\\. one\n\\> quote`],
    ['<t:0:R> <:a:1>', String.raw`\<t:0:R\> \<:a:1\>`],
    ['a\u202Egnp.exe', 'agnp.exe'],
    ['3.5 a-b, fine!', '3.5 a-b, fine!'],
  ])('%j is shown as written', (written, sent) => {
    expect(escapeText(written)).toBe(sent);
  });

  it('reads the same after escaping, whatever it is', () => {
    const written = fc
      .string({ unit: 'binary' })
      .map((text) => text.replace(/[\u202A-\u202E\u2066-\u2069]/g, ''));
    fc.assert(
      fc.property(written, (text) => {
        expect(plainText(escapeText(text))).toBe(text);
      }),
    );
  });

  it('is quoted line by line, and cannot leave its quotation', () => {
    expect(lineText({ text: 'one\ntwo', quote: true })).toBe('> one\n> two');
  });
});

describe('a line', () => {
  it('links and tells since when', () => {
    expect(lineText({ text: 'B (2)', link: 'https://discord.com/1' })).toBe(
      String.raw`[B \(2\)](https://discord.com/1)`,
    );
    expect(lineText({ text: 'A', since: 1_700_000_000_900 })).toBe('A · <t:1700000000:R>');
  });
});

describe('a cut', () => {
  it('keeps whole characters and says that something is missing', () => {
    expect(cut('abcdef', 6)).toBe('abcdef');
    expect(cut('abcdefg', 6)).toBe('abcde…');
    expect(cut('👩‍🎤👩‍🎤👩‍🎤', 8)).toBe('👩‍🎤…');
  });
});

describe('lines that are too long together', () => {
  it('fit, the short ones whole, whatever they are', () => {
    const texts = fc.array(
      fc.record({ text: fc.string({ maxLength: 3_000 }), quote: fc.boolean() }),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(texts, (lines) => {
        const { texts: shown, isCut } = fitLines(lines, 4_000);
        const total = shown.reduce((sum, one) => sum + one.length + 1, 0);
        expect(total).toBeLessThanOrEqual(4_000);
        const whole = lines.every((line, index) => lineText(line) === shown[index]);
        expect(isCut).toBe(!whole);
      }),
    );
  });

  it('loses nothing while there is room', () => {
    const lines = [{ text: 'x'.repeat(3_000), quote: true }, { text: 'A · ready' }];
    expect(fitLines(lines, 4_000)).toEqual({
      texts: [`> ${'x'.repeat(3_000)}`, 'A · ready'],
      isCut: false,
    });
    expect(fitLines(lines, 2_000).texts[1]).toBe('A · ready');
  });
});

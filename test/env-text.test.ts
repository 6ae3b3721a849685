import { describe, expect, it } from 'vitest';
import { textOfEnv } from '../src/env-text.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const le = (text: string) => Buffer.from(text, 'utf16le');
const be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const BOM = '\ufeff';

describe('a .env file', () => {
  it.each<[string, Buffer[], string]>([
    ['in UTF-8', [utf8('A=1\nB=민\n')], 'A=1\nB=민\n'],
    ['in UTF-8 with a mark', [utf8(`${BOM}A=1\n`)], 'A=1\n'],
    ['as PowerShell writes it', [le(`${BOM}A=1\r\nPORT=3399\r\n`)], 'A=1\r\nPORT=3399\r\n'],
    ['in UTF-16 without a mark', [le('A=1\nB=민\n')], 'A=1\nB=민\n'],
    ['in big-endian UTF-16', [be(`${BOM}A=1\r\nB=민\r\n`)], 'A=1\r\nB=민\r\n'],
    ['in big-endian UTF-16 without a mark', [be('A=1\nB=2')], 'A=1\nB=2'],
    ['to which PowerShell added', [utf8('# 설정\nA=1\n'), le('B=2\r\n')], '# 설정\nA=1\nB=2\r\n'],
    ['to which PowerShell added with a mark', [utf8('A=1\n'), le(`${BOM}B=2\r\n`)], 'A=1\nB=2\r\n'],
    ['of PowerShell to which a shell added', [le(`${BOM}A=1\r\n`), utf8('B=2\n')], 'A=1\r\nB=2\n'],
    ['that begins with other letters', [le(`${BOM}민=1\r\nB=2\r\n`)], '민=1\r\nB=2\r\n'],
    [
      'whose character holds the byte of a line end',
      [le(`${BOM}#\u0a0a\u010a\nB=2`)],
      '#\u0a0a\u010a\nB=2',
    ],
    ['of two marked parts', [utf8(`${BOM}A=1\n`), utf8(`${BOM}B=2\n`)], 'A=1\nB=2\n'],
    ['without anything', [], ''],
    ['of a mark alone', [utf8(BOM)], ''],
  ])('%s is read', (_what, parts, text) => {
    expect(textOfEnv(Buffer.concat(parts))).toBe(text);
  });
});

/** How a line is written. */
type Coding = 'utf-8' | 'utf-16le' | 'utf-16be';

const LF = 0x0a;
const BOMS: readonly (readonly [Coding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The text of a `.env` file in UTF-8 or UTF-16, with or without a byte order mark. Each line is read as it is written,
 * because `>>` of Windows PowerShell adds UTF-16 to whatever the file has, and other shells add UTF-8. A line begins
 * with a letter of ASCII, a # or its end, so that its first two bytes tell them apart.
 */
export function textOfEnv(bytes: Uint8Array): string {
  let text = '';
  let usual: Coding = 'utf-8';
  for (let at = 0; at < bytes.length; ) {
    const marked = BOMS.find(([, mark]) => mark.every((byte, index) => bytes[at + index] === byte));
    if (marked !== undefined) {
      usual = marked[0];
      at += marked[1].length;
    }
    const coding = codingAt(bytes, at, usual);
    const end = lineEnd(bytes, at, coding);
    text += new TextDecoder(coding).decode(bytes.subarray(at, end));
    at = end;
  }
  return text;
}

function codingAt(bytes: Uint8Array, at: number, usual: Coding): Coding {
  if (bytes[at + 1] === 0) return 'utf-16le';
  if (bytes[at] === 0) return 'utf-16be';
  // Only a line of UTF-16 has zeros in it.
  const line = bytes.subarray(at, lineEnd(bytes, at, 'utf-8'));
  return line.includes(0) ? usual : 'utf-8';
}

/** The index behind the line that begins at `at`. */
function lineEnd(bytes: Uint8Array, at: number, coding: Coding): number {
  const isWide = coding !== 'utf-8';
  const low = coding === 'utf-16be' ? 1 : 0;
  for (let index = at; index < bytes.length; index += isWide ? 2 : 1) {
    const isEnd = bytes[index + low] === LF && (!isWide || bytes[index + 1 - low] === 0);
    if (isEnd) return index + (isWide ? 2 : 1);
  }
  return bytes.length;
}

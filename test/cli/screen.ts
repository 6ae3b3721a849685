import { PassThrough } from 'node:stream';

/** A terminal that keeps what it shows: enough of one for lines that are drawn anew. */
export function aTerminal(columns: number, rows = 24) {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns, rows });
  const raw = () => {
    const chunk = stream.read();
    written += chunk === null ? '' : String(chunk);
    return written;
  };
  let written = '';
  /** The lines on the screen now, without empty ones. */
  const screen = () => drawn(raw()).filter((line) => line !== '');
  return { stream, raw, screen };
}

// oxlint-disable-next-line no-control-regex -- terminals are steered by them
const STEP = /\u001b\[(\??\d*)([A-Za-z])|\n|[^\u001b\n]+/g;

function drawn(written: string): readonly string[] {
  const lines: string[] = [''];
  let [y, x] = [0, 0];
  for (const [text, number = '', code] of written.matchAll(STEP)) {
    const line = lines[y] ?? '';
    if (text === '\n') [y, x] = [y + 1, 0];
    else if (code === undefined) {
      lines[y] = line.slice(0, x) + text + line.slice(x + text.length);
      x += text.length;
    } else if (code === 'A') y -= Number(number);
    else if (code === 'G') x = Number(number) - 1;
    else if (code === 'K') lines[y] = number === '2' ? '' : line.slice(0, x);
    else if (code === 'J') lines.splice(y, Infinity, line.slice(0, x));
    else throw new Error(`this terminal does not know ${JSON.stringify(text)}`);
  }
  return lines.map((line) => line ?? '');
}

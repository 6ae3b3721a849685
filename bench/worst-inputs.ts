import { crc32, deflateSync } from 'node:zlib';

const MEGABYTE = 1024 * 1024;

/** A request that asks for as much work as one of its size can, and the code with which it is refused. */
export interface WorstInput {
  readonly what: string;
  readonly path: string;
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly codes: readonly string[];
}

/** The worst input of each door of the HTTP API. `uploads` of 20 MB are sent at once. */
export function worstInputs(uploads = 12): readonly WorstInput[] {
  const refused = ['reference_too_long', 'reference_too_many_pixels', 'reference_type'];
  const full = Buffer.alloc(20 * MEGABYTE, 7);
  return [
    json('a long angle', '/api/generate', long('angle', 250_000), 'body_too_large'),
    json('an angle as long as fits', '/api/generate', long('angle', 60_000), 'body_invalid'),
    json('a prompt as long as fits', '/api/generate', long('prompt', 60_000), 'prompt_too_long'),
    json('28 MB of JSON', '/api/generate', long('prompt', 28 * MEGABYTE), 'body_too_large'),
    json('28 MB to press', '/api/press', long('id', 28 * MEGABYTE), 'body_too_large'),
    json('deep JSON', '/api/generate', '['.repeat(30_000) + ']'.repeat(30_000), 'body_too_deep'),
    json('many keys', '/api/press', manyKeys(), 'button_unknown', 'body_invalid'),
    upload('a picture of 1 × 50,000,000', tallPng(50_000_000), ...refused),
    upload('nested SVG', Buffer.from(nestedSvg()), 'reference_type'),
    upload('21 MB', Buffer.alloc(21 * MEGABYTE), 'reference_too_large'),
    ...Array.from({ length: uploads }, () => upload('20 MB', full, 'reference_type')),
  ];
}

function json(what: string, path: string, text: string, ...codes: string[]): WorstInput {
  return { what, path, type: 'application/json', body: Buffer.from(text), codes };
}

function upload(what: string, body: Uint8Array<ArrayBuffer>, ...codes: string[]): WorstInput {
  const path = '/api/references?name=x.png';
  return { what, path, type: 'application/octet-stream', body, codes };
}

function long(field: string, length: number): string {
  return JSON.stringify({ prompt: 'a cat', [field]: 'x'.repeat(length) });
}

function manyKeys(): string {
  const keys = Array.from({ length: 4_000 }, (_, at) => `"k${at}":"v"`);
  return `{"id":"x","values":{${keys.join(',')}}}`;
}

function nestedSvg(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg">${'<g>'.repeat(50_000)}${'</g>'.repeat(50_000)}</svg>`;
}

/** A whole PNG of one column: 97 KB for fifty million rows. */
function tallPng(rows: number): Buffer<ArrayBuffer> {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(1, 0);
  head.writeUInt32BE(rows, 4);
  head[8] = 8;
  const pixels = deflateSync(Buffer.alloc(rows * 2));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** Sends one, as somebody. The code of the refusal. */
export async function sendWorst(url: string, input: WorstInput, who: string): Promise<string> {
  const headers = { 'content-type': input.type, 'x-diptych-user': who };
  const response = await fetch(`${url}${input.path}`, {
    method: 'POST',
    headers,
    body: input.body,
  });
  const answer: unknown = await response.json();
  const code: unknown = typeof answer === 'object' && answer && Reflect.get(answer, 'code');
  return `${response.status} ${String(code)}`;
}

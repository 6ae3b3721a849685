import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { invalidJson } from './errors.ts';
import type { Upload } from './uploads.ts';

/** A request’s body, as JSON and files. */
export interface RequestBody {
  readonly body: unknown;
  readonly uploads: readonly Upload[];
}

/** Reads a JSON or multipart body. */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(request, 'end');
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readParts(bytes, type);
  return { body: bytes.byteLength === 0 ? undefined : parse(bytes.toString('utf8')), uploads: [] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}

const PART = /^files\[(\d+)\]$/u;

async function readParts(bytes: Buffer<ArrayBuffer>, type: string): Promise<RequestBody> {
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const json = form.get('payload_json');
  const files = [...form.entries()].map(([name, part]) => readFile(name, part));
  const uploads = (await Promise.all(files)).filter((one) => one !== undefined);
  return { body: typeof json === 'string' ? parse(json) : {}, uploads };
}

async function readFile(name: string, part: File | string): Promise<Upload | undefined> {
  const key = PART.exec(name)?.[1];
  if (key === undefined || typeof part === 'string') return undefined;
  return { key, name: part.name, type: part.type, bytes: new Uint8Array(await part.arrayBuffer()) };
}

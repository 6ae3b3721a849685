import sharp from 'sharp';
import type { VendorRequest } from '../vendor/server.ts';
import { strictJson } from '../vendor/strict-json.ts';
import { type Fields, missing } from './fields.ts';
import { OpenAiRefusal, wrong } from './refusal.ts';

/** A file of a form. */
export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface Body {
  readonly fields: Fields;
  readonly images: readonly Upload[];
}

const MAX_IMAGES = 16;
const MAX_BYTES = 50 * 1024 * 1024;
const FORMATS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
};
/** Fields that are numbers; a form has only texts. */
const NUMBERS = new Set(['n', 'output_compression']);

/** The JSON of a generation. Throws a refusal for what is no object. */
export function readJson({ headers, body }: VendorRequest): Body {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('application/json')) throw wrongContent(type, 'application/json');
  try {
    const fields = strictJson(body.toString('utf8'));
    if (isFields(fields)) return { fields, images: [] };
  } catch {
    // Said below.
  }
  const message =
    'We could not parse the JSON body of your request. (HINT: This likely means you aren’t using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)';
  throw wrong(message, null, null);
}

/** The form of an edit, its images checked. Throws a refusal. */
export async function readForm({ headers, body }: VendorRequest): Promise<Body> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) throw wrongContent(type, 'multipart/form-data');
  const form = await parseForm(type, body);
  const fields: Record<string, unknown> = {};
  const images: Upload[] = [];
  for (const [name, value] of form) {
    if (name === 'image' || name === 'image[]') images.push(await uploadOf(value, images.length));
    else if (typeof value !== 'string') throw wrong(`Unexpected file '${name}'.`, name, null);
    else if (Object.hasOwn(fields, name)) throw wrong(`Duplicate field '${name}'.`, name, null);
    else fields[name] = NUMBERS.has(name) && /^\d+$/.test(value) ? Number(value) : value;
  }
  await checkImages(images, [...form.keys()]);
  return { fields, images };
}

async function parseForm(type: string, body: Uint8Array): Promise<FormData> {
  try {
    return await new Response(Buffer.from(body), { headers: { 'content-type': type } }).formData();
  } catch {
    throw wrong('Could not parse multipart form', null, null);
  }
}

async function uploadOf(value: File | string, index: number): Promise<Upload> {
  if (typeof value === 'string') {
    const message =
      "Invalid type for 'image': expected one of an array of files or file, but got a string instead.";
    throw wrong(message, 'image', 'invalid_type');
  }
  const { name, type } = value;
  if (FORMATS[type] === undefined) {
    const known = "Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.";
    const message = `Invalid file 'image[${index}]': unsupported mimetype ('${type}'). ${known}`;
    throw wrong(message, `image[${index}]`, 'unsupported_file_mimetype');
  }
  return { name, type, bytes: new Uint8Array(await value.arrayBuffer()) };
}

/** Throws a refusal for images that are not taken; `names` are those of all fields of the form. */
export async function checkImages(
  images: readonly Upload[],
  names: readonly string[],
): Promise<void> {
  if (images.length === 0) throw missing('image');
  if (images.length > 1 && names.includes('image')) {
    const why = "to send several files, use the array syntax 'image[]'";
    throw wrong(`Duplicate parameter: 'image'; ${why}.`, 'image', 'duplicate_parameter');
  }
  if (images.length > MAX_IMAGES) {
    const why = `Expected an array with maximum length ${MAX_IMAGES}, but got an array with length ${images.length} instead.`;
    throw wrong(`Invalid 'image': array too long. ${why}`, 'image', 'array_above_max_length');
  }
  for (const [index, image] of images.entries()) await checkImage(image, index);
}

async function checkImage({ bytes, type }: Upload, index: number): Promise<void> {
  if (bytes.length >= MAX_BYTES) {
    const message = `Invalid file 'image[${index}]': file is too large. Maximum size is 50MB.`;
    throw wrong(message, `image[${index}]`, 'file_too_large');
  }
  const format = await sharp(bytes)
    .metadata()
    .then(
      (head) => head.format,
      () => 'none',
    );
  if (format === FORMATS[type]) return;
  throw new OpenAiRefusal(400, {
    message: `Invalid image file or mode for image ${index + 1}, please check your image file.`,
    type: 'image_generation_user_error',
    param: 'image',
    code: 'invalid_image_file',
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrongContent(type: string, expected: string): OpenAiRefusal {
  const message = `Unsupported content type: '${type}'. This API method only accepts '${expected}' requests, but you specified the header 'Content-Type: ${type}'.`;
  return wrong(message, null, 'unsupported_content_type');
}

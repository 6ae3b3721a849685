import sharp from 'sharp';
import { z } from 'zod';
import { invalid, unsupported } from './fault.ts';
import type { ModelRules, ReferenceRules } from './models.ts';

export type RawTask = Readonly<Record<string, unknown>>;

/** The reference images of a task, in order. Throws a refusal. */
export async function referencesOf(
  task: RawTask,
  { references }: ModelRules,
): Promise<readonly Uint8Array[]> {
  if (references === null) return [];
  const { field, max } = references;
  const given = field.split('.').reduce<unknown>(inside, task);
  if (task['inputs'] !== undefined && field.startsWith('inputs.')) {
    const other = Object.keys(Object(task['inputs'])).find((name) => `inputs.${name}` !== field);
    if (other !== undefined) throw unsupported(`inputs.${other}`);
  }
  if (given === undefined) return [];
  const list = z.array(z.string()).min(1).max(max).safeParse(given);
  if (!list.success) throw invalid(field, `It must be an array of 1 to ${max} images.`);
  return Promise.all(list.data.map((text) => imageOf(text, references)));
}

function inside(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** A picture from a data URI or from bare base64. URLs and UUIDs are more than this fake has. */
async function imageOf(
  text: string,
  { field, minSide, maxSide, maxBytes }: ReferenceRules,
): Promise<Uint8Array> {
  const [, declared, encoded = text] = /^data:([^;,]*);base64,(.*)$/s.exec(text) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) throw invalid(field, 'Image is not valid base64.');
  const seen = await sharp(bytes)
    .metadata()
    .catch(() => null);
  if (seen === null || !['png', 'jpeg', 'webp'].includes(seen.format)) {
    throw invalid(field, 'Supported formats are: PNG, JPG and WEBP.');
  }
  const { format, width, height } = seen;
  if (declared !== undefined && declared !== `image/${format}`) {
    throw invalid(field, `Image is declared as ${declared} and is ${format}.`);
  }
  const isSized = Math.min(width, height) >= minSide && Math.max(width, height) <= maxSide;
  if (!isSized || bytes.length > maxBytes) {
    throw invalid(
      field,
      `Each side must have ${minSide} to ${maxSide} pixels, and ${maxBytes} bytes at most.`,
    );
  }
  return bytes;
}

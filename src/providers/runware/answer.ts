import { z } from 'zod';

// All fields are optional: one odd field must not hide a paid image, or the reason why there is none.
const text = z.string().nullable().catch(null);
const words = z.string().catch('');

const faultSchema = z.object({
  code: words,
  message: words,
  /** Errors about several fields list them; we show the first one. */
  parameter: z
    .union([z.string(), z.array(z.string()).transform(([first]) => first ?? null)])
    .nullable()
    .catch(null),
  taskUUID: text,
  /** The message of the vendor behind Runware. */
  responseContent: words,
  /** Seconds. */
  retryAfter: z.number().nonnegative().nullable().catch(null),
});
/** Why a task, or the whole request, went wrong. */
export type Fault = z.infer<typeof faultSchema>;

const itemSchema = z.object({
  taskUUID: text,
  imageBase64Data: text,
  imageDataURI: text,
  imageURL: text,
  /** A model's words in place of an image. */
  text: words,
  NSFWContent: z.boolean().catch(false),
  /** Dollars. */
  cost: z.number().nonnegative().nullable().catch(null),
  error: faultSchema.nullable().catch(null),
  /** One page of the models that a search found, and how many it found in all. */
  results: z.array(z.object({ air: words })).catch([]),
  totalResults: z.number().nullable().catch(null),
});
/** The result of one task. */
export type Item = z.infer<typeof itemSchema>;

const bodySchema = z.object({
  data: z.array(itemSchema).catch([]),
  errors: z.array(faultSchema).catch([]),
  /** An older form of one error. */
  error: faultSchema.nullable().catch(null),
});
export type Body = z.infer<typeof bodySchema>;

/** One answer to one POST. */
export interface Answer {
  /** HTTP status. */
  readonly status: number;
  readonly headers: Headers;
  /** Null when it is no JSON object: then a gateway answered. */
  readonly body: Body | null;
}

/** Parses a body; null when it is no JSON object. Never throws. */
export function readBody(json: string): Body | null {
  try {
    return bodySchema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

/** The item of one task, and why it failed, which may also be an error of the whole request. */
export function ofTask(
  body: Body | null,
  taskUUID: string,
): { readonly item: Item | null; readonly fault: Fault | null } {
  if (body === null) return { item: null, fault: null };
  const { data, errors, error } = body;
  const items = data.filter((one) => one.taskUUID === taskUUID);
  const item = items.find(hasImage) ?? items[0] ?? null;
  const fault =
    errors.find((one) => one.taskUUID === taskUUID) ??
    item?.error ??
    errors.find((one) => one.taskUUID === null) ??
    error;
  return { item, fault };
}

function hasImage({ imageBase64Data, imageDataURI, imageURL }: Item): boolean {
  return [imageBase64Data, imageDataURI, imageURL].some((one) => one !== null && one !== '');
}

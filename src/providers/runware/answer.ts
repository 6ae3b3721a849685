import { z } from 'zod';

// Everything is read leniently: one odd field must not hide an image that is paid for, or why there is none.
const text = z.string().nullable().catch(null);
const words = z.string().catch('');

const faultSchema = z.object({
  code: words,
  message: words,
  /** Errors about several fields at once list them; the first one is told. */
  parameter: z
    .union([z.string(), z.array(z.string()).transform(([first]) => first ?? null)])
    .nullable()
    .catch(null),
  taskUUID: text,
  /** What the vendor behind Runware said. */
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
  NSFWContent: z.boolean().catch(false),
  /** Dollars. */
  cost: z.number().nonnegative().nullable().catch(null),
  /** Some tasks fail inside their item. */
  error: faultSchema.nullable().catch(null),
  /** What a search for models found on this page, of how many. */
  results: z.array(z.object({ air: words })).catch([]),
  totalResults: z.number().nullable().catch(null),
});
/** What became of one task. */
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
  /** Null when it is no JSON object: then somebody else answered on the way. */
  readonly body: Body | null;
}

/** A body as text, read; null when it is no JSON object. Never throws. */
export function readBody(json: string): Body | null {
  try {
    return bodySchema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

/** What is said of one task: its item, and why it failed, which may also be said of the whole request. */
export function ofTask(
  { data, errors, error }: Body,
  taskUUID: string,
): { readonly item: Item | null; readonly fault: Fault | null } {
  const item = data.find((one) => one.taskUUID === taskUUID) ?? null;
  const fault =
    errors.find((one) => one.taskUUID === taskUUID) ??
    item?.error ??
    errors.find((one) => one.taskUUID === null) ??
    error;
  return { item, fault };
}

/** A JSON object whose fields nobody has looked at yet. */
export type Json = Record<string, unknown>;

/** Whether a value is a JSON object. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is an object, else an empty one. */
export function asJson(value: unknown): Json {
  return isJson(value) ? value : {};
}

/** The object without its empty fields, as the service leaves them out of its answers. */
export function present<T extends object>(value: T): T {
  const copy = { ...value };
  for (const [key, one] of Object.entries(copy)) {
    if (one === undefined || one === null) Reflect.deleteProperty(copy, key);
  }
  return copy;
}

/** How deep bodies are nested that mean something to us. */
const MAX_DEPTH = 3;

/** The value without properties that are null or '': forms and programs send those for what people leave out. */
export function withoutLeftOut(value: unknown, depth = MAX_DEPTH): unknown {
  if (depth === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => withoutLeftOut(one, depth - 1));
  const given = Object.entries(value).filter(([, one]) => one !== null && one !== '');
  return Object.fromEntries(given.map(([key, one]) => [key, withoutLeftOut(one, depth - 1)]));
}

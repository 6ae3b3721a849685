/**
 * What is sent: what the adapter sends by itself, then the model's row over it. A null in the row takes
 * a field out that this model does not know.
 */
export function withParameters(
  base: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const all = { ...base, ...parameters };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

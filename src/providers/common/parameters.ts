/**
 * The adapter's own parameters with those of the model's row over them. A null in the row removes a parameter that the
 * model does not support.
 */
export function withParameters(
  base: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const all = { ...base, ...parameters };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

/** Half a character, which real services refuse as invalid JSON. */
export class HalfCharacter extends Error {}

/** Parses JSON as strict services do. Throws a `HalfCharacter` for a lone surrogate, and a `SyntaxError`. */
export function strictJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value === 'string' && !value.isWellFormed()) throw new HalfCharacter();
    return value;
  });
}

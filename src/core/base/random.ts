/** A repeatable stream of numbers in [0, 1) from a 32-bit seed (mulberry32, public domain). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A 32-bit hash of a text (FNV-1a), for draws, not for security. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}

/** The items in an order that depends only on the seed. */
export function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const random = randomFrom(seed);
  const order = items.map((item) => ({ item, key: random() }));
  return order.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}

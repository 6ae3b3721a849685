/** The seed of a crash suite: `CRASH_SEED` runs an earlier one again. */
export function crashSeed(): number {
  return Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 2 ** 32));
}

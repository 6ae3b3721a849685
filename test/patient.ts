/**
 * How a test waits for what comes in real time: `vi.waitFor(look, PATIENT)`. It ends only what will never come;
 * a slow machine may take what time it needs.
 */
export const PATIENT = { timeout: 120_000, interval: 25 } as const;

/** Characters of a header or a path that a refusal repeats. */
const MAX_REPEATED = 100;

/** What a refusal repeats of what was sent. */
export function repeated(sent: string): string {
  return sent.slice(0, MAX_REPEATED);
}

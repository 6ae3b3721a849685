/** At most `max` characters, with an ellipsis for what is left out; never half of a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const parts = new Intl.Segmenter().segment(text.slice(0, max));
  let kept = '';
  for (const { segment } of parts) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** "2026-11-25", of UTC. `at` is milliseconds since the epoch. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

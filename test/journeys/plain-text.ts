/** What a Discord client shows of markdown: the text, without what only formats it. */
export function plainText(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => line.replace(/^(> |-# )/, ''))
    .join('\n')
    .replace(/\[((?:\\.|[^\]\\])*)\]\(https?:[^)\s]*\)/g, '$1')
    .replace(/(?<!\\)\*\*/g, '')
    .replace(/\\([^0-9A-Za-z\s])/g, '$1');
}

/** Characters that hide the middle of a key: "sk-ab***yz", "sk-ab…yz", "sk-ab...yz", "sk-ab••••yz". */
const MASK = /(?:[*•●·∙◦…#]+|\.{2,}|[xX]{3,}|_{3,}|-{3,})+/;
/** What a message puts between two words. */
const WORD = /[^\s"'`,;:()<>[\]{}=/&?|]+/g;
/** How a message names a key by one end, without a mask: "the key ending in 00AA". */
const TOLD =
  /\b((?:end|start|begin|beginn)(?:s|ing)? (?:in|with|by)[^\p{L}\p{N}]{1,3})([\p{L}\p{N}_-]+)/giu;
/** Shorter parts of a key are common in ordinary words. */
const MIN_PART = 6;
/** Characters of a key's end beside a mask. */
const MIN_END = 2;
const HIDDEN = '[key]';

/** Replaces every form of a key in a message: whole, encoded, in part, and with a masked middle. */
export function hideSecret(text: string, secret: string): string {
  if (secret === '') return text;
  const whole = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
  const without = whole.reduce((left, form) => left.replaceAll(form, HIDDEN), text);
  return without
    .replace(WORD, (word) => (showsPart(word, secret) ? HIDDEN : word))
    .replace(TOLD, (all, told: string, end: string) => {
      return end.length >= MIN_END && isEnd(secret, end) ? `${told}${HIDDEN}` : all;
    });
}

function showsPart(word: string, secret: string): boolean {
  const isMasked = MASK.test(word);
  return word.split(MASK).some((part) => {
    const trimmed = part.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    if (trimmed.length >= MIN_PART && includes(secret, trimmed)) return true;
    return isMasked && trimmed.length >= MIN_END && isEnd(secret, trimmed);
  });
}

function includes(secret: string, part: string): boolean {
  return secret.toLowerCase().includes(part.toLowerCase());
}

function isEnd(secret: string, part: string): boolean {
  const [whole, end] = [secret.toLowerCase(), part.toLowerCase()];
  return whole.startsWith(end) || whole.endsWith(end);
}

const DATA_URI = /^\s*data:[^,]{0,200},/i;

/** An image in an answer, in base64 or as a data URI of base64; undefined when there is none. */
export function inlineImage(text: string | null | undefined): Uint8Array | undefined {
  if (text === null || text === undefined) return undefined;
  const bytes = Buffer.from(text.replace(DATA_URI, ''), 'base64');
  return bytes.length === 0 ? undefined : bytes;
}

/** Whether a text is a data URI. */
export function isDataUri(text: string): boolean {
  return DATA_URI.test(text);
}

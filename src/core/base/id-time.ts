/** The characters of our ids, in the order by which they sort. */
export const ID_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TIME_CHARS = 8;
const ID = /^[0-9A-Za-z]{20}(?![0-9A-Za-z])/;

/** The first characters of an id that is made at `at`, in milliseconds since the epoch. They sort by time. */
export function timeChars(at: number): string {
  let rest = at;
  let text = '';
  for (let place = 0; place < TIME_CHARS; place += 1) {
    text = (ID_ALPHABET[rest % ID_ALPHABET.length] ?? '0') + text;
    rest = Math.floor(rest / ID_ALPHABET.length);
  }
  return text;
}

/** When an id of ours, or a file that is named by one, was made: milliseconds since the epoch; undefined for other texts. */
export function timeOf(text: string): number | undefined {
  if (!ID.test(text)) return undefined;
  const places = Array.from(text.slice(0, TIME_CHARS)).map((char) => ID_ALPHABET.indexOf(char));
  return places.reduce((sum, place) => sum * ID_ALPHABET.length + place, 0);
}

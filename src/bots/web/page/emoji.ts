/** Pictures of the emoji that are stored by name. */
const PICTURES: ReadonlyMap<string, string> = new Map([
  ['+1', '👍'],
  ['-1', '👎'],
  ['heart', '❤️'],
  ['heart_eyes', '😍'],
  ['fire', '🔥'],
  ['tada', '🎉'],
  ['star-struck', '🤩'],
  ['100', '💯'],
]);

/** An emoji as people see it: those with a stored name as pictures, any other one as it is. */
export function pictureOf(emoji: string): string {
  return PICTURES.get(emoji) ?? emoji;
}

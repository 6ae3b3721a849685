import { pictureOf } from '../emoji.ts';
import type { Message } from '../model.ts';

/** Whether this person's heart stands on the message. */
export function isLiked({ reactions }: Message): boolean {
  return reactions.some(({ emoji, mine }) => mine && pictureOf(emoji) === '❤️');
}

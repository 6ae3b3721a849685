import { z } from '@hono/zod-openapi';
import type { Card } from '../../core/chat/card.ts';
import { shownEmoji } from '../../core/chat/emoji.ts';
import type { StoredReaction } from '../../core/ports/opinion-store.ts';
import { nameOf } from './identity.ts';
import { pairFactsSchema } from './pair-facts-schema.ts';
import { cardJson, cardSchema } from './render.ts';
import type { WebMessage } from './web-messages.ts';

/** Names of those who put one emoji on one message. */
const MAX_NAMES = 20;

const reactionSchema = z.object({
  emoji: z.string(),
  count: z.number(),
  mine: z.boolean(),
  people: z
    .array(z.string())
    .openapi({ description: `Names of the first ${MAX_NAMES} who put it there.` }),
});

const message = {
  id: z.string(),
  seq: z.number().int(),
  reply_to: z.string().nullable(),
  at: z.number(),
  batch_id: z.string().nullable().openapi({ description: 'The pair that the message is of.' }),
  generation: z.string().nullable().openapi({ description: 'Null for a header.' }),
  card: cardSchema.nullable().openapi({ description: 'Null once the message is removed.' }),
  reactions: z.array(reactionSchema),
};
export const messageSchema = z.object(message).openapi('Message');
export type MessageJson = z.infer<typeof messageSchema>;

/** The data of an event named `message`. */
export const changeSchema = z
  .object({ ...message, pair: pairFactsSchema.nullable() })
  .openapi('Change');
export type ChangeJson = z.infer<typeof changeSchema>;

/** What a message shows now. */
export interface ShownMessage {
  readonly message: WebMessage;
  /** In the reader's language; null once removed. */
  readonly card: Card | null;
  readonly pairId: string | null;
  readonly generationId: string | null;
  /** Those under it, oldest first. */
  readonly reactions: readonly StoredReaction[];
}

/** A message as one person sees it. */
export function messageJson(
  { message: stored, card, pairId, generationId, reactions }: ShownMessage,
  personId: string,
): MessageJson {
  const { id, seq, replyTo, at } = stored;
  const byEmoji = card === null ? [] : Map.groupBy(reactions, shownEmoji);
  return {
    id,
    seq,
    reply_to: replyTo,
    at,
    batch_id: pairId,
    generation: generationId,
    card: card && cardJson(card),
    reactions: [...byEmoji].map(([emoji, all]) => {
      const people = [...new Set(all.map((one) => one.personId))];
      const names = people.slice(0, MAX_NAMES).map(nameOf);
      return { emoji, count: people.length, mine: people.includes(personId), people: names };
    }),
  };
}

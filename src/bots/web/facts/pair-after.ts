import { decodeAction, namedBy } from '../../../core/chat/action.ts';
import type { WebParts } from '../parts.ts';
import type { PairFacts } from '../pair-facts-schema.ts';
import type { Reader } from './chat-view.ts';

type AfterParts = Pick<WebParts, 'studio' | 'view' | 'messages' | 'events'>;

/** What changes facts of a pair that its cards may not say. */
const UNSAID: ReadonlySet<string | undefined> = new Set(['vote', 'tone', 'angle']);

/**
 * The pair of a button that was just pressed, as it is now; undefined for a button of none. Call it only after the press was let
 * through. Followers of the chat get an event, also when no card has changed.
 */
export function pairAfter(
  buttonId: string,
  reader: Reader,
  { studio, view, messages, events }: AfterParts,
): PairFacts | undefined {
  const { pair, generation } = namedBy(buttonId);
  const id = pair ?? (generation === undefined ? undefined : studio.looks.pairOf(generation));
  const facts = id === undefined ? undefined : view.pair(id, reader);
  if (facts !== undefined && UNSAID.has(decodeAction(buttonId)?.type)) {
    if (facts.message_id !== null) messages.touch(facts.message_id);
    events.changed();
  }
  return facts;
}

import type { Reply } from './model.ts';

/** Milliseconds between two looks. */
const EVERY_MS = 1_000;
/** Looks at most: a hub that is to say more has said it by then. */
const LOOKS = 40;

export interface PendingParts {
  /** Asks what the button shows now. */
  readonly look: (id: string) => Promise<Reply>;
  /** Shows it in place of the card; false when nobody sees that card any more. */
  readonly show: (reply: Reply) => boolean;
  readonly later: (ms: number) => Promise<void>;
}

/** Looks what becomes of a card that is not complete, until it is. Rejects as `look` does. */
export async function followPending(
  { look, show, later }: PendingParts,
  id: string | undefined,
): Promise<void> {
  let pending = id;
  for (let count = 0; pending !== undefined && count < LOOKS; count += 1) {
    await later(EVERY_MS);
    const reply = await look(pending);
    const next = reply.type === 'card' ? reply.pending : undefined;
    // A card that has not changed is not read to people again.
    if (next === undefined && !show(reply)) return;
    pending = next;
  }
}

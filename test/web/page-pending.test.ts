import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/bots/web/page/model.ts';
import { followPending } from '../../src/bots/web/page/pending.ts';

function card(heading: string, pending?: string): Reply {
  const shown = { kind: 'private' as const, heading, lines: [], badges: [], rows: [] };
  return { type: 'card', card: shown, ...(pending !== undefined && { pending }) };
}

/** A hub that answers with these, the last one for ever, and what the page showed. */
function aPage(replies: readonly Reply[], seen = true) {
  const shown: Reply[] = [];
  const looked: string[] = [];
  const parts = {
    look: async (id: string) => {
      looked.push(id);
      const reply = replies[Math.min(looked.length, replies.length) - 1];
      if (reply === undefined) throw new Error('the hub is gone');
      return reply;
    },
    show: (reply: Reply) => {
      shown.push(reply);
      return seen;
    },
    later: async () => undefined,
  };
  return { parts, shown, looked };
}

describe('a card that is not complete', () => {
  it('is looked at until it is, and shown once', async () => {
    const done = card('done');
    const { parts, shown, looked } = aPage([card('writing', 'b'), card('writing', 'b'), done]);
    await followPending(parts, 'a');
    expect(looked).toEqual(['a', 'b', 'b']);
    expect(shown).toEqual([done]);
  });

  it('is not looked at for ever', async () => {
    const { parts, shown, looked } = aPage([card('writing', 'b')]);
    await followPending(parts, 'a');
    expect(looked).toHaveLength(40);
    expect(shown).toEqual([]);
  });

  it('that is complete is not looked at', async () => {
    const { parts, looked } = aPage([]);
    await followPending(parts, undefined);
    expect(looked).toEqual([]);
  });

  it('says when the hub is gone', async () => {
    const { parts } = aPage([]);
    await expect(followPending(parts, 'a')).rejects.toThrow('the hub is gone');
  });
});

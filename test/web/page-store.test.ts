import { describe, expect, it } from 'vitest';
import { PageStore } from '../../src/bots/web/page/store.ts';

function message(id: string, seq: number) {
  const card = { kind: 'header' as const, heading: id, lines: [], badges: [], rows: [] };
  return { id, seq, reply_to: null, at: 0, card, reactions: [] };
}

describe('the page’s messages', () => {
  it('stand in the order of their posting, in whatever order their changes come', () => {
    const store = new PageStore(
      () => undefined,
      () => true,
    );
    for (const [id, seq] of [
      ['02', 2],
      ['03', 3],
      ['01', 4],
      ['02', 5],
    ] as const) {
      store.take(message(id, seq));
    }
    expect(store.state.order).toEqual(['01', '02', '03']);
  });

  it('are never shown older than they were', () => {
    const store = new PageStore(
      () => undefined,
      () => true,
    );
    store.take({ ...message('01', 9), at: 9 });
    store.take({ ...message('01', 8), at: 8 });
    expect(store.state.messages.get('01')?.at).toBe(9);
  });

  it('that come while nobody looks are marked from the first of them on', () => {
    const store = new PageStore(
      () => undefined,
      () => false,
    );
    store.take(message('01', 1));
    store.take(message('02', 2));
    expect(store.state.unread).toBe('01');
  });
});

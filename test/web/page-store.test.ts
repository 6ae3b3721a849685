import { describe, expect, it } from 'vitest';
import { complete } from '../../src/bots/web/page/composer/suggestions.ts';
import type { PairFacts, State } from '../../src/bots/web/page/model.ts';
import { PageStore } from '../../src/bots/web/page/store.ts';

function message(id: string, seq: number) {
  const card = { kind: 'header' as const, heading: id, lines: [], badges: [], rows: [] };
  const of = { reply_to: null, batch_id: null, generation: null };
  return { id, seq, ...of, at: 0, card, reactions: [] };
}

/** A store, whether somebody looks, and what was drawn. */
function aStore(looking = true) {
  const drawn: State[] = [];
  const store = new PageStore(
    (state) => drawn.push(state),
    () => looking,
  );
  return { store, drawn };
}

describe('the page’s messages', () => {
  it('stand in the order of their posting, in whatever order their changes come', () => {
    const { store } = aStore();
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
    const { store } = aStore();
    store.take({ ...message('01', 9), at: 9 });
    store.take({ ...message('01', 8), at: 8 });
    expect(store.state.messages.get('01')?.at).toBe(9);
    store.take({ ...message('01', 9), at: 7 });
    expect(store.state.messages.get('01')?.at).toBe(7);
  });

  it('that come while nobody looks are marked from the first of them on', () => {
    const { store } = aStore(false);
    store.take(message('01', 1));
    store.take(message('02', 2));
    expect(store.state.unread).toBe('01');
  });

  it('that change while nobody looks are not new, nor are those that come while somebody does', () => {
    const { store } = aStore(true);
    store.take(message('01', 1));
    expect(store.state.unread).toBeNull();
    const away = aStore(false).store;
    away.takeOlder([message('01', 1)], [], false);
    away.take(message('01', 2));
    expect(away.state.unread).toBeNull();
  });

  it('of an older page come before all others, and none comes twice or goes back', () => {
    const { store } = aStore();
    store.take({ ...message('03', 9), at: 9 });
    store.takeOlder([message('01', 1), message('02', 2), message('03', 3)], [], true);
    expect(store.state.order).toEqual(['01', '02', '03']);
    expect(store.state.messages.get('03')?.at).toBe(9);
    expect(store.state.messages.get('01')?.seq).toBe(1);
    expect(store.state.more).toBe(true);
    store.takeOlder([], [], false);
    expect(store.state.more).toBe(false);
  });
});

describe('the page’s pairs', () => {
  const pair = (as_of: number, prompt: string): PairFacts => {
    const side = {
      recipe: '3 tones',
      width: 64,
      height: 64,
      usual_ms: null,
      live: null,
      attempts: [],
      text: 'A',
      repost: null,
    };
    return {
      batch_id: 'p1',
      as_of,
      message_id: '01',
      at: 0,
      asker: { name: 'ana', mine: true },
      prompt,
      state: 'planned',
      refusal: null,
      chips: [],
      notes: [],
      credit: null,
      may_change: true,
      why_not: null,
      details: '1:pair_details:p1',
      sides: { A: side, B: side },
      votes: null,
    };
  };

  it('are never shown older than they were: an answer may come after an event that knows more', () => {
    const { store } = aStore();
    store.takePair(pair(7, 'by the event'));
    store.takePair(pair(6, 'by the answer'));
    expect(store.state.pairs.get('p1')?.prompt).toBe('by the event');
    store.takePair(pair(7, 'by another answer'));
    expect(store.state.pairs.get('p1')?.prompt).toBe('by another answer');
  });
});

it('tells a person one sentence at a time, and the same one again', () => {
  const { store } = aStore();
  store.say('Saved.');
  const first = store.state.toast;
  store.say('Saved.');
  expect(first?.text).toBe('Saved.');
  expect(store.state.toast).toEqual({ key: (first?.key ?? 0) + 1, text: 'Saved.' });
});

it('what changes in one moment is drawn once, as it is in the end', async () => {
  const { store, drawn } = aStore();
  store.set({ more: true });
  store.set({ announced: 'a' });
  store.set({ more: false });
  expect(drawn).toEqual([]);
  await Promise.resolve();
  expect(drawn).toHaveLength(1);
  expect(drawn[0]).toMatchObject({ more: false, announced: 'a' });
  store.set({ announced: 'b' });
  await Promise.resolve();
  expect(drawn).toHaveLength(2);
});

it('a suggestion replaces the word at the end alone', () => {
  const insert = 'tier:quality ';
  expect(complete('a cat ti', { insert, label: '' })).toBe('a cat tier:quality ');
  expect(complete('a cat ', { insert, label: '' })).toBe('a cat tier:quality ');
  expect(complete('', { insert, label: '' })).toBe('tier:quality ');
});

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
  const store = new PageStore((state) => drawn.push(state), {
    isAtEnd: () => looking,
    isAway: () => false,
  });
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
    store.take(message('02', 3));
    expect([store.state.unread, store.state.fresh]).toEqual(['01', 2]);
  });

  it('that change while nobody looks are not new, nor are those that come while somebody does', () => {
    const { store } = aStore(true);
    store.take(message('01', 1));
    expect(store.state.unread).toBeNull();
    const away = aStore(false).store;
    away.takeOlder([message('01', 1)], [], false);
    away.take(message('01', 2));
    expect([away.state.unread, away.state.fresh]).toEqual([null, 0]);
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

/** What a pair is, as of a change. */
function factsOf(batch_id: string, as_of: number, prompt: string): PairFacts {
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
    batch_id,
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
}

describe('the page’s pairs', () => {
  const pair = (as_of: number, prompt: string) => factsOf('p1', as_of, prompt);

  it('are never shown older than they were: an answer may come after an event that knows more', () => {
    const { store } = aStore();
    store.take(message('01', 1));
    store.takePair(pair(7, 'by the event'));
    store.takePair(pair(6, 'by the answer'));
    expect(store.state.pairs.get('p1')?.prompt).toBe('by the event');
    store.takePair(pair(7, 'by another answer'));
    expect(store.state.pairs.get('p1')?.prompt).toBe('by another answer');
  });
});

describe('one’s own new pair', () => {
  it('is told of when its event comes, and not for a page of the chat nor a change', () => {
    const { store } = aStore();
    const own = (id: string) => ({ ...factsOf(`p${id}`, 1, 'mine'), message_id: id });
    store.takeNewer([message('00', 1), message('01', 1)], [own('00')], false);
    expect(store.state.own).toBeNull();
    store.take(message('02', 2));
    store.takePair(own('02'));
    expect(store.state.own).toBe('02');
    store.take(message('03', 3));
    store.takePair({ ...own('03'), asker: { name: 'ben', mine: false } });
    store.takePair({ ...own('02'), as_of: 9 });
    store.takePair(own('01'));
    expect(store.state.own).toBe('02');
  });
});

describe('what the page holds of a long chat', () => {
  const id = (n: number) => String(n).padStart(4, '0');
  /** A pair with its three messages. */
  function aPair(n: number) {
    const header = { ...message(id(n), n), batch_id: `p${n}` };
    const side = (one: string) => ({
      ...message(one, n),
      reply_to: id(n),
      batch_id: `p${n}`,
      generation: one,
    });
    return {
      messages: [header, side(`${id(n)}a`), side(`${id(n)}b`)],
      facts: { ...factsOf(`p${n}`, 1, 'a pair'), message_id: id(n) },
    };
  }
  const pairsFrom = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, n) => aPair(first + n));
  const messagesOf = (pairs: ReturnType<typeof pairsFrom>) => pairs.flatMap((one) => one.messages);
  const factsIn = (pairs: ReturnType<typeof pairsFrom>) => pairs.map(({ facts }) => facts);
  const headersIn = ({ order, messages }: State) =>
    order.filter((one) => messages.get(one)?.generation === null);
  /** A store with these pairs, the newest of the chat. */
  function holding(first: number, last: number, isAtEnd = true) {
    const { store } = aStore(isAtEnd);
    const pairs = pairsFrom(first, last);
    store.replace(messagesOf(pairs), factsIn(pairs));
    return store;
  }

  it('is 60 pairs: a page of older ones pushes the newest out, whole', () => {
    const store = holding(101, 150);
    const page = pairsFrom(81, 100);
    store.takeOlder(messagesOf(page), factsIn(page), true);
    expect(headersIn(store.state)).toHaveLength(60);
    expect(headersIn(store.state).at(0)).toBe('0081');
    expect(headersIn(store.state).at(-1)).toBe('0140');
    expect(store.state.messages.size).toBe(180);
    expect(store.state.messages.has('0141b')).toBe(false);
    expect([...store.state.pairs.keys()]).toHaveLength(60);
    expect([store.state.more, store.state.newer]).toEqual([true, true]);
  });

  it('is 60 pairs: a page of newer ones pushes the oldest out', () => {
    const store = holding(1, 50);
    const page = pairsFrom(51, 70);
    store.takeNewer(messagesOf(page), factsIn(page), false);
    expect(headersIn(store.state).at(0)).toBe('0011');
    expect(headersIn(store.state).at(-1)).toBe('0070');
    expect([store.state.more, store.state.newer]).toEqual([true, false]);
  });

  it('lets the oldest go when many come to who looks at the end', () => {
    const store = holding(1, 79);
    store.take(message('0080', 1));
    expect(headersIn(store.state).at(0)).toBe('0021');
    expect(headersIn(store.state).at(-1)).toBe('0080');
    expect(store.state.more).toBe(true);
  });

  it('takes nothing away from who looks further up: what comes then is counted, and a page away', () => {
    const store = holding(1, 80, false);
    store.take(message('0081', 1));
    store.take(message('0082', 2));
    store.take(message('0082', 3));
    expect(headersIn(store.state)).toHaveLength(80);
    expect(headersIn(store.state).at(-1)).toBe('0080');
    expect([store.state.newer, store.state.fresh]).toEqual([true, 2]);
  });

  it('says that what comes behind its end is new, also to who looks at that end', () => {
    const store = holding(1, 20);
    store.set({ newer: true });
    store.take(message('0121', 1));
    expect(store.state.fresh).toBe(1);
  });

  it('keeps what an event told of a pair when a page with older facts comes', () => {
    const store = holding(1, 20);
    store.takePair({ ...factsOf('p20', 9, 'by the event'), message_id: '0020' });
    const page = pairsFrom(20, 25);
    store.takeNewer(messagesOf(page), factsIn(page), false);
    store.takeOlder(messagesOf(page), factsIn(page), false);
    expect(store.state.pairs.get('p20')?.prompt).toBe('by the event');
    expect(store.state.pairs.get('p25')?.prompt).toBe('a pair');
  });

  it('counts no change of what lies beyond it as new', () => {
    const store = holding(101, 150);
    const page = pairsFrom(61, 100);
    store.takeOlder(messagesOf(page), factsIn(page), true);
    store.take(message('0125', 500));
    expect(store.state.messages.has('0125')).toBe(false);
    expect(store.state.fresh).toBe(0);
    const [beyond] = pairsFrom(125, 125);
    if (beyond !== undefined) store.takePair(beyond.facts);
    expect(store.state.pairs.has('p125')).toBe(false);
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

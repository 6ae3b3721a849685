import { describe, expect, it } from 'vitest';
import { optionsOf, sizesOf, usableModels } from '../../src/bots/web/page/model-hints.ts';
import { complete } from '../../src/bots/web/page/composer.ts';
import type { State } from '../../src/bots/web/page/model.ts';
import { PageStore } from '../../src/bots/web/page/store.ts';

function message(id: string, seq: number) {
  const card = { kind: 'header' as const, heading: id, lines: [], badges: [], rows: [] };
  return { id, seq, reply_to: null, at: 0, card, reactions: [] };
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
    away.takeOlder([message('01', 1)], false);
    away.take(message('01', 2));
    expect(away.state.unread).toBeNull();
  });

  it('of an older page come before all others, and none comes twice or goes back', () => {
    const { store } = aStore();
    store.take({ ...message('03', 9), at: 9 });
    store.takeOlder([message('01', 1), message('02', 2), message('03', 3)], true);
    expect(store.state.order).toEqual(['01', '02', '03']);
    expect(store.state.messages.get('03')?.at).toBe(9);
    expect(store.state.messages.get('01')?.seq).toBe(1);
    expect(store.state.more).toBe(true);
    store.takeOlder([], false);
    expect(store.state.more).toBe(false);
  });
});

describe('what one person alone sees', () => {
  const card = (heading: string, ...texts: string[]) => {
    const lines = texts.map((text) => ({ text }));
    return { kind: 'private' as const, heading, lines, badges: [], rows: [] };
  };
  const shown = ({ state }: PageStore) =>
    state.asides.map(({ key, card: one }) => [key, one.heading || one.lines[0]?.text]);

  it('stands one under the other, each said to a screen reader', () => {
    const { store } = aStore();
    store.aside(card('Help', 'one', 'two'));
    expect(store.state.announced).toBe('Help. one. two');
    store.say('Saved.');
    expect(shown(store)).toEqual([
      [1, 'Help'],
      [2, 'Saved.'],
    ]);
    expect(store.state.announced).toBe('. Saved.');
  });

  it('takes the place of the card it answers, and no other', () => {
    const { store } = aStore();
    for (const name of ['One', 'Two']) store.aside(card(name));
    store.aside(card('Next page'), 1);
    expect(shown(store)).toEqual([
      [1, 'Next page'],
      [2, 'Two'],
    ]);
    expect(store.state.announced).toBe('Next page');
    // The card was dismissed meanwhile: the answer comes at the end.
    store.aside(card('Late'), 9);
    expect(shown(store).at(-1)).toEqual([3, 'Late']);
  });
});

it('what changes in one moment is drawn once, as it is in the end', async () => {
  const { store, drawn } = aStore();
  store.set({ busy: true });
  store.set({ announced: 'a' });
  store.set({ busy: false });
  expect(drawn).toEqual([]);
  await Promise.resolve();
  expect(drawn).toHaveLength(1);
  expect(drawn[0]).toMatchObject({ busy: false, announced: 'a' });
  store.set({ announced: 'b' });
  await Promise.resolve();
  expect(drawn).toHaveLength(2);
});

describe('hints while somebody types', () => {
  const model = (id: string, name: string, tier: string, sizes: string[], usable = true) => {
    return { id, display_name: name, tier, usable, valid_sizes: sizes };
  };
  const all = {
    tiers: ['basic', 'quality'],
    models: [
      model('grand-1', 'Grand', 'premium', ['9x9'], false),
      model('plain-1', 'Plain', 'basic', ['1x1']),
      model('fine-1', 'Fine One', 'quality', ['2x2', '3x3']),
    ],
  };
  const ids = (options: Record<string, string>) => usableModels(all, options).map(({ id }) => id);

  it('know the models that one may use, of the tier that was named', () => {
    expect(ids({})).toEqual(['plain-1', 'fine-1']);
    expect(ids({ tier: 'Quality' })).toEqual(['fine-1']);
    expect(ids({ tier: 'premium' })).toEqual([]);
  });

  it('know the sizes of the model that is meant', () => {
    expect(sizesOf(all, {})).toEqual(['1x1']);
    expect(sizesOf(all, { model: 'fine one' })).toEqual(['2x2', '3x3']);
    expect(sizesOf(all, { model: 'FINE-1' })).toEqual(['2x2', '3x3']);
    expect(sizesOf(all, { tier: 'quality' })).toEqual(['2x2', '3x3']);
    expect(sizesOf(all, { tier: 'premium' })).toEqual(['9x9']);
    expect(sizesOf({ tiers: [], models: [] }, {})).toEqual([]);
  });

  it('read the options of a line, and none of another command', () => {
    expect(optionsOf('a cat tier:quality size:')).toMatchObject({ tier: 'quality' });
    expect(optionsOf('/diptych models')).toEqual({});
  });

  it('replace the word at the end alone', () => {
    const insert = 'tier:quality ';
    expect(complete('a cat ti', { insert, label: '' })).toBe('a cat tier:quality ');
    expect(complete('a cat ', { insert, label: '' })).toBe('a cat tier:quality ');
    expect(complete('', { insert, label: '' })).toBe('tier:quality ');
  });
});

import { describe, expect, it } from 'vitest';
import { cardContext } from '../../src/core/studio/show/card-context.ts';
import { storeDelivered, storePair } from '../storage/sample-rows.ts';
import { aCaller, aModel } from '../values.ts';
import { Hub } from './hub.ts';

function seat() {
  const hub = new Hub();
  const { store } = hub;
  storePair(store, 'p1');
  storeDelivered(store, 'p1', 'g1');
  let looks = 0;
  const places = () => {
    looks += 1;
    return new Map([['g2', { place: 3, waitMs: 5, held: null }]]);
  };
  const surfaces = new Map([['web', hub.surface] as const]);
  const context = () => cardContext({ store, surfaces, textModels: [], places }, 'ko');
  return { store, context, looks: () => looks };
}

describe('what cards say besides a pair’s own state', () => {
  it('links only messages that can be seen', () => {
    const { store, context } = seat();
    expect(context().link('g1')).toBe('https://chat.example/m-g1');
    expect(context().link('g2')).toBeNull();
    store.posts.mark('g1', 'undelivered');
    expect(context().link('g1')).toBeNull();
    store.posts.mark('g1', 'removed');
    expect(context().link('g1')).toBeNull();
  });

  it('links nothing on a surface that is not connected', () => {
    const { store } = seat();
    const parts = { store, surfaces: new Map(), textModels: [], places: () => new Map() };
    expect(cardContext(parts, 'en').link('g1')).toBeNull();
  });

  it('asks for places in line once a card, and only when one is needed', () => {
    const { context, looks } = seat();
    const one = context();
    expect([one.locale, looks()]).toEqual(['ko', 0]);
    expect(one.line('g2')).toEqual({ place: 3, waitMs: 5, held: null });
    expect([one.line('g1'), looks()]).toEqual([undefined, 1]);
  });

  it('names models and categories as people do, and by id what is gone', () => {
    const { store, context } = seat();
    store.models.put(aModel({ id: 'fine', displayName: 'Fine', isDefault: false }));
    const one = context();
    expect([one.modelName('fine'), one.modelName('gone')]).toEqual(['Fine', 'gone']);
    expect([one.categoryName('d(beauty)'), one.categoryName('gone')]).toEqual(['Beauty', 'gone']);
  });

  it('hides pictures only where that is switched on', () => {
    const { store, context } = seat();
    const { place } = aCaller();
    store.settings.put('spoiler.web.web.general', 'on');
    const settings = context();
    const here = settings.spoiler(place);
    store.settings.put('spoiler.web.web.general', 'off');
    expect([here, context().spoiler(place)]).toEqual([true, false]);
    expect(context().spoiler({ ...place, channel: 'other' })).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { Comparing } from '../../src/bots/web/page/compare/comparing.ts';
import { WHOLE } from '../../src/bots/web/page/compare/state.ts';
import { moved, zoomed } from '../../src/bots/web/page/compare/view-math.ts';
import { PageStore } from '../../src/bots/web/page/store.ts';

describe('a picture that grows', () => {
  it('keeps what is under the pointer there', () => {
    expect(zoomed(WHOLE, 2, { x: 0.25, y: -0.5 })).toEqual({ zoom: 2, x: -0.25, y: 0.5 });
    // Further in at the same place: 0.25 of the frame from the middle stays there.
    expect(zoomed({ zoom: 2, x: -0.25, y: 0.5 }, 2, { x: 0.25, y: -0.5 })).toEqual({
      zoom: 4,
      x: -0.75,
      y: 1.5,
    });
  });

  it('has a largest size, and the whole picture as its smallest', () => {
    expect(zoomed(WHOLE, 100).zoom).toBe(8);
    expect(zoomed({ zoom: 1.5, x: 0.2, y: 0.2 }, 0.1)).toEqual(WHOLE);
    expect(zoomed({ zoom: 1.5, x: 0.2, y: 0.2 }, 0.675)).toEqual(WHOLE);
  });
});

it('a picture that is moved never leaves its frame', () => {
  expect(moved({ zoom: 3, x: 0, y: 0 }, { x: 0.4, y: -7 })).toEqual({ zoom: 3, x: 0.4, y: -1 });
  expect(moved(WHOLE, { x: 0.4, y: 0.4 })).toEqual(WHOLE);
});

it('one picture alone opens as it is, and closes', () => {
  const store = new PageStore(() => {}, { isAtEnd: () => true, isAway: () => false });
  const acts = new Comparing({
    store,
    press: () => {},
    look: async () => ({ lines: [], a: [], b: [] }),
  });
  acts.zoom(2);
  expect(store.state.compare).toBeNull();
  acts.alone({ url: '/images/one.png', label: 'A: a cat', download: '/images/one.png/download' });
  acts.zoom(2);
  acts.step(1);
  expect(store.state.compare).toMatchObject({
    alone: { label: 'A: a cat' },
    pair: null,
    view: { zoom: 2, x: 0, y: 0 },
  });
  acts.close();
  expect(store.state.compare).toBeNull();
});

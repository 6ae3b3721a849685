import { beforeEach, describe, expect, it, vi } from 'vitest';
import { suggest } from '../../src/bots/web/page/composer.ts';

const model = (id: string, name: string, tier: string, usable = true) => {
  return { id, display_name: name, tier, usable, valid_sizes: [`${id.length}x1`] };
};
const ANSWERS: Readonly<Record<string, object>> = {
  '/api/models': {
    tiers: ['basic', 'quality'],
    models: [
      model('plain', 'Plain', 'basic'),
      model('fine-1', 'Fine One', 'quality'),
      model('odd', 'Odd "1"', 'quality'),
      model('grand', 'Grand', 'premium', false),
    ],
  },
  '/api/pool/targets': {
    targets: [
      { kind: 'tone', display_name: 'Film', references: 2 },
      { kind: 'tone', display_name: 'Night, neon', references: 1 },
      { kind: 'tone', display_name: 'Empty', references: 0 },
      { kind: 'model', display_name: 'Ana Kim', references: 1 },
      { kind: 'model', display_name: 'Nobody', references: 0 },
    ],
  },
  '/api/angle-presets?q=ma': { angles: [], lenses: [{ id: 'macro', label: 'Macro' }] },
  '/api/angle-presets?q=lo': { angles: [{ id: 'low-angle', label: 'Low angle' }], lenses: [] },
};

beforeEach(() => {
  vi.stubGlobal('fetch', async (path: string) => Response.json(ANSWERS[path]));
  return () => vi.unstubAllGlobals();
});

const inserts = async (text: string) => (await suggest(text)).map(({ insert }) => insert);

describe('what a word could become', () => {
  it.each<[string, readonly string[]]>([
    ['/', ['/generate ', '/diptych ']],
    ['/g', ['/generate ']],
    ['/x', []],
    ['/diptych ', ['help', 'credits', 'history', 'likes', 'models', 'pool', 'costs']],
    ['/diptych c', ['credits', 'costs']],
    ['/diptych pool ', ['Film ', 'Night, neon ', 'Empty ', 'Ana Kim ', 'Nobody ']],
    ['/diptych pool fi', ['Film ']],
    ['/diptych costs ', ['7', '30', '90', '366']],
    ['/diptych costs 3', ['30', '366']],
    ['a cat ti', ['tier:']],
    ['a cat an', ['angle:', 'angle_ratio:']],
    ['/generate a cat to', ['tone_ratio:']],
    ['a cat pro', []],
    ['a cat a', []],
    ['a cat', ['category:']],
    ['a dog', []],
    ['', []],
  ])('%j', async (text, options) => {
    expect(await inserts(text)).toEqual(options);
  });

  it.each<[string, readonly string[]]>([
    ['a cat tier:', ['tier:basic ', 'tier:quality ']],
    ['a cat tier:q', ['tier:quality ']],
    ['a cat model:', ['model:Plain ', 'model:"Fine One" ']],
    ['a cat model:"fi', ['model:"Fine One" ']],
    ['a cat tier:quality model:', ['model:"Fine One" ']],
    ['a cat versus:', ['versus:basic ', 'versus:quality ', 'versus:Plain ', 'versus:"Fine One" ']],
    ['a cat size:', ['size:square ', 'size:landscape ', 'size:portrait ', 'size:5x1 ']],
    ['a cat model:fine-1 size:6', ['size:6x1 ']],
    ['a cat persona:', ['persona:"Ana Kim" ']],
    ['a cat category:', ['category:Film ', 'category:"Night, neon" ']],
    ['a cat category:NI', ['category:"Night, neon" ']],
    ['a cat angle:lo', ['angle:low-angle ']],
    ['a cat lens:ma', ['lens:macro ']],
    [
      'a cat tone_ratio:',
      ['tone_ratio:25 ', 'tone_ratio:50 ', 'tone_ratio:75 ', 'tone_ratio:100 '],
    ],
    ['a cat angle_ratio:7', ['angle_ratio:75 ']],
    ['a cat experiment:', ['experiment:tones ', 'experiment:angles ', 'experiment:models ']],
    ['a cat count:', [1, 2, 3, 4, 5, 6, 7, 8].map((count) => `count:${count} `)],
    ['a cat style:', []],
  ])('as an option, %j', async (text, options) => {
    expect(await inserts(text)).toEqual(options);
  });
});

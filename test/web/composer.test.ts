import { beforeEach, describe, expect, it, vi } from 'vitest';
import { suggest } from '../../src/bots/web/page/composer/suggestions.ts';

/** What the page asked the hub for, and what it was answered. */
let asked: string[];
const FOUND = [
  { value: 'plain', label: 'Plain · basic', typed: 'Plain' },
  { value: 'fine-1', label: 'Fine One · quality', typed: '"Fine One"' },
];

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return Response.json({ suggestions: FOUND });
  });
});

const inserts = async (text: string) => (await suggest(text)).map(({ insert }) => insert);

describe('what a word could become', () => {
  it.each<[string, readonly string[]]>([
    ['/', ['/generate ', '/diptych ']],
    ['/g', ['/generate ']],
    ['／g', ['/generate ']],
    ['/x', []],
    [
      '/diptych ',
      ['help', 'credits', 'history', 'likes', 'models', 'pool', 'review', 'costs', 'settings'],
    ],
    ['/diptych c', ['credits', 'costs']],
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

  it.each<[string, Record<string, string>]>([
    ['a cat tier:', { option: 'tier', typed: '' }],
    ['a cat model:"fi', { option: 'model', typed: '"fi' }],
    ['a cat tier:quality model:', { tier: 'quality', option: 'model', typed: '' }],
    ['a cat model:fine-1 size:6', { model: 'fine-1', option: 'size', typed: '6' }],
    ['a cat versus:', { option: 'versus', typed: '' }],
    ['a cat persona:a', { option: 'persona', typed: 'a' }],
    ['/generate a cat category:NI', { option: 'category', typed: 'NI' }],
    ['a cat Model:“fi', { option: 'model', typed: '“fi' }],
    ['a cat ｓｉｚｅ：po', { option: 'size', typed: 'po' }],
    ['a cat angle:lo', { option: 'angle', typed: 'lo' }],
    ['a cat count:', { option: 'count', typed: '' }],
    ['/diptych pool fi', { option: 'of', typed: 'fi' }],
    ['/diptych costs ', { option: 'days', typed: '' }],
  ])('is asked of the hub, %j', async (text, query) => {
    await suggest(text);
    expect(asked).toHaveLength(1);
    const { pathname, searchParams } = new URL(asked[0] ?? '', 'http://hub.test');
    expect(pathname).toBe('/api/suggest');
    expect(Object.fromEntries(searchParams)).toMatchObject(query);
  });

  it('is put as people type it, behind its option', async () => {
    expect(await inserts('a cat model:')).toEqual(['model:Plain ', 'model:"Fine One" ']);
    expect(await inserts('/diptych pool ')).toEqual(['Plain ', '"Fine One" ']);
  });

  it('is nothing for an option that is none, and nobody is asked', async () => {
    expect(await inserts('a cat style:')).toEqual([]);
    expect(asked).toEqual([]);
  });
});

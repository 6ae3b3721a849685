import { describe, expect, it } from 'vitest';
import { StartupError } from '../../src/core/base/startup-error.ts';
import type { TextModelRow } from '../../src/core/domain/text-model.ts';
import { openTextModels } from '../../src/providers/text-models.ts';
import type { VendorSettings } from '../../src/providers/vendors.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

function aRow(id: string, provider: string, more: Partial<TextModelRow> = {}): TextModelRow {
  return {
    id,
    provider,
    model: id,
    displayName: id.toUpperCase(),
    seesPictures: true,
    tokenPrices: null,
    parameters: {},
    rank: 10,
    active: true,
    retiredOn: null,
    note: '',
    ...more,
  };
}

const ROWS = [
  aRow('o-first', 'openai', { rank: 10 }),
  aRow('g-off', 'gemini', { rank: 1, active: false }),
  aRow('g-second', 'gemini', { rank: 20, seesPictures: false }),
  aRow('g-first', 'gemini', { rank: 10 }),
  aRow('r-none', 'runware', { rank: 0 }),
];
const access = { apiKey: 'k', baseUrl: 'http://127.0.0.1:1' };
const ALL: VendorSettings = { gemini: access, openai: access, runware: access };

async function ids(vendors: VendorSettings, textModel: string | null = null) {
  const models = await openTextModels({ vendors, textModel }, ROWS, new FakeClock());
  return models.map(({ id }) => id);
}

describe('the text models to use', () => {
  it('are the active ones whose vendor has a key, by rank, and Gemini’s first among equals', async () => {
    expect(await ids(ALL)).toEqual(['g-first', 'o-first', 'g-second']);
    expect(await ids({ openai: access })).toEqual(['o-first']);
    expect(await ids({ gemini: access })).toEqual(['g-first', 'g-second']);
    expect(await ids({ runware: access })).toEqual([]);
    expect(await ids({})).toEqual([]);
  });

  it('are what their rows say', async () => {
    const [model] = await openTextModels(
      { vendors: ALL, textModel: 'g-second' },
      ROWS,
      new FakeClock(),
    );
    expect(model).toMatchObject({
      provider: 'gemini',
      id: 'g-second',
      displayName: 'G-SECOND',
      seesPictures: false,
    });
  });

  it('are the one that is named alone, or none', async () => {
    expect(await ids(ALL, 'g-second')).toEqual(['g-second']);
    expect(await ids(ALL, 'o-first')).toEqual(['o-first']);
    expect(await ids(ALL, 'rules')).toEqual([]);
  });

  it.each([
    [
      'x',
      ALL,
      '"x", which is no text model: set o-first, g-second, g-first, r-none, rules, or nothing.',
    ],
    [
      'g-off',
      ALL,
      '"g-off", which is inactive: npx diptych text-models enable g-off, or set another',
    ],
    ['o-first', { gemini: access }, '"o-first", which needs OPENAI_API_KEY: set that too'],
    ['r-none', ALL, '"r-none", but runware makes no texts here.'],
  ] as const)('cannot be %s: it says why', async (textModel, vendors, why) => {
    const open = () => openTextModels({ vendors, textModel }, ROWS, new FakeClock());
    await expect(open()).rejects.toThrow(StartupError);
    await expect(open()).rejects.toThrow(`TEXT_MODEL is ${why}`);
  });
});

import { describe, expect, it } from 'vitest';
import { missingKey } from '../../src/cli/missing-key.ts';
import { readFields } from '../../src/cli/model-fields.ts';

describe('the fields of a model', () => {
  it.each<[string, string, unknown]>([
    ['provider=openai', 'provider', 'openai'],
    ['model=a=b', 'model', 'a=b'],
    ['display_name=GPT Image 2', 'displayName', 'GPT Image 2'],
    ['tier=quality', 'tier', 'quality'],
    ['valid_sizes=1x2, 3x4', 'validSizes', [size(1, 2), size(3, 4)]],
    ['square_size= 9x9 ', 'squareSize', size(9, 9)],
    ['landscape_size=9 x 9', 'landscapeSize', '9 x 9'],
    ['portrait_size=1x2', 'portraitSize', size(1, 2)],
    ['min_pixels=0', 'minPixels', 0],
    ['max_references=', 'maxReferences', ''],
    ['max_references=many', 'maxReferences', Number.NaN],
    ['max_reference_side=', 'maxReferenceSide', null],
    ['max_reference_side=null', 'maxReferenceSide', null],
    ['max_reference_side=4096', 'maxReferenceSide', 4_096],
    ['max_reference_bytes=7', 'maxReferenceBytes', 7],
    ['max_prompt_chars=32000', 'maxPromptChars', 32_000],
    ['generation_params={"a":1}', 'generationParams', { a: 1 }],
    ['generation_params={a', 'generationParams', '{a'],
    ['size_params={}', 'sizeParams', {}],
    ['token_prices=null', 'tokenPrices', null],
    ['output_type=image/webp', 'outputType', 'image/webp'],
    ['cost_usd=0.04', 'costUsd', 0.04],
    ['cost_usd=', 'costUsd', null],
    ['typical_ms=40000', 'typicalMs', 40_000],
    ['rank=3', 'rank', 3],
    ['active=yes', 'active', true],
    ['active=true', 'active', true],
    ['active=no', 'active', false],
    ['active=false', 'active', false],
    ['active=perhaps', 'active', 'perhaps'],
    ['retired_on=2026-05-12', 'retiredOn', '2026-05-12'],
    ['retired_on=', 'retiredOn', null],
    ['successor=null', 'successor', null],
    ['note=', 'note', ''],
  ])('%s', (word, name, value) => {
    expect(readFields([word])).toEqual({ [name]: value });
  });

  it('are as many as are written, the last of a name counts', () => {
    expect(readFields(['rank=1', 'tier=basic', 'rank=2'])).toEqual({ rank: 2, tier: 'basic' });
    expect(readFields([])).toEqual({});
    expect(readFields(['display_name=Jose\u0301'])).toEqual({ displayName: 'Jos\u00e9' });
  });

  it.each(['id=x', '=x', 'rank', 'Rank=1', ''])('are none of “%s”', (word) => {
    expect(() => readFields([word])).toThrow(
      `"${word}" is no field=value of a model. Fields: provider, model, display_name,`,
    );
  });
});

function size(width: number, height: number) {
  return { width, height };
}

describe('a default model whose key is not set', () => {
  it.each([
    ['openai', 'OPENAI_API_KEY'],
    ['gemini', 'GEMINI_API_KEY'],
    ['runware', 'RUNWARE_API_KEY'],
  ])('of %s needs %s', (provider, key) => {
    expect(missingKey({ provider, displayName: 'Fine' }, { vendors: {} })).toBe(
      `the default, Fine, needs the key of ${provider}, which is not set: set ${key}, or choose another model with npx diptych models set-default.`,
    );
  });

  it('is none where the key is set, or none is needed', () => {
    const vendors = { openai: { apiKey: 'k', baseUrl: null } };
    expect(missingKey({ provider: 'openai', displayName: 'Fine' }, { vendors })).toBeNull();
    expect(missingKey({ provider: 'sample', displayName: 'Sample' }, { vendors: {} })).toBeNull();
    expect(missingKey({ provider: 'gemini', displayName: 'Fine' }, { vendors })).not.toBeNull();
  });
});

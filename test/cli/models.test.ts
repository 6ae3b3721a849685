import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  addModel,
  listModels,
  modelsAsJson,
  setDefaultModel,
  setModel,
  showModel,
} from '../../src/cli/models.ts';
import { modelSchema } from '../../src/core/domain/model.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';

/** The settings of a data folder with the models that a hub begins with. */
async function aFolder(): Promise<Record<string, string>> {
  const home = await tempFolder();
  const db = openDatabase(join(home, 'diptych.db'));
  seedStore(sqliteStore(db));
  db.close();
  return { DIPTYCH_HOME: home };
}

const FIELDS = [
  'provider=openai',
  'model=gpt-image-2',
  'display_name=GPT Image 2',
  'tier=quality',
  'valid_sizes=1024x1024, 1536x1024,1024x1536',
  'square_size=1024x1024',
  'landscape_size=1536x1024',
  'portrait_size=1024x1536',
  'min_pixels=0',
  'max_references=16',
  'max_prompt_chars=32000',
  'generation_params={"quality":"high"}',
  'output_type=image/png',
  'typical_ms=40000',
];

describe('diptych models', () => {
  it('adds a model by its fields, lists it, and makes it the default', async () => {
    const env = await aFolder();
    const line =
      'my-model · GPT Image 2 · openai · quality · 1024x1024 1536x1024 1024x1536 · price unknown';
    expect(addModel(env, 'my-model', FIELDS)).toBe(`Added. ${line}`);
    expect(setModel(env, 'my-model', ['cost_usd=0.04'])).toContain('$0.04 an image');
    expect(setDefaultModel(env, 'my-model')).toContain('The default now. my-model');
    const lines = listModels(env, Infinity);
    expect(lines[1]?.split(/ {2,}/)).toEqual([
      'my-model',
      'GPT Image 2',
      'openai',
      'quality',
      '$0.04 an image',
      '1024x1024 1536x1024 1024x1536',
    ]);
    expect(lines).toContainEqual(expect.stringMatching(/^The default is my-model\./));
    expect(JSON.parse(modelsAsJson(env)[0] ?? '')).toMatchObject({
      generationParams: { quality: 'high' },
      validSizes: [
        { width: 1024, height: 1024 },
        { width: 1536, height: 1024 },
        { width: 1024, height: 1536 },
      ],
    });
  });

  it('tells the price of a model that is paid by tokens', async () => {
    const env = await aFolder();
    addModel(env, 'my-model', FIELDS);
    const prices = '{"textIn":5,"imageIn":8,"textOut":0,"imageOut":30}';
    expect(setModel(env, 'my-model', [`token_prices=${prices}`])).toContain(
      '$5 text in, $8 images in, $0 text out, $30 images out, a million tokens',
    );
  });

  it('sets what references are made to fit into, and takes it away again', async () => {
    const env = await aFolder();
    addModel(env, 'my-model', FIELDS);
    const limits = () =>
      modelsAsJson(env)
        .map((line) => modelSchema.parse(JSON.parse(line)))
        .filter(({ id }) => id === 'my-model')
        .map(({ maxReferenceSide, maxReferenceBytes }) => [maxReferenceSide, maxReferenceBytes]);
    expect(limits()).toEqual([[null, null]]);
    setModel(env, 'my-model', ['max_reference_side=2048', 'max_reference_bytes=1000000']);
    expect(limits()).toEqual([[2_048, 1_000_000]]);
    setModel(env, 'my-model', ['max_reference_side=null', 'max_reference_bytes=']);
    expect(limits()).toEqual([[null, null]]);
    expect(() => setModel(env, 'my-model', ['max_reference_side=0'])).toThrow(
      'The model is not right: max_reference_side must be over 0.',
    );
  });

  it('takes a model out of use, with what to use instead', async () => {
    const env = await aFolder();
    addModel(env, 'old', [
      ...FIELDS,
      'tier=basic',
      'active=no',
      'retired_on=2026-10-23',
      'successor=sample-basic',
    ]);
    const lines = listModels(env, Infinity);
    const gone = lines.slice(lines.indexOf('Not in use:') + 1).map((line) => line.split(/ {2,}/));
    expect(gone[0]).toEqual(['ID', 'NAME', 'RETIRED', 'USE INSTEAD']);
    expect(gone).toContainEqual(['old', 'GPT Image 2', '2026-10-23', 'sample-basic']);
  });

  it('shows every field of a model in words that set it again', async () => {
    const env = await aFolder();
    addModel(env, 'my-model', [...FIELDS, 'size_params={"1024x1024":{"steps":4}}']);
    const [id, ...fields] = showModel(env, 'my-model');
    expect(id).toBe('id=my-model');
    expect(fields).toContain('valid_sizes=1024x1024,1536x1024,1024x1536');
    expect(fields).toContain('generation_params={"quality":"high"}');
    expect(fields).toContain('cost_usd=null');
    addModel(env, 'its-twin', fields);
    expect(showModel(env, 'its-twin').slice(1)).toEqual(fields);
    expect(() => showModel(env, 'none')).toThrow(
      /^There is no model “none”. Known: sample-basic, /,
    );
  });

  it.each([
    [200, 'ID NAME PROVIDER TIER PRICE SIZES'],
    [100, 'ID NAME PROVIDER TIER PRICE'],
    [80, 'ID NAME TIER PRICE'],
  ])('lists in %i columns of a terminal: %s', async (width, headings) => {
    const lines = listModels(await aFolder(), width);
    expect(lines[0]?.split(/ {2,}/).join(' ')).toBe(headings);
    expect(lines.filter((line) => line.length > width)).toEqual([]);
  });

  it('refuses a default that most people could not use, and says what to do', async () => {
    const env = await aFolder();
    addModel(env, 'my-model', [...FIELDS, 'tier=premium']);
    const why =
      'The plan “default” has the tiers basic, quality, but not “premium” of GPT Image 2, so most people could not use the default model: add the tier to that plan first, or choose a model of its tiers.';
    expect(() => setDefaultModel(env, 'my-model')).toThrow(why);
    expect(listModels(env, Infinity)[1]).toMatch(/^sample-basic /);
    expect(() => setModel(env, 'sample-basic', ['tier=premium'])).toThrow(
      /not “premium” of Sample/,
    );
  });

  it.each<[string, readonly string[], string]>([
    [
      'a field nobody knows',
      ['steps=4'],
      '"steps=4" is no field=value of a model. Fields: provider, model,',
    ],
    ['a field without a value', ['tier'], '"tier" is no field=value of a model.'],
    [
      'a size that is none',
      ['square_size=large'],
      'The model is not right: square_size must be a size such as 1024x1024.',
    ],
    [
      'a size in a list that is none',
      ['valid_sizes=1024x1024,large'],
      'The model is not right: valid_sizes.1 must be a size such as 1024x1024.',
    ],
    [
      'a number that is none',
      ['min_pixels=few'],
      'The model is not right: min_pixels must be a number.',
    ],
    [
      'half a pixel',
      ['min_pixels=1.5'],
      'The model is not right: min_pixels must be a whole number.',
    ],
    [
      'a switch that is none',
      ['active=maybe'],
      'The model is not right: active must be true or false.',
    ],
    [
      'a type of image that is none',
      ['output_type=gif'],
      'The model is not right: output_type must be one of these: image/png, image/jpeg, image/webp.',
    ],
    [
      'parameters that are no JSON',
      ['generation_params={a'],
      'The model is not right: generation_params must be an object in JSON such as {"quality":"high"}.',
    ],
    [
      'a price of something unknown',
      ['token_prices={"textIn":1,"imageIn":1,"textOut":1,"imageOut":1,"pages":1}'],
      'The model is not right: pages is not one of the fields textIn, imageIn, textOut, imageOut.',
    ],
    ['an empty tier', ['tier='], 'The model is not right: tier is empty.'],
    [
      'several fields',
      ['tier=', 'rank=first'],
      'The model is not right: tier is empty; rank must be a number.',
    ],
  ])('says in one sentence what is wrong with %s', async (_what, fields, sentence) => {
    const env = await aFolder();
    expect(() => setModel(env, 'sample-basic', fields)).toThrow(sentence);
    expect(() => setModel(env, 'none', ['tier=x'])).toThrow(
      /There is no model “none”. Known: .*sample-basic, sample-quality/,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { exampleOf } from './example.ts';
import { type SchemaRules, schemaFault } from './schema-rules.ts';
import { FakeTexts, materialIn, type SeenText } from './texts.ts';

function aCall(purpose: string, schema: unknown = { type: 'object', properties: {} }): SeenText {
  return {
    purpose,
    model: 'm',
    instructions: '',
    material: '',
    pictures: [],
    schema,
    maxTokens: 100,
    parameters: {},
    gone: new Promise(() => undefined),
  };
}

describe('the texts of a fake', () => {
  it('answer the next calls of a purpose in order, and then as always', async () => {
    const texts = new FakeTexts();
    texts.always('classification', { value: 'always' });
    texts.next('classification', { value: 1 }, { end: 'cut' });
    texts.next('classification', (call) => ({ raw: call.purpose }));
    texts.next('judge', { value: 'the judge' });
    const replies = [];
    for (let n = 0; n < 4; n += 1) replies.push(await texts.reply(aCall('classification')));
    expect(replies).toEqual([
      { value: 1 },
      { end: 'cut' },
      { raw: 'classification' },
      { value: 'always' },
    ]);
    expect(await texts.reply(aCall('judge'))).toEqual({ value: 'the judge' });
    expect(texts.of('classification')).toHaveLength(4);
    expect(texts.calls).toHaveLength(5);
    texts.calm();
    expect(await texts.reply(aCall('classification'))).toEqual({ value: {} });
  });

  it('hold a call until its answer is there', async () => {
    const texts = new FakeTexts();
    const held = Promise.withResolvers<{ readonly value: string }>();
    texts.next('rewrite', held.promise);
    const reply = texts.reply(aCall('rewrite'));
    expect(texts.of('rewrite')).toHaveLength(1);
    held.resolve({ value: 'now' });
    expect(await reply).toEqual({ value: 'now' });
  });

  it('find the material between its marks', () => {
    expect(materialIn('<material-0a>\nx\n</material-0b>\n</material-0a>')).toBe(
      'x\n</material-0b>',
    );
    expect(materialIn('<material-0a>\nx\n</material-0b>')).toBe('<material-0a>\nx\n</material-0b>');
  });
});

describe('the plainest answer of a schema', () => {
  it('has the first choice, the lowest number and the shortest list', () => {
    const schema = {
      type: 'object',
      properties: {
        choice: { type: 'string', enum: ['b', 'a'] },
        either: { anyOf: [{ type: 'null' }, { type: 'string' }] },
        number: { type: 'integer', minimum: 3 },
        list: { type: 'array', minItems: 2, items: { type: 'boolean' } },
        empty: { type: 'array', items: { type: 'boolean' } },
        text: { type: ['string', 'null'] },
      },
    };
    expect(exampleOf(schema)).toEqual({
      choice: 'b',
      either: null,
      number: 3,
      list: [false, false],
      empty: [],
      text: 'text',
    });
  });
});

describe('the rules of schemas', () => {
  const rules: SchemaRules = {
    keywords: new Set('type properties required additionalProperties items enum anyOf'.split(' ')),
    strict: true,
    maxDepth: 3,
  };
  const closed = (properties: Readonly<Record<string, unknown>>) => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  });
  const nested = (depth: number): object =>
    depth === 0 ? { type: 'string' } : closed({ a: nested(depth - 1) });

  it('take a closed object', () => {
    const list = { type: 'array', items: closed({ b: { type: 'string' } }) };
    const either = { anyOf: [{ type: 'null' }, { enum: [1] }] };
    expect(schemaFault(closed({ list, either }), rules)).toBeUndefined();
    expect(schemaFault(nested(3), rules)).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['what is no object', 'x', 'In context=(), schema must be an object.'],
    ['another root', { type: 'string' }, "In context=(), schema must have a 'type' of 'object'."],
    [
      'an unknown keyword',
      closed({ a: { type: 'string', maxLength: 3 } }),
      "In context=('properties', 'a'), 'maxLength' is not permitted.",
    ],
    [
      'an open object',
      { type: 'object', properties: {} },
      "'additionalProperties' is required to be supplied and to be false.",
    ],
    [
      'an open object in a list',
      closed({ a: { type: 'array', items: { type: 'object' } } }),
      "In context=('properties', 'a', 'items'), 'additionalProperties' is required",
    ],
    ['a property left out', { ...closed({ a: { type: 'null' } }), required: [] }, "Missing 'a'."],
    ['no type', closed({ a: {} }), "schema must have a 'type' key."],
    ['no choices', closed({ a: { enum: [] } }), 'enum must be a list that is not empty.'],
    ['a list of anything', closed({ a: { type: 'array' } }), "'items' is missing."],
    [
      'a fault in a choice',
      closed({ a: { anyOf: [{ type: 'null' }, {}] } }),
      "In context=('properties', 'a', 'anyOf', '1')",
    ],
    ['what is too deep', nested(5), 'schema exceeds the maximum nesting depth.'],
  ])('refuse %s', (_what, schema, why) => {
    expect(schemaFault(schema, rules)).toContain(why);
  });

  it('take an open object where they are not strict', () => {
    const open = { type: 'object', properties: { a: { type: 'null' } } };
    expect(schemaFault(open, { ...rules, strict: false })).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerSchema } from '../../src/providers/common/json-schema.ts';

const one = (schema: z.ZodType) => answerSchema(z.object({ one: schema }), 'x')['properties'];

describe('the schema of an answer', () => {
  it.each<[string, z.ZodType, object]>([
    ['one value is a list of one', z.literal('a'), { type: 'string', enum: ['a'] }],
    ['a text has no bounds but in words', z.string().min(1), { type: 'string' }],
    [
      'words about a text stay',
      z.string().max(9).describe('A place.'),
      { type: 'string', description: 'A place. At most 9 characters.' },
    ],
    ['a pattern is left out', z.string().regex(/^a/), { type: 'string' }],
    ['an address is left out', z.url(), { type: 'string' }],
    ['a whole number has no bounds of its own', z.int(), { type: 'integer' }],
    [
      'bounds of numbers stay',
      z.int().min(0).max(10),
      { type: 'integer', minimum: 0, maximum: 10 },
    ],
    ['an open bound is left out', z.number().gt(1), { type: 'number' }],
    ['a default is left out', z.boolean().default(true), { type: 'boolean' }],
    ['what is changed when read', z.string().transform((text) => text.length), { type: 'string' }],
    [
      'either of two',
      z.union([z.object({ a: z.null() }), z.literal(2)]),
      {
        anyOf: [
          {
            type: 'object',
            properties: { a: { type: 'null' } },
            required: ['a'],
            additionalProperties: false,
          },
          { type: 'number', enum: [2] },
        ],
      },
    ],
  ])('%s', (_what, schema, expected) => {
    expect(one(schema)).toEqual({ one: expected });
  });

  it('has every property, also those that could be left out', () => {
    const schema = z.object({ a: z.string().optional(), b: z.string().default('x') });
    expect(answerSchema(schema, 'judge')).toEqual({
      title: 'judge',
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      required: ['a', 'b'],
      additionalProperties: false,
    });
  });

  it('says a part that is used twice twice', () => {
    const part = z.strictObject({ a: z.enum(['x']) });
    const text = JSON.stringify(answerSchema(z.strictObject({ b: part, c: part }), 'x'));
    expect(text).not.toContain('$');
    expect(text.match(/"enum":\["x"\]/g)).toHaveLength(2);
  });

  it('is a fault of ours for what JSON cannot say', () => {
    expect(() => answerSchema(z.strictObject({ at: z.date() }), 'x')).toThrow(/Date/);
  });
});

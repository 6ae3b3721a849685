import { expect, it } from 'vitest';
import { z } from 'zod';
import { closedObject, readShape } from '../../../src/core/base/shape-fault.ts';

const schema = closedObject({
  rank: z.number().gt(0).lt(10),
  name: z.string('must be a name'),
  more: closedObject({ size: z.number() }).optional(),
});

it('everything that is wrong is told in order, by the schema’s own words where it has some', () => {
  expect(readShape(schema, { rank: 10, name: 7, more: { siz: 1 } })).toEqual({
    ok: false,
    faults: [
      { of: 'under', field: 'rank', limit: 10 },
      { of: 'own', field: 'name', message: 'must be a name' },
      { of: 'missing', field: 'more.size' },
      { of: 'unknown_key', field: 'siz', known: 'size', nearest: 'size' },
    ],
  });
  expect(readShape(schema, { rank: 0, name: 'a' })).toEqual({
    ok: false,
    faults: [{ of: 'over', field: 'rank', limit: 0 }],
  });
});

it('data that fits is given back', () => {
  expect(readShape(schema, { rank: 1, name: 'a' })).toEqual({
    ok: true,
    data: { rank: 1, name: 'a' },
  });
});

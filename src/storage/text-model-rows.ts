import { z } from 'zod';
import { tokenPricesSchema } from '../core/domain/price.ts';
import { textModelSchema } from '../core/domain/text-model.ts';
import type { TextModels } from '../core/ports/text-model-store.ts';
import { flag, json, namesOf, type Sql } from './query.ts';

const { id, ...fields } = textModelSchema.shape;
const row = {
  id,
  ...fields,
  seesPictures: flag,
  tokenPrices: json(tokenPricesSchema).nullable(),
  parameters: json(z.record(z.string(), z.unknown())),
  active: flag,
};

/** The text models. */
export function textModelRows(sql: Sql): TextModels {
  return {
    list: sql.select('text_models', row, 'ORDER BY rank, id').all,
    get: sql.select('text_models', row, 'WHERE id = ?').get,
    put: sql.upsert('text_models', ['id'], namesOf(fields)),
  };
}

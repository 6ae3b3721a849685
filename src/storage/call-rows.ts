import { z } from 'zod';
import { tokenUsageSchema } from '../core/domain/price.ts';
import { CALL_ENDS, CALL_PURPOSES } from '../core/domain/provider-call.ts';
import type { NewCall, ProviderCall, ProviderCalls } from '../core/ports/cost-store.ts';
import { columnsOf, GIVEN, json, type Sql } from './query.ts';

const shape = {
  id: z.string(),
  purpose: z.enum(CALL_PURPOSES),
  pairId: z.string(),
  generationId: z.string().nullable(),
  provider: z.string(),
  modelId: z.string(),
  begunAt: z.number(),
  endedAt: z.number().nullable(),
  outcome: z.enum(CALL_ENDS).nullable(),
  costUsd: z.number().nullable(),
};
const COLUMNS = `${columnsOf(shape)}, iif(text_in IS NULL, NULL, json_object('textIn', text_in,
  'imageIn', image_in, 'textOut', text_out, 'imageOut', image_out)) AS tokens`;
const callRow: z.ZodType<ProviderCall> = z.object({
  ...shape,
  tokens: json(tokenUsageSchema).nullable(),
});

/** The ledger of provider calls. Each row is written before its call. */
export function callRows(sql: Sql): ProviderCalls {
  const begin = sql.change(`
    INSERT INTO provider_calls (id, purpose, pair_id, generation_id, provider, model_id, begun_at,
       surface, workspace, by_id, by_name)
     SELECT ?, ?, pairs.id, g.id, ?, ?, ?, pairs.surface, pairs.workspace,
       coalesce(g.by_id, pairs.asker_id), coalesce(g.by_name, pairs.asker_name)
     FROM pairs LEFT JOIN generations AS g ON g.id = ${GIVEN} AND g.pair_id = pairs.id
     WHERE pairs.id = ${GIVEN} AND (g.id IS NOT NULL OR ${GIVEN} IS NULL)
     ON CONFLICT (id) DO NOTHING`);
  const end = sql.change(`
    UPDATE provider_calls SET outcome = coalesce(outcome, ?), cost_usd = coalesce(cost_usd, ?),
       text_in = coalesce(text_in, ?), image_in = coalesce(image_in, ?),
       text_out = coalesce(text_out, ?), image_out = coalesce(image_out, ?),
       ended_at = coalesce(ended_at, ?) WHERE id = ?`);
  const find = (where: string) =>
    sql.query(`SELECT ${COLUMNS} FROM provider_calls WHERE ${where}`, callRow);
  const byId = find('id = ?');
  const open = sql.column(
    `SELECT 1 FROM provider_calls INDEXED BY provider_calls_begun
     WHERE begun_at >= ? AND ended_at IS NULL AND provider = ? AND purpose = ? LIMIT 1`,
    z.number(),
  );
  /** Money must not be spent without a row. */
  const requireBegun = ({ id, pairId, generationId }: NewCall) => {
    const begun = byId.get(id);
    const purpose = generationId === null ? `pair ${pairId}` : `generation ${generationId}`;
    if (begun === undefined) throw new Error(`there is no ${purpose} to call for`);
    if (begun.pairId === pairId && begun.generationId === generationId) return;
    throw new Error(`the call ${id} was begun for something else than ${purpose}`);
  };
  return {
    begin: (call, at) => {
      const { id, purpose, pairId, generationId, provider, modelId } = call;
      const values = [id, purpose, provider, modelId, at, generationId, pairId, generationId];
      if (begin(...values) === 0) requireBegun(call);
    },
    end: (id, { outcome, costUsd, tokens }, at) => {
      const { textIn, imageIn, textOut, imageOut } = tokens ?? NO_TOKENS;
      end(outcome, costUsd, textIn, imageIn, textOut, imageOut, at, id);
    },
    isOpen: ({ provider, purpose }, since) => open.get(since, provider, purpose) !== undefined,
    of: find(`generation_id = ${GIVEN} ORDER BY begun_at, id`).all,
    ofPair: find(`pair_id = ${GIVEN} ORDER BY begun_at, id`).all,
  };
}

const NO_TOKENS = { textIn: null, imageIn: null, textOut: null, imageOut: null };

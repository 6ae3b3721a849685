import { z } from 'zod';
import { type Price, tokenPricesSchema } from './price.ts';

/** A row of `text_models`. */
export const textModelSchema = z.object({
  id: z.string().min(1),
  /** The name of its vendor's adapter. */
  provider: z.string().min(1),
  /** The vendor's own name for the model. */
  model: z.string().min(1),
  displayName: z.string().min(1),
  seesPictures: z.boolean(),
  /** Dollars per million tokens; null when unknown. */
  tokenPrices: tokenPricesSchema.nullable(),
  /** Sent to the vendor unchanged; null leaves out a parameter that the adapter would send. */
  parameters: z.record(z.string(), z.unknown()),
  /** The lowest that can be used is the first choice. */
  rank: z.number().int().nonnegative(),
  active: z.boolean(),
  retiredOn: z.string().nullable(),
  note: z.string(),
});
export type TextModelRow = Readonly<z.infer<typeof textModelSchema>>;

/** What an adapter needs of a row. */
export type TextModelSpec = Omit<
  TextModelRow,
  'provider' | 'rank' | 'active' | 'retiredOn' | 'note'
>;

export function textPriceOf({ tokenPrices }: Pick<TextModelRow, 'tokenPrices'>): Price {
  return { image: null, tokens: tokenPrices };
}

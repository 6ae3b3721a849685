import { z } from 'zod';

const count = z.number().int().nonnegative();
/** Tokens of one call, by what they were. */
export const tokenUsageSchema = z.object({
  textIn: count,
  imageIn: count,
  textOut: count,
  imageOut: count,
});
export type TokenUsage = Readonly<z.infer<typeof tokenUsageSchema>>;

/** Dollars a million tokens. */
export const tokenPricesSchema = z.strictObject({
  textIn: z.number().nonnegative(),
  imageIn: z.number().nonnegative(),
  textOut: z.number().nonnegative(),
  imageOut: z.number().nonnegative(),
});
export type TokenPrices = z.infer<typeof tokenPricesSchema>;

/** What a model costs, as its row said when the spec was frozen. */
export const priceSchema = z.object({
  /** Dollars an image; null when unknown, or when tokens are paid instead. */
  image: z.number().nullable(),
  tokens: tokenPricesSchema.nullable(),
});
export type Price = Readonly<z.infer<typeof priceSchema>>;

/** What is known of a call when it has ended, with or without an image. */
export interface Used {
  /** Dollars as the vendor itself counted them. */
  readonly reportedUsd?: number | null;
  readonly tokens?: TokenUsage | null;
  /** Images it made. */
  readonly images: number;
}

const MILLION = 1_000_000;

/** Dollars: the vendor's own count, else tokens at their price, else the price of the images; null when unknown. */
export function costOf(price: Price | undefined, used: Used): number | null {
  if (typeof used.reportedUsd === 'number') return used.reportedUsd;
  const { tokens: prices = null, image = null } = price ?? {};
  if (prices !== null && used.tokens !== undefined && used.tokens !== null) {
    return priceTokens(prices, used.tokens);
  }
  return image === null || used.images === 0 ? null : image * used.images;
}

function priceTokens(prices: TokenPrices, tokens: TokenUsage): number {
  const sum =
    prices.textIn * tokens.textIn +
    prices.imageIn * tokens.imageIn +
    prices.textOut * tokens.textOut +
    prices.imageOut * tokens.imageOut;
  return sum / MILLION;
}

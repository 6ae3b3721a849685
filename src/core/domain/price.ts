import { z } from 'zod';
import { closedObject } from '../base/shape-fault.ts';

const KINDS = ['textIn', 'imageIn', 'textOut', 'imageOut'] as const;

function perKind<T>(value: T) {
  return { textIn: value, imageIn: value, textOut: value, imageOut: value };
}

/** Tokens of one call. */
export const tokenUsageSchema = z.object(perKind(z.number().int().nonnegative()));
export type TokenUsage = Readonly<z.infer<typeof tokenUsageSchema>>;

/** Dollars per million tokens. */
export const tokenPricesSchema = closedObject(perKind(z.number().nonnegative()));
export type TokenPrices = z.infer<typeof tokenPricesSchema>;

/** A model's price when the spec was written. */
export const priceSchema = z.object({
  /** Dollars per image; null when unknown, or when the price is by tokens. */
  image: z.number().nullable(),
  tokens: tokenPricesSchema.nullable(),
});
export type Price = Readonly<z.infer<typeof priceSchema>>;

/** The usage of a call that has ended, with or without an image. */
export interface Used {
  /** Dollars, as the vendor reports them. */
  readonly reportedUsd?: number | null;
  readonly tokens?: TokenUsage | null;
  /** Images it made. */
  readonly images: number;
}

const MILLION = 1_000_000;

/** Dollars: as the vendor reports, else by tokens, else by images; null when unknown. */
export function costOf(price: Price | undefined, used: Used): number | null {
  if (typeof used.reportedUsd === 'number') return used.reportedUsd;
  const { tokens: prices = null, image = null } = price ?? {};
  if (prices !== null && used.tokens !== undefined && used.tokens !== null) {
    return priceTokens(prices, used.tokens);
  }
  return image === null || used.images === 0 ? null : image * used.images;
}

function priceTokens(prices: TokenPrices, tokens: TokenUsage): number {
  return KINDS.reduce((sum, kind) => sum + prices[kind] * tokens[kind], 0) / MILLION;
}

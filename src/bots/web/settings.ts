import { z } from 'zod';
import { address, type Problem, text } from '../../core/base/settings.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);
const secret = z.string().min(16, 'must have at least 16 characters');

/** What the web reads of the environment. */
export const webFields = {
  HOST: text.default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: address.optional(),
  API_TOKEN: secret.optional(),
  LINK_SECRET: secret.optional(),
};
type Value = z.infer<z.ZodObject<typeof webFields>>;

export interface WebSettings {
  readonly host: string;
  readonly port: number;
  /** The hub's address from outside, without a trailing slash; null: none. */
  readonly publicUrl: string | null;
  readonly apiToken: string | null;
  /** Null: one is made at first start and kept in the data folder. */
  readonly linkSecret: string | null;
}

export function webSettings(value: Value): WebSettings {
  return {
    host: value.HOST,
    port: value.PORT,
    publicUrl: value.PUBLIC_URL ?? null,
    apiToken: value.API_TOKEN ?? null,
    linkSecret: value.LINK_SECRET ?? null,
  };
}

/** A hub that others can reach needs a token. */
export function webProblems({ HOST, API_TOKEN, PUBLIC_URL }: Value): readonly Problem[] {
  if (API_TOKEN !== undefined) return [];
  const problems: Problem[] = [];
  if (!LOOPBACK.has(HOST)) {
    problems.push(['HOST', `is ${HOST}, which others can reach: set API_TOKEN, or use 127.0.0.1`]);
  }
  if (PUBLIC_URL !== undefined) {
    problems.push(['PUBLIC_URL', 'needs API_TOKEN: without one, nobody from outside is answered']);
  }
  return problems;
}

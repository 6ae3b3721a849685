import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Model, modelSchema, type Plan } from '../core/domain/model.ts';
import type { Provider } from '../core/ports/provider-store.ts';

/** One file a provider; the order of the files and of their rows is the rank of the models that name none. */
const FILES = ['openai', 'gemini', 'runware', 'sample'] as const;

/** "1024x1024" as seeds write it. */
const size = z
  .string()
  .regex(/^\d+x\d+$/)
  .transform((text) => {
    const [width = 0, height = 0] = text.split('x').map(Number);
    return { width, height };
  });

/** A model as a seed says it: sizes by name; none is the default, that is decided at the start. */
const seedSchema = modelSchema
  .omit({ isDefault: true })
  .extend({
    rank: z.number().int().nonnegative().optional(),
    validSizes: z.array(size).min(1),
    squareSize: size,
    landscapeSize: size,
    portraitSize: size,
    costUsd: z.number().nonnegative().nullable().default(null),
    retiredOn: z.string().nullable().default(null),
    successor: z.string().nullable().default(null),
  })
  .strict();

const providerSchema = z.strictObject({
  name: z.string(),
  displayName: z.string(),
  maxCalls: z.number().int().positive().nullable(),
});
const planSchema = z.strictObject({
  name: z.string(),
  tiers: z.array(z.string()),
  dailyQuota: z.number().int().nonnegative(),
});

/** The models a database begins with: rows in files, so that no size, price or name stands in code. */
export function seedModels(): readonly Model[] {
  return FILES.flatMap((file) =>
    readSeeds(file, seedSchema).map((row) => ({ ...row, isDefault: false })),
  ).map((row, place) => ({ ...row, rank: row.rank ?? place }));
}

export function seedProviders(): readonly Omit<Provider, 'health'>[] {
  return readSeeds('providers', providerSchema);
}

export function seedPlans(): readonly Plan[] {
  return readSeeds('plans', planSchema);
}

function readSeeds<T>(file: string, row: z.ZodType<T>): readonly T[] {
  const text = readFileSync(join(import.meta.dirname, 'seeds', `${file}.json`), 'utf8');
  return z.array(row).parse(JSON.parse(text));
}

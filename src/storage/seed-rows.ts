import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Model, modelSchema, type Plan } from '../core/domain/model.ts';
import { type TextModelRow, textModelSchema } from '../core/domain/text-model.ts';
import type { Provider } from '../core/ports/provider-store.ts';

/** One file per provider. A model without a rank is ranked by the order of the files and their rows. */
const FILES = ['openai', 'gemini', 'runware', 'sample'] as const;

/** A size in a seed file: "1024x1024". */
const size = z
  .string()
  .regex(/^\d+x\d+$/)
  .transform((text) => {
    const [width = 0, height = 0] = text.split('x').map(Number);
    return { width, height };
  });

/** A model in a seed file. Its sizes are texts, and it is never the default. */
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

const textSeedSchema = textModelSchema
  .extend({ retiredOn: z.string().nullable().default(null) })
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

/** The models of a new database. They are data, so that the code names no size, price or model. */
export function seedModels(): readonly Model[] {
  return FILES.flatMap((file) =>
    readSeeds(file, seedSchema).map((row) => ({ ...row, isDefault: false })),
  ).map((row, place) => ({ ...row, rank: row.rank ?? place }));
}

export function seedTextModels(): readonly TextModelRow[] {
  return readSeeds('text', textSeedSchema);
}

export function seedProviders(): readonly Provider[] {
  return readSeeds('providers', providerSchema);
}

export function seedPlans(): readonly Plan[] {
  return readSeeds('plans', planSchema);
}

function readSeeds<T>(file: string, row: z.ZodType<T>): readonly T[] {
  const text = readFileSync(join(import.meta.dirname, 'seeds', `${file}.json`), 'utf8');
  return z.array(row).parse(JSON.parse(text));
}

import { readFile } from 'node:fs/promises';
import type { Env } from '../src/config.ts';
import { StartupError } from '../src/core/base/startup-error.ts';
import { RulesClassifier } from '../src/core/plan/rules.ts';
import { REWRITE_MS } from '../src/core/studio/run/rewrites.ts';
import type { Clock } from '../src/core/ports/system.ts';
import { STARTER_CATEGORIES } from '../src/providers/sample/starter.ts';
import { classified, type Pace, rewrittenAll } from './ask.ts';
import { chosenModel } from './chosen-model.ts';
import { CountedModel } from './counted-model.ts';
import { type Labelled, readList, type Refused } from './lists.ts';
import {
  costLine,
  missLines,
  type Result,
  rewriteMissLines,
  rewriteTable,
  tableOf,
} from './report.ts';
import { TextClassifier } from './text-classifier.ts';
import { textRewriter } from './text-rewriter.ts';

/** Milliseconds of a call, as a pair gives it. */
const CLASSIFY_MS = 8_000;

export interface Flags {
  /** `rules`, or a text model's id. */
  readonly classifier?: string;
  /** Calls at a time. */
  readonly concurrency: number;
  readonly misses?: boolean;
  /** With `misses`: of the prompts too that are kept apart. */
  readonly held?: boolean;
}

export interface EvalWorld {
  readonly env: Env;
  readonly clock: Clock;
  /** Ends everything when it aborts. */
  readonly signal: AbortSignal;
  readonly out: (line: string) => void;
}

/**
 * Runs a labelled list through the rules and the text model, and prints how they did. Rejects with a `StartupError` for a list or
 * a setting that cannot be used, before any call.
 */
export async function evaluate(file: string, flags: Flags, world: EvalWorld): Promise<void> {
  const slugs = STARTER_CATEGORIES.map(({ slug }) => slug);
  const list = readList(await textOf(file), file, slugs);
  const chosen = await chosenModel(world.env, flags.classifier, world.clock);
  const model = chosen === undefined ? undefined : new CountedModel(chosen);
  const pace = { ...world, concurrency: flags.concurrency };
  if (list.of === 'prompts') {
    await evaluatePrompts(list.rows, model, flags, { ...pace, ms: CLASSIFY_MS }, world.out);
  } else if (model === undefined) {
    throw new StartupError('Rewrites need a text model: set the key of one, or --classifier.');
  } else {
    await evaluateRefusals(list.rows, model, flags, { ...pace, ms: REWRITE_MS }, world.out);
  }
  if (model !== undefined) world.out(costLine(model.spent));
}

async function evaluatePrompts(
  rows: readonly Labelled[],
  model: CountedModel | undefined,
  { misses = false, held = false }: Flags,
  pace: Pace,
  out: (line: string) => void,
): Promise<void> {
  const classifiers = [
    new RulesClassifier(),
    ...(model === undefined ? [] : [new TextClassifier(model)]),
  ];
  const known = { categories: STARTER_CATEGORIES, places: [] };
  const results: Result[] = [];
  for (const one of classifiers) {
    results.push({ name: one.name, answered: await classified(rows, one, known, pace) });
  }
  for (const line of tableOf(results)) out(line);
  if (!misses) return;
  for (const line of results.flatMap((one) => missLines(one, held))) out(line);
}

async function evaluateRefusals(
  rows: readonly Refused[],
  model: CountedModel,
  { misses = false }: Flags,
  pace: Pace,
  out: (line: string) => void,
): Promise<void> {
  const rewritten = await rewrittenAll(rows, textRewriter(model), pace);
  for (const line of rewriteTable(model.id, rewritten)) out(line);
  if (misses) for (const line of rewriteMissLines(rewritten)) out(line);
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartupError(`The list cannot be read: ${why}`, { cause });
  }
}

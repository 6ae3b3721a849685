/** `npm run eval -- FILE`: how well prompts are understood, or refused ones rewritten, on a labelled list. */
import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { StartupError } from '../src/core/base/startup-error.ts';
import { RulesClassifier } from '../src/core/plan/rules.ts';
import { STARTER_CATEGORIES } from '../src/providers/sample/starter.ts';
import { SystemClock } from '../src/system.ts';
import { classified } from './ask.ts';
import { readList } from './lists.ts';
import { missLines, tableOf } from './report.ts';

/** Milliseconds of a call, as a pair gives it. */
const CALL_MS = 8_000;
const MAX_CONCURRENCY = 32;

interface Flags {
  readonly concurrency: number;
  readonly misses?: true;
  readonly held?: true;
}

const out = (text: string) => process.stdout.write(`${text}\n`);

const program = new Command('eval')
  .description('print how often a labelled list is understood')
  .argument('<file>', 'eval/prompts.jsonl, eval/refusals.jsonl, or a list of your own')
  .option('--concurrency <n>', 'calls at a time', concurrencyOf, 4)
  .option('--misses', 'print what was wrong, but nothing of the prompts that are kept apart')
  .option('--held', 'with --misses: of those too')
  .action(run);

try {
  await program.parseAsync();
} catch (cause) {
  if (!(cause instanceof StartupError)) throw cause;
  console.error(cause.message);
  process.exitCode = 1;
}

async function run(file: string, { concurrency, misses, held }: Flags): Promise<void> {
  const slugs = STARTER_CATEGORIES.map(({ slug }) => slug);
  const list = readList(await textOf(file), file, slugs);
  if (list.of === 'refusals') throw new StartupError(`${file}: a rewriter needs a text model.`);
  const pace = {
    clock: new SystemClock(),
    concurrency,
    ms: CALL_MS,
    signal: new AbortController().signal,
  };
  const known = { categories: STARTER_CATEGORIES, places: [] };
  const result = {
    name: 'rules',
    answered: await classified(list.rows, new RulesClassifier(), known, pace),
  };
  for (const line of tableOf([result])) out(line);
  if (misses === true) for (const line of missLines(result, held === true)) out(line);
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartupError(`The list cannot be read: ${why}`, { cause });
  }
}

function concurrencyOf(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MAX_CONCURRENCY) return number;
  throw new InvalidArgumentError(`must be a whole number from 1 to ${MAX_CONCURRENCY}`);
}

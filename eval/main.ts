/** `npm run eval -- FILE`: how well prompts are understood, or refused ones rewritten, on a labelled list. */
import { Command, InvalidArgumentError } from 'commander';
import { withEnvFile } from '../src/config.ts';
import { StartupError } from '../src/core/base/startup-error.ts';
import { SystemClock } from '../src/system.ts';
import { evaluate, type Flags } from './run.ts';

const MAX_CONCURRENCY = 32;

const stop = new AbortController();
process.once('SIGINT', () => stop.abort(new StartupError('Stopped.')));
// The reader of a pipe (such as `head`) may close it.
process.stdout.once('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
  process.exit(0);
});

const program = new Command('eval')
  .description('print how often a labelled list is understood')
  .argument('<file>', 'eval/prompts.jsonl, eval/refusals.jsonl, or a list of your own')
  .option('--classifier <id>', 'rules, or a text model; the one of TEXT_MODEL without it')
  .option('--concurrency <n>', 'calls at a time', concurrencyOf, 4)
  .option('--misses', 'print what was wrong, but nothing of the prompts that are kept apart')
  .option('--held', 'with --misses: of those too')
  .action((file: string, flags: Flags) =>
    evaluate(file, flags, {
      env: withEnvFile(process.env),
      clock: new SystemClock(),
      signal: stop.signal,
      out: (line) => process.stdout.write(`${line}\n`),
    }),
  );

try {
  await program.parseAsync();
} catch (cause) {
  if (!(cause instanceof StartupError)) throw cause;
  console.error(cause.message);
  process.exitCode = 1;
}

function concurrencyOf(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MAX_CONCURRENCY) return number;
  throw new InvalidArgumentError(`must be a whole number from 1 to ${MAX_CONCURRENCY}`);
}

import { z } from 'zod';
import { readShape } from '../src/core/base/shape-fault.ts';
import { StartupError } from '../src/core/base/startup-error.ts';
import { ratioSchema, SCENES } from '../src/core/domain/spec.ts';
import { faultItemEn } from '../src/core/words/shape-faults.en.ts';

export const SETS = ['tune', 'held'] as const;
export type SetName = (typeof SETS)[number];

/** UTF-16 units of a file, and lines, that are read at most. */
const MAX_FILE = 5_000_000;
const MAX_LINES = 5_000;
/** Characters of a prompt and of a vendor's words, as a pair has them. */
const MAX_TEXT = 2_500;
/** Words that a check looks for, and alternatives of one word. */
const MAX_WORDS = 20;

const text = z.string().min(1).max(MAX_TEXT);
const texts = z.array(text).min(1).max(MAX_WORDS).readonly();

const promptSchema = z.strictObject({
  id: text,
  /** `held` is kept apart: nobody looks at its misses while tuning. */
  set: z.enum(SETS),
  /** What is hard about it, such as `negation`. */
  kind: text,
  prompt: text,
  category: text,
  /** Other categories that are right too. */
  accept: texts.exactOptional(),
  person: z.boolean(),
  scene: z.enum(SCENES),
  location: text.nullable(),
  toneRatio: ratioSchema,
  angleRatio: ratioSchema,
});
/** A prompt and what a careful reader says of it. */
export type Labelled = Readonly<z.infer<typeof promptSchema>>;

const refusalSchema = z.strictObject({
  id: text,
  prompt: text,
  /** The vendor's words. */
  refusal: text,
  stage: z.enum(['input', 'output']),
  /** What the image is for, and its look. */
  purpose: text,
  style: text,
  /** Each of these words, or one of its alternatives in either language, must be in the rewrite. */
  keep: z.array(texts).min(1).max(MAX_WORDS).readonly(),
  /** None of these may be. */
  gone: texts,
  /** Whether the rewrite may show no more people than the prompt. */
  noNewPerson: z.boolean(),
  /** Characters. */
  maxLength: z.number().int().positive().max(MAX_TEXT),
});
/** A refused prompt with what can be checked of its rewrite. */
export type Refused = Readonly<z.infer<typeof refusalSchema>>;

export type EvalList =
  | { readonly of: 'prompts'; readonly rows: readonly Labelled[] }
  | { readonly of: 'refusals'; readonly rows: readonly Refused[] };

/**
 * Reads a list, a line of JSON each: of refusals when its first line has a `refusal`, else of prompts. Throws a `StartupError` that
 * names the line and its fault. `name` is what the sentence calls the file; `categories` are those that a label can name.
 */
export function readList(content: string, name: string, categories: readonly string[]): EvalList {
  if (content.length > MAX_FILE) throw new StartupError(`${name} is over ${MAX_FILE} characters.`);
  const lines = content
    .split('\n')
    .map((line, at) => ({ line, where: `${name}, line ${at + 1}` }))
    .filter(({ line }) => line.trim() !== '');
  if (lines.length > MAX_LINES) throw new StartupError(`${name} has over ${MAX_LINES} lines.`);
  const values = lines.map(({ line, where }) => ({ value: jsonOf(line, where), where }));
  const [first] = values;
  if (first === undefined) throw new StartupError(`${name} is empty.`);
  if (isRefusal(first.value)) {
    return { of: 'refusals', rows: withOwnIds(values, (one) => rowOf(refusalSchema, one)) };
  }
  const known = new Set(categories);
  return { of: 'prompts', rows: withOwnIds(values, (one) => promptOf(one, known)) };
}

interface Line {
  readonly value: unknown;
  readonly where: string;
}

function jsonOf(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new StartupError(`${where} is not JSON.`, { cause });
  }
}

function isRefusal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'refusal');
}

function rowOf<T>(schema: z.ZodType<T>, { value, where }: Line): T {
  const read = readShape(schema, value);
  if (read.ok) return read.data;
  throw new StartupError(`${where}: ${read.faults.map(faultItemEn).join('; ')}.`);
}

function promptOf(line: Line, known: ReadonlySet<string>): Labelled {
  const row = rowOf(promptSchema, line);
  const strange = [row.category, ...(row.accept ?? [])].find((one) => !known.has(one));
  if (strange === undefined) return row;
  throw new StartupError(
    `${line.where}: there is no category ${strange}, only ${[...known].join(', ')}.`,
  );
}

/** Rows whose ids and prompts are their own: a prompt that is listed twice would count twice. */
function withOwnIds<T extends { readonly id: string; readonly prompt: string }>(
  lines: readonly Line[],
  read: (line: Line) => T,
): readonly T[] {
  const seen = new Map<string, string>();
  return lines.map((line) => {
    const row = read(line);
    for (const own of [`id ${row.id}`, `prompt “${row.prompt}”`]) {
      const other = seen.get(own);
      if (other !== undefined) throw new StartupError(`${line.where} has the ${own} of ${other}.`);
      seen.set(own, line.where);
    }
    return row;
  });
}

import { z } from 'zod';
import { similarName } from './nearest.ts';

export type FieldType = 'text' | 'number' | 'whole_number' | 'yes_or_no' | 'list' | 'object';

/** What is wrong with the shape of data from outside, for a sentence in any language. */
export type ShapeFault =
  | { readonly of: 'missing' | 'empty'; readonly field: string }
  | { readonly of: 'other'; readonly field: string }
  | { readonly of: 'type'; readonly field: string; readonly type: FieldType }
  | {
      readonly of: 'long' | 'items' | 'most' | 'least' | 'over' | 'under';
      readonly field: string;
      readonly limit: number;
    }
  | { readonly of: 'values'; readonly field: string; readonly values: string }
  /** `message` was written by us, beside the check that failed. */
  | { readonly of: 'own'; readonly field: string; readonly message: string }
  | UnknownKey;

/** Keys that the data should not have. `nearest` is a known one that the first resembles. */
export interface UnknownKey {
  readonly of: 'unknown_key';
  readonly field: string;
  readonly known: string;
  readonly nearest?: string | undefined;
}

type Issue = z.core.$ZodIssue;

/** In place of zod's own sentences. */
const UNSAID = '';
/** Characters of a field's name that are repeated to people. */
const MAX_FIELD = 60;
/** Unknown keys that are repeated to people. */
const MAX_KEYS = 5;
const TYPES: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ['string', 'text'],
  ['number', 'number'],
  ['nan', 'number'],
  ['int', 'whole_number'],
  ['boolean', 'yes_or_no'],
  ['array', 'list'],
  ['object', 'object'],
  ['record', 'object'],
]);

/** An object without other keys than these. A fault that names an unknown key names the known ones too. */
export function closedObject<const S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(', ') : undefined),
  });
}

/** The first fault of data that a schema refused: an unknown key, which explains a missing one. `input` is what was parsed. */
export function faultOf(error: z.core.$ZodError, input: unknown): ShapeFault {
  const unknown = error.issues.find(({ code }) => code === 'unrecognized_keys');
  const issue = unknown ?? error.issues[0];
  return issue === undefined ? { of: 'other', field: '' } : faultOfIssue(issue, input);
}

/** Data that fits a schema, or everything that is wrong with it, in order. */
export type ReadShape<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly faults: readonly ShapeFault[] };

/** Reads data by a schema. A message that the schema has of ours is the fault; zod's own sentences never are. */
export function readShape<T>(schema: z.ZodType<T>, input: unknown): ReadShape<T> {
  // A schema's own messages win over this one.
  const read = schema.safeParse(input, { error: () => UNSAID });
  if (read.success) return { ok: true, data: read.data };
  const faults = read.error.issues.map((issue): ShapeFault => {
    const isOwn = issue.message !== UNSAID && issue.code !== 'unrecognized_keys';
    if (!isOwn) return faultOfIssue(issue, input);
    return { of: 'own', field: nameOf(issue.path), message: issue.message };
  });
  return { ok: false, faults };
}

function faultOfIssue(issue: Issue, input: unknown): ShapeFault {
  const field = nameOf(issue.path);
  if (valueAt(input, issue.path) === undefined && issue.code !== 'unrecognized_keys') {
    return { of: 'missing', field };
  }
  switch (issue.code) {
    case 'invalid_type':
      return typeFault(field, issue.expected);
    case 'too_big':
      return bigFault(field, issue);
    case 'too_small':
      return smallFault(field, issue);
    case 'invalid_value':
      return { of: 'values', field, values: issue.values.map(String).join(', ') };
    case 'unrecognized_keys':
      return unknownKey(issue.keys, issue.message);
    case 'invalid_union':
      return unionFault(issue.errors, field, valueAt(input, issue.path));
    case 'custom':
      return { of: 'own', field, message: issue.message };
    default:
      return { of: 'other', field };
  }
}

function typeFault(field: string, expected: string): ShapeFault {
  const type = TYPES.get(expected);
  return type === undefined ? { of: 'other', field } : { of: 'type', field, type };
}

function bigFault(
  field: string,
  { origin, maximum, inclusive }: Extract<Issue, { code: 'too_big' }>,
): ShapeFault {
  const limit = Number(maximum);
  if (origin === 'string') return { of: 'long', field, limit };
  if (origin === 'array') return { of: 'items', field, limit };
  return { of: inclusive === false ? 'under' : 'most', field, limit };
}

function smallFault(
  field: string,
  { origin, minimum, inclusive }: Extract<Issue, { code: 'too_small' }>,
): ShapeFault {
  if (origin === 'string' || origin === 'array') return { of: 'empty', field };
  return { of: inclusive === false ? 'over' : 'least', field, limit: Number(minimum) };
}

function unknownKey(keys: readonly string[], known: string): UnknownKey {
  const named = keys.slice(0, MAX_KEYS).map((key) => key.slice(0, MAX_FIELD));
  const nearest = similarName(named[0] ?? '', known.split(', '));
  return { of: 'unknown_key', field: named.join(', '), known, nearest };
}

/** The fault of the alternative that was meant: the one whose type is right, else the first. */
function unionFault(
  alternatives: readonly (readonly Issue[])[],
  field: string,
  value: unknown,
): ShapeFault {
  const firsts = alternatives.flatMap(([first]) => first ?? []);
  const values = firsts.flatMap((one) => (one.code === 'invalid_value' ? one.values : []));
  if (values.length > 0) return { of: 'values', field, values: values.map(String).join(', ') };
  const meant = firsts.find(({ code }) => code !== 'invalid_type') ?? firsts[0];
  if (meant === undefined) return { of: 'other', field };
  return { ...faultOfIssue({ ...meant, path: [...meant.path] }, value), field };
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.').slice(0, MAX_FIELD);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return Reflect.get(value, key);
  }, input);
}

import type { Upload } from './uploads.ts';

/** A request, taken apart. */
export interface Call {
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly uploads: readonly Upload[];
  /** A part of the path, by its name in the pattern. */
  readonly param: (name: string) => string;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Route {
  readonly method: string;
  /** Path with `:name` parts. */
  readonly pattern: string;
  /** Whether the token in the path is the key, instead of the bot’s token. */
  readonly open?: boolean;
  readonly run: (call: Call) => Answer;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const nothing: Answer = { status: 204 };

/** The parts of a path that fits a pattern; undefined when it does not fit. */
export function match(pattern: string, path: string): ReadonlyMap<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parts = new Map<string, string>();
  for (const [index, want] of wanted.entries()) {
    const part = given[index] ?? '';
    if (want.startsWith(':')) parts.set(want.slice(1), decodeURIComponent(part));
    else if (want !== decodeURIComponent(part)) return undefined;
  }
  return parts;
}

import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.ts';
import { Secrets } from './log-secrets.ts';

export interface LogOptions {
  /** Values that no line may have, beside what looks like a secret. */
  readonly secrets?: readonly string[];
  /** Stderr by default. */
  readonly destination?: DestinationStream;
}

/**
 * A log of JSON lines. What is written has no secrets: not in messages, errors and their causes, fields at any depth, or the bindings of
 * a child.
 */
export function pinoLog(
  level: Config['logLevel'],
  { secrets = [], destination }: LogOptions = {},
): Logger {
  const without = new Secrets(secrets);
  const hooks = { streamWrite: (line: string) => without.hide(line) };
  return pino({ level, hooks, base: null }, destination ?? pino.destination(2));
}

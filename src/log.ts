import { pino, type DestinationStream } from 'pino';
import type { Config } from './config.ts';
import type { Log } from './core/ports/system.ts';

/** A log of JSON lines, by default to stderr. It redacts known secrets. */
export function pinoLog(level: Config['logLevel'], destination?: DestinationStream): Log {
  const secret = ['token', 'apiToken', 'apiKey', 'authorization', 'cookie', 'secret'];
  const redact = { paths: secret.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' };
  return pino({ level, redact, base: null }, destination ?? pino.destination(2));
}

import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** The environment, with what a `.env` file adds: what is set outside of the file wins. */
export function withEnvFile(
  env: Readonly<Record<string, string | undefined>>,
  path = '.env',
): Readonly<Record<string, string | undefined>> {
  if (!existsSync(path)) return env;
  return { ...parseEnv(readFileSync(path, 'utf8')), ...env };
}

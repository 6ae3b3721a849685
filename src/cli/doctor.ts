import { accessSync, constants, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { type Config, loadConfig } from '../config.ts';
import { StartupError } from '../core/startup-error.ts';
import { sqliteStore } from '../storage/store.ts';
import { examineBlobs } from './doctor-blobs.ts';
import { examineDiscord } from './doctor-discord.ts';
import { examinePool } from './doctor-pool.ts';
import { bad, type Finding, ok } from './finding.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Checks everything that can be checked, and leaves all as it was. The exit code: 1 when something is wrong. */
export async function doctor(env: Env, out: (text: string) => void): Promise<number> {
  const findings = await examine(env);
  for (const { what, wrong, note } of findings) {
    out(wrong === null ? `ok    ${what}: ${note}` : `WRONG ${what}: ${wrong}`);
  }
  return findings.some((one) => one.wrong !== null) ? 1 : 0;
}

async function examine(env: Env): Promise<readonly Finding[]> {
  const node = ok('Node', process.versions.node);
  const config = read(env);
  if (config instanceof StartupError) return [node, bad('settings', config.message)];
  return [
    node,
    ok('settings', config.unused.length === 0 ? 'readable' : unusedNote(config)),
    folder(config),
    await examineBlobs(config),
    ...(await database(config)),
    await running(config),
    ...(await examineDiscord(config.discord)),
  ];
}

function read(env: Env): Config | StartupError {
  try {
    return loadConfig(env);
  } catch (cause) {
    if (cause instanceof StartupError) return cause;
    throw cause;
  }
}

function unusedNote({ unused }: Config): string {
  return `readable; not used by this version yet: ${unused.join(', ')}`;
}

function folder({ home }: Config): Finding {
  const path = resolve(home);
  const parent = resolve(path, '..');
  try {
    accessSync(existsSync(path) ? path : parent, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok('data folder', existsSync(path) ? path : `${path} (made at the first start)`);
  } catch {
    return bad('data folder', `${path} cannot be written: allow it, or set DIPTYCH_HOME.`);
  }
}

async function database(config: Config): Promise<readonly Finding[]> {
  const { home } = config;
  const path = join(home, 'diptych.db');
  if (!existsSync(path)) return [ok('database', 'none yet (made at the first start)')];
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, timeout: 5_000 });
    const problems = z.array(z.string()).parse(db.prepare('PRAGMA quick_check').pluck().all());
    const sound = problems.length === 1 && problems[0] === 'ok';
    const broken = `it is damaged (${problems[0]}): restore a copy from ${join(home, 'copies')}.`;
    const file = sound ? ok('database', path) : bad('database', broken);
    return [file, ...(await rows(db, config))];
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return [bad('database', `${path} cannot be read (${why}): is it of this version of Diptych?`)];
  } finally {
    db?.close();
  }
}

async function rows(db: Database.Database, config: Config): Promise<readonly Finding[]> {
  const store = sqliteStore(db);
  const active = store.models.list().filter((one) => one.active);
  const standard = active.find((one) => one.isDefault);
  const models =
    standard === undefined
      ? bad('models', 'there is no active default model: restore a copy of the database.')
      : ok('models', `${active.length} active, default ${standard.displayName}`);
  return [models, await examinePool(store, config)];
}

async function running({ host, port }: Config): Promise<Finding> {
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.json(),
    () => undefined,
  );
  if (answer === undefined) return ok('hub', `not running at ${url}`);
  const ours = z.object({ name: z.literal('diptych') }).safeParse(answer).success;
  return ours
    ? ok('hub', `running at ${url}`)
    : bad('hub', `another program answers at ${url}: stop it, or set PORT.`);
}

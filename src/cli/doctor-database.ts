import { plural } from '../core/base/text.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { BUILT_IN, type Model, type Plan } from '../core/domain/model.ts';
import { storageFault } from '../core/ports/storage-fault.ts';
import { everybodysPlan } from '../core/studio/rows/defaults.ts';
import type { TextModelRow } from '../core/domain/text-model.ts';
import { isOlder } from '../storage/database.ts';
import { requireOwnLog } from '../storage/own-log.ts';
import { seedModels, seedTextModels } from '../storage/seed-rows.ts';
import { sqliteStore } from '../storage/store.ts';
import { examinePool } from './doctor-pool.ts';
import { bad, type Finding, ok } from './finding.ts';
import { missingKey } from './missing-key.ts';

/** Findings, and the rows of models; before the first start those that a new database gets. */
interface DatabaseFindings {
  readonly findings: readonly Finding[];
  readonly models: readonly Model[];
  readonly textModels: readonly TextModelRow[];
}

/** Checks that the database is undamaged and of this version, and its default model and pool. */
export async function examineDatabase(config: Config): Promise<DatabaseFindings> {
  const { home } = config;
  const path = join(home, 'diptych.db');
  const unread = { models: [], textModels: seedTextModels() };
  const foreign = foreignLog(path);
  if (foreign !== null) return { ...unread, findings: [bad('database', foreign)] };
  if (!existsSync(path)) {
    const none = ok('database', 'none yet (made at the first start)');
    return { ...unread, findings: [none], models: seedModels() };
  }
  const broken = (why = '') =>
    `it is damaged (${why}): restore a copy from ${join(home, 'copies')}.`;
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, timeout: 5_000 });
    const problems = z.array(z.string()).parse(db.prepare('PRAGMA quick_check').pluck().all());
    const sound = problems.length === 1 && problems[0] === 'ok';
    if (sound && isOlder(db)) {
      const older = ok('database', `${path}: older; brought up to date at the next start`);
      return { ...unread, findings: [older] };
    }
    const file = sound ? ok('database', path) : bad('database', broken(problems[0]));
    const store = sqliteStore(db);
    const models = store.models.list();
    const rows = [
      examineModels(models, everybodysPlan(store), config),
      await examinePool(store, config),
    ];
    return { findings: [file, ...rows], models, textModels: store.textModels.list() };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const said =
      storageFault(cause) === 'damaged'
        ? broken(why)
        : `${path} cannot be read (${why}): is it of this version of Diptych?`;
    return { ...unread, findings: [bad('database', said)] };
  } finally {
    db?.close();
  }
}

/** One sentence when the log at the database is not its own; null when it is. */
function foreignLog(path: string): string | null {
  try {
    requireOwnLog(path);
    return null;
  } catch (cause) {
    if (cause instanceof StartupError) return cause.message;
    throw cause;
  }
}

function examineModels(models: readonly Model[], plan: Plan | undefined, config: Config): Finding {
  const active = models.filter((one) => one.active);
  const standard = active.find((one) => one.isDefault);
  if (standard === undefined) {
    return bad('models', 'there is no active default model: restore a copy of the database.');
  }
  const unkeyed = missingKey(standard, config);
  if (unkeyed !== null) return bad('models', unkeyed);
  if (plan?.tiers.includes(standard.tier) === false) return bad('models', outside(standard, plan));
  const keyed = new Set<string>([BUILT_IN, ...Object.keys(config.vendors)]);
  const works = active.filter((one) => keyed.has(one.provider)).length;
  const others = active.length - works;
  const rest = others === 0 ? '' : ` (${others} more ${plural(others, 'needs', 'need')} a key)`;
  return ok('models', `${works} active${rest}, default ${standard.displayName}`);
}

function outside({ displayName, tier }: Model, { name, tiers }: Plan): string {
  return `the plan "${name}" has the tiers ${tiers.join(', ')}, but not "${tier}" of the default, ${displayName}, so most people cannot use it: change the plan with npx diptych plans set, or choose another model with npx diptych models set-default.`;
}

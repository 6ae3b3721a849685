import { loadConfig } from '../config.ts';
import { PERSON_ID } from '../core/domain/person.ts';
import { StartupError } from '../core/base/startup-error.ts';
import type { Store } from '../core/ports/store.ts';
import { sqliteStore } from '../storage/store.ts';
import { SystemClock } from '../system.ts';
import { openBesideHub } from './beside-hub.ts';

type Env = Readonly<Record<string, string | undefined>>;
const PERSON = new RegExp(`^${PERSON_ID}$`);

/** Blocks somebody everywhere: commands, buttons and forms. Works beside a running hub. */
export function block(person: string, reason: string, env: Env): string {
  demandPerson(person);
  return onStore(env, ({ access }) => {
    access.block(person, 'cli', reason, new SystemClock().now());
    return `${person} is blocked.`;
  });
}

export function unblock(person: string, env: Env): string {
  demandPerson(person);
  return onStore(env, ({ access }) => {
    access.unblock(person);
    return `${person} is not blocked.`;
  });
}

/** Who may use the bot in a workspace, and where; empty lists allow everybody and every channel. */
export function allow(
  workspace: string,
  rules: { readonly roles: readonly string[]; readonly channels: readonly string[] },
  env: Env,
): string {
  return onStore(env, ({ access }) => {
    access.putRules(workspace, rules);
    const { roles, channels } = access.rules(workspace);
    return `${workspace}: roles ${list(roles)}; channels ${list(channels)}.`;
  });
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'all' : names.join(', ');
}

function demandPerson(person: string): void {
  if (PERSON.test(person)) return;
  throw new StartupError(`"${person}" is nobody: expected a surface and an id, such as web:ana.`);
}

function onStore(env: Env, work: (store: Store) => string): string {
  const db = openBesideHub(loadConfig(env).home);
  try {
    return work(sqliteStore(db));
  } finally {
    db.close();
  }
}

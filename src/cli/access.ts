import { tidied } from '../core/base/written.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { PERSON_ID, personId } from '../core/domain/person.ts';
import type { Env } from '../config.ts';
import { SystemClock } from '../system.ts';
import { onStore } from './on-store.ts';

const PERSON = new RegExp(`^${PERSON_ID}$`);

/** Blocks a person in every workspace: commands, buttons and forms. Works beside a running hub. */
export function block(named: string, reason: string, env: Env): string {
  const person = personOf(named);
  const at = new SystemClock().now();
  onStore(env, ({ access }) => access.block(person, 'cli', tidied(reason), at));
  return `${person} is blocked.`;
}

export function unblock(named: string, env: Env): string {
  const person = personOf(named);
  onStore(env, ({ access }) => access.unblock(person));
  return `${person} is not blocked.`;
}

/** Sets who may use the bot in a workspace, and in which channels; an empty list allows all of them. */
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

/** The id of a person that an admin typed. */
function personOf(named: string): string {
  const person = personId(named);
  if (PERSON.test(person)) return person;
  throw new StartupError(`"${named}" is nobody: expected a surface and an id, such as web:ana.`);
}

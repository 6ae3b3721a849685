import type { Command } from 'commander';
import type { Env } from '../config.ts';
import { minuteOf } from '../core/base/text.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { SURFACES } from '../core/domain/person.ts';
import {
  SETTING_NAMES,
  type SettingName,
  type Workspace,
} from '../core/domain/workspace-setting.ts';
import { SettingKeeper } from '../core/studio/rows/setting-keeper.ts';
import { SystemClock } from '../system.ts';
import { onStore } from './on-store.ts';

/** Who set it, where people see that. */
const BY = { id: 'cli', name: 'the command line' };

/** `diptych settings …`: works beside a running hub, which reads these rows at every ending. */
export function registerSettings(
  program: Command,
  env: () => Env,
  out: (text: string) => void,
): void {
  const settings = program
    .command('settings')
    .description('what the hub does by itself in a workspace');
  settings
    .command('list')
    .description('every setting that was ever set, by whom and when; all others are off')
    .action(() => out(listSettings(env()).join('\n')));
  settings
    .command('set')
    .description('set one; acts that wait and that it does not allow any more are dropped')
    .argument('<workspace>', 'web:web, discord:SERVER_ID or slack:TEAM_ID')
    .argument('<name>', SETTING_NAMES.join(', '))
    .argument('<value>', 'off; 1 to 3; on; the id of a model')
    .action((at: string, name: string, value: string) => out(setSetting(env(), at, name, value)));
}

/** One line a setting. */
export function listSettings(env: Env): readonly string[] {
  return onStore(env, ({ workspaceSettings }) => {
    const lines = workspaceSettings.workspaces().flatMap((at) =>
      workspaceSettings.of(at).map(({ name, value, by, at: time }) => {
        return `${at.surface}:${at.workspace} · ${name} · ${value} · ${by.name}, ${minuteOf(time)}`;
      }),
    );
    return lines.length === 0 ? ['Nobody has set anything: all is off.'] : lines;
  });
}

/** Sets one; answers with what is set. Throws a `StartupError`. */
export function setSetting(env: Env, workspace: string, name: string, value: string): string {
  const at = workspaceOf(workspace);
  const setting = settingNamed(name);
  onStore(env, (store) => {
    const keeper = new SettingKeeper({ store, clock: new SystemClock() });
    keeper.set(at, { name: setting, value, by: BY });
  });
  return `${workspace}: ${setting} is ${value} now.`;
}

function workspaceOf(text: string): Workspace {
  const [, name, workspace = ''] = /^([a-z]+):(\S+)$/.exec(text) ?? [];
  const surface = SURFACES.find((one) => one === name);
  if (surface !== undefined) return { surface, workspace };
  throw new StartupError(
    `"${text}" is no workspace: expected web:web, discord:SERVER_ID or slack:TEAM_ID.`,
  );
}

function settingNamed(text: string): SettingName {
  const name = SETTING_NAMES.find((one) => one === text);
  if (name !== undefined) return name;
  throw new StartupError(`There is no setting "${text}". Settings: ${SETTING_NAMES.join(', ')}.`);
}

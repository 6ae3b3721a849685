import type { Command } from 'commander';
import type { Env } from '../config.ts';
import { minuteOf } from '../core/base/text.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { SURFACES } from '../core/domain/person.ts';
import {
  SETTING_NAMES,
  type SettingName,
  type Workspace,
  type WorkspaceSetting,
} from '../core/domain/workspace-setting.ts';
import { SettingKeeper } from '../core/studio/rows/setting-keeper.ts';
import { SystemClock } from '../system.ts';
import { addListing } from './listing.ts';
import { onStore } from './on-store.ts';
import { type Column, tableOf } from './table/table.ts';

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
  const listing = {
    description: 'every setting that was ever set, by whom and when; all others are off',
  };
  addListing(settings, listing, (_flags, width) => listSettings(env(), width), out);
  settings
    .command('set')
    .description('set one; acts that wait and that it does not allow any more are dropped')
    .argument('<workspace>', 'web:web, discord:SERVER_ID or slack:TEAM_ID')
    .argument('<name>', SETTING_NAMES.join(', '))
    .argument('<value>', 'off; 1 to 3; on; the id of a model')
    .action((at: string, name: string, value: string) => out(setSetting(env(), at, name, value)));
}

type SetRow = WorkspaceSetting & { readonly where: string };
const COLUMNS: readonly Column<SetRow>[] = [
  { heading: 'WORKSPACE', cell: ({ where }) => where },
  { heading: 'SETTING', cell: ({ name }) => name },
  { heading: 'VALUE', cell: ({ value }) => value },
  { heading: 'SET BY', cell: ({ by }) => by.name },
  { heading: 'AT', cell: ({ at }) => minuteOf(at) },
];

/** A table of the settings. `width` is the columns that there are for it. */
export function listSettings(env: Env, width: number): readonly string[] {
  return onStore(env, ({ workspaceSettings }) => {
    const rows = workspaceSettings.workspaces().flatMap((place) => {
      const where = `${place.surface}:${place.workspace}`;
      return workspaceSettings.of(place).map((one) => ({ ...one, where }));
    });
    return rows.length === 0
      ? ['Nobody has set anything: all is off.']
      : tableOf(rows, COLUMNS, width);
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

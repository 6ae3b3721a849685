import type { Command } from 'commander';
import { StartupError } from '../core/base/startup-error.ts';
import type { TextModelRow } from '../core/domain/text-model.ts';
import type { Env } from '../config.ts';
import { onStore } from './on-store.ts';

/** `diptych text-models …`: works beside a hub, which reads these rows when it starts. */
export function registerTextModels(
  program: Command,
  env: () => Env,
  out: (text: string) => void,
): void {
  const models = program
    .command('text-models')
    .description('the models that classify prompts, rewrite them and judge images');
  models
    .command('list')
    .description('every text model in the order in which they are chosen, with its price')
    .action(() => out(listTextModels(env()).join('\n')));
  models
    .command('enable')
    .description('put a text model to use, from the next start of the hub on')
    .argument('<id>', 'see list')
    .action((id: string) => out(setTextModel(env(), id, true)));
  models
    .command('disable')
    .description('take a text model out of use, from the next start of the hub on')
    .argument('<id>', 'see list')
    .action((id: string) => out(setTextModel(env(), id, false)));
}

/** One line a text model, the first choice first. */
export function listTextModels(env: Env): readonly string[] {
  return onStore(env, ({ textModels }) => textModels.list().map(lineOf));
}

/** Puts a text model to use, or out of it; answers with its line. Throws a `StartupError` for one that is not there. */
export function setTextModel(env: Env, id: string, active: boolean): string {
  return onStore(env, ({ textModels }) => {
    const row = textModels.get(id);
    if (row === undefined) {
      const known = textModels.list().map((one) => one.id);
      throw new StartupError(`There is no text model "${id}". Known: ${known.join(', ')}.`);
    }
    const changed = { ...row, active };
    textModels.put(changed);
    return `Saved. ${lineOf(changed)}`;
  });
}

function lineOf(row: TextModelRow): string {
  const { id, displayName, provider, seesPictures, tokenPrices: prices, active, retiredOn } = row;
  const parts = [
    id,
    displayName,
    provider,
    prices === null
      ? 'price unknown'
      : `$${prices.textIn} in, $${prices.textOut} out, a million tokens`,
    !seesPictures && 'sees no pictures',
    !active && 'inactive',
    retiredOn !== null && `retired ${retiredOn}`,
  ];
  return parts.filter((part) => part !== false).join(' · ');
}

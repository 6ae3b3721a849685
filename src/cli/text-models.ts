import type { Command } from 'commander';
import { StartupError } from '../core/base/startup-error.ts';
import type { TextModelRow } from '../core/domain/text-model.ts';
import type { Env } from '../config.ts';
import { addListing } from './listing.ts';
import { onStore } from './on-store.ts';
import { type Column, tableOf } from './table/table.ts';

/** `diptych text-models …`: works beside a hub, which reads these rows when it starts. */
export function registerTextModels(
  program: Command,
  env: () => Env,
  out: (text: string) => void,
): void {
  const models = program
    .command('text-models')
    .description('the models that classify prompts, rewrite them and judge images');
  const listing = {
    description: 'every text model in the order in which they are chosen, with its price',
  };
  addListing(models, listing, (_flags, width) => listTextModels(env(), width), out);
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

const COLUMNS: readonly Column<TextModelRow>[] = [
  { heading: 'ID', cell: ({ id }) => id },
  { heading: 'NAME', cell: ({ displayName }) => displayName, optional: true },
  { heading: 'PROVIDER', cell: ({ provider }) => provider, optional: true },
  { heading: 'PRICE', cell: (row) => priceOf(row) ?? 'unknown' },
  { heading: 'NOTES', cell: (row) => notesOf(row).join(', ') },
];

/** A table of the text models, the first choice first. `width` is the columns that there are for it. */
export function listTextModels(env: Env, width: number): readonly string[] {
  return onStore(env, ({ textModels }) => tableOf(textModels.list(), COLUMNS, width));
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
  const { id, displayName, provider } = row;
  return [id, displayName, provider, priceOf(row) ?? 'price unknown', ...notesOf(row)].join(' · ');
}

function priceOf({ tokenPrices: prices }: TextModelRow): string | null {
  if (prices === null) return null;
  return `$${prices.textIn} in, $${prices.textOut} out, a million tokens`;
}

function notesOf({ seesPictures, active, retiredOn }: TextModelRow): readonly string[] {
  const notes = [
    !seesPictures && 'sees no pictures',
    !active && 'inactive',
    retiredOn !== null && `retired ${retiredOn}`,
  ];
  return notes.filter((note) => note !== false);
}

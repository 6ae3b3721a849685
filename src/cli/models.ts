import type { Command } from 'commander';
import { StartupError } from '../core/base/startup-error.ts';
import { type Model, sizeName } from '../core/domain/model.ts';
import { ModelKeeper } from '../core/studio/rows/model-keeper.ts';
import type { Env } from '../config.ts';
import { addListing } from './listing.ts';
import { readFields, writeFields } from './model-fields.ts';
import { modelTables } from './model-tables.ts';
import { onStore } from './on-store.ts';

/** `diptych models …`: works beside a running hub, which reads these rows at every command. */
export function registerModels(
  program: Command,
  env: () => Env,
  out: (text: string) => void,
): void {
  const models = program.command('models').description('what images are made with');
  const listing = {
    description: 'every model, with its price and sizes, and what to use for those that are gone',
    options: (command: Command) => void command.option('--json', 'print a line of JSON each'),
  };
  const list = ({ json = false }: { json?: boolean }, width: number) =>
    json ? modelsAsJson(env()) : listModels(env(), width);
  addListing(models, listing, list, out);
  models
    .command('show')
    .description('all fields of a model, as "set" takes them')
    .argument('<id>', 'see list')
    .action((id: string) => out(showModel(env(), id).join('\n')));
  models
    .command('add')
    .description('add a model: its id, then every field as name=value')
    .argument('<id>', 'such as gpt-image-2')
    .argument('<fields...>', 'such as provider=openai tier=quality valid_sizes=1024x1024,1536x1024')
    .action((id: string, fields: string[]) => out(addModel(env(), id, fields)));
  models
    .command('set')
    .description('change fields of a model')
    .argument('<id>', 'see list')
    .argument('<fields...>', 'such as cost_usd=0.04 active=no')
    .action((id: string, fields: string[]) => out(setModel(env(), id, fields)));
  models
    .command('disable')
    .description('take a model out of use; pairs that were made with it stay')
    .argument('<id>', 'see list')
    .action((id: string) => out(setModel(env(), id, ['active=no'])));
  models
    .command('set-default')
    .description('the model of whoever asks for no tier')
    .argument('<id>', 'see list')
    .action((id: string) => out(setDefaultModel(env(), id)));
}

/** One line of JSON a model, the default first. */
export function modelsAsJson(env: Env): readonly string[] {
  return sortedModels(env).map((one) => JSON.stringify(one));
}

/** The models in use, the default first, and under them those that are not. `width` is the columns that there are. */
export function listModels(env: Env, width: number): readonly string[] {
  return modelTables(sortedModels(env), width);
}

/** A line a field, as `setModel` takes it. Throws a `StartupError`. */
export function showModel(env: Env, id: string): readonly string[] {
  const models = sortedModels(env);
  const model = models.find((one) => one.id === id);
  if (model !== undefined) return [`id=${id}`, ...writeFields(model)];
  const known = models.map((one) => one.id).join(', ');
  throw new StartupError(`There is no model “${id}”. Known: ${known}.`);
}

function sortedModels(env: Env): readonly Model[] {
  const models = onStore(env, (store) => store.models.list());
  return models.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
}

/** Adds a model; answers with its line. Throws a `StartupError`, as the functions below do. */
export function addModel(env: Env, id: string, fields: readonly string[]): string {
  const none = { generationParams: {}, retiredOn: null, successor: null, note: '', costUsd: null };
  const given = { ...none, active: true, isDefault: false, ...readFields(fields), id };
  return onKeeper(env, (keeper) => `Added. ${lineOf(keeper.add(given))}`);
}

export function setModel(env: Env, id: string, fields: readonly string[]): string {
  const given = readFields(fields);
  return onKeeper(env, (keeper) => `Changed. ${lineOf(keeper.set(id, given))}`);
}

export function setDefaultModel(env: Env, id: string): string {
  return onKeeper(env, (keeper) => `The default now. ${lineOf(keeper.setDefault(id))}`);
}

function lineOf(model: Model): string {
  const { id, provider, displayName, tier, validSizes, retiredOn, successor } = model;
  const parts = [
    id,
    displayName,
    provider,
    tier,
    validSizes.map(sizeName).join(' '),
    priceText(model),
    model.isDefault && 'default',
    !model.active && 'inactive',
    retiredOn !== null && `retired ${retiredOn}`,
    successor !== null && `use ${successor}`,
  ];
  return parts.filter((part) => part !== false).join(' · ');
}

/** By the image, or by the million tokens. */
function priceText({ costUsd, tokenPrices }: Model): string {
  if (costUsd !== null) return `$${costUsd} an image`;
  if (tokenPrices === null) return 'price unknown';
  const { textIn, imageIn, textOut, imageOut } = tokenPrices;
  return `$${textIn} text in, $${imageIn} images in, $${textOut} text out, $${imageOut} images out, a million tokens`;
}

function onKeeper(env: Env, work: (keeper: ModelKeeper) => string): string {
  return onStore(env, (store) => work(new ModelKeeper(store)));
}

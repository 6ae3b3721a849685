import type { Command } from 'commander';
import { type Model, sizeName } from '../core/domain/model.ts';
import { ModelKeeper } from '../core/studio/rows/model-keeper.ts';
import { readFields } from './model-fields.ts';
import { endWithReader } from './end-with-reader.ts';
import { onStore } from './on-store.ts';

type Env = Readonly<Record<string, string | undefined>>;
type Out = (text: string) => void;

/** `diptych models …`: works beside a running hub, which reads the rows at every command. */
export function registerModels(program: Command, env: () => Env, out: Out): void {
  const models = program.command('models').description('what images are made with');
  models
    .command('list')
    .description('every model, the default first, with its sizes, price and what became of it')
    .option('--json', 'print a line of JSON each')
    .action(({ json }: { json?: boolean }) => {
      endWithReader();
      for (const line of listModels(env(), json === true)) out(line);
    });
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

/** A line each, the default first. */
export function listModels(env: Env, json: boolean): readonly string[] {
  return onKeeper(env, (_keeper, models) => {
    const all = models.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
    return all.map((one) => (json ? JSON.stringify(one) : lineOf(one)));
  });
}

/** What was added. Throws a `StartupError` with a sentence, as the others do. */
export function addModel(env: Env, id: string, fields: readonly string[]): string {
  const defaults = {
    generationParams: {},
    retiredOn: null,
    successor: null,
    note: '',
    costUsd: null,
  };
  const given = { ...defaults, active: true, isDefault: false, ...readFields(fields), id };
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
  const { id, provider, displayName, tier, validSizes, active, isDefault } = model;
  const marks = [
    isDefault ? 'default' : null,
    active ? null : 'inactive',
    model.retiredOn === null ? null : `retired ${model.retiredOn}`,
    model.successor === null ? null : `use ${model.successor}`,
  ];
  const parts = [
    id,
    displayName,
    provider,
    tier,
    validSizes.map(sizeName).join(' '),
    priceText(model),
    ...marks,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

/** By the image, or by the million tokens. */
function priceText({ costUsd, tokenPrices }: Model): string {
  if (costUsd !== null) return `$${costUsd} an image`;
  if (tokenPrices === null) return 'price unknown';
  const { textIn, imageIn, textOut, imageOut } = tokenPrices;
  return `$${textIn} text in, $${imageIn} images in, $${textOut} text out, $${imageOut} images out, a million tokens`;
}

function onKeeper<T>(env: Env, work: (keeper: ModelKeeper, models: readonly Model[]) => T): T {
  return onStore(env, (store) => work(new ModelKeeper(store), store.models.list()));
}

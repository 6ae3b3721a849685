import { parseCommand } from '../../../core/chat/command.ts';
import type { Models } from './api.ts';

type Listed = Models['models'][number];
type Options = Readonly<Record<string, string>>;

/** The options that a line names so far. */
export function optionsOf(text: string): Options {
  const command = parseCommand(text);
  return command.type === 'generate' ? command.options : {};
}

/** The models that one may use: of a tier that is named, those of it. */
export function usableModels({ models }: Models, { tier }: Options): readonly Listed[] {
  const isOfTier = (one: Listed) =>
    tier === undefined || one.tier.toLowerCase() === tier.toLowerCase();
  return models.filter((one) => one.usable && isOfTier(one));
}

/** The sizes of the model that is named; else of the tier's, else of the default one. */
export function sizesOf(all: Models, options: Options): readonly string[] {
  const wanted = options['model']?.toLowerCase();
  const usable = usableModels(all, options);
  const named = usable.find((one) =>
    [one.id, one.display_name].some((name) => name.toLowerCase() === wanted),
  );
  const model = named ?? usable[0] ?? all.models[0];
  return model?.valid_sizes ?? [];
}

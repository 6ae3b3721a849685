import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { onStore } from '../src/cli/on-store.ts';
import { type Env, loadConfig } from '../src/config.ts';
import type { TextModelRow } from '../src/core/domain/text-model.ts';
import type { Clock } from '../src/core/ports/system.ts';
import type { TextModel } from '../src/core/ports/text-model.ts';
import { openTextModels } from '../src/providers/text-models.ts';
import { seedTextModels } from '../src/storage/seed-rows.ts';

/**
 * The text model that is asked for by its id, else the first that a hub with these settings would ask; undefined for `rules`, and
 * where there is none. Throws a `StartupError` for one that cannot be used.
 */
export async function chosenModel(
  env: Env,
  id: string | undefined,
  clock: Clock,
): Promise<TextModel | undefined> {
  const { home, vendors, textModel } = loadConfig(env);
  const settings = { vendors, textModel: id ?? textModel };
  const [first] = await openTextModels(settings, rowsIn(home, env), clock);
  return first;
}

/** The rows of the data folder, which an admin may have changed; those of a new one where there is none. */
function rowsIn(home: string, env: Env): readonly TextModelRow[] {
  if (!existsSync(join(home, 'diptych.db'))) return seedTextModels();
  return onStore(env, (store) => store.textModels.list());
}

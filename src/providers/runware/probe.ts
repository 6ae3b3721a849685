import type { Probe } from '../../core/ports/image-provider.ts';
import { type Answer, ofTask } from './answer.ts';
import type { Task } from './client.ts';

/** Free tasks that need the key: a search for each model, by its name; a ping when there is none. */
export function probeTasks(models: readonly string[], uuid: () => string): readonly Task[] {
  if (models.length === 0) return [{ taskType: 'ping', ping: true }];
  return models.map((search) => ({ taskType: 'modelSearch', taskUUID: uuid(), search }));
}

/** Models that a search surely did not find. Tasks are those of `probeTasks`. */
export function missingModels({ body }: Answer, tasks: readonly Task[]): Probe['missing'] {
  return tasks.flatMap(({ taskUUID, search }) => {
    if (body === null || typeof taskUUID !== 'string' || typeof search !== 'string') return [];
    const { item } = ofTask(body, taskUUID);
    return item !== null && isSurelyWithout(search, item) ? [search] : [];
  });
}

/** The search looks at descriptions too and answers by pages: only a whole list tells. */
function isSurelyWithout(
  model: string,
  found: { results: readonly { air: string }[]; totalResults: number | null },
): boolean {
  const { results, totalResults } = found;
  if (totalResults === null || totalResults > results.length) return false;
  return results.every(({ air }) => air !== model);
}

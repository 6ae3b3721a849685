import type { Probe } from '../../core/ports/image-provider.ts';
import { type Answer, ofTask } from './answer.ts';
import type { Task } from './client.ts';

/** Free tasks that need the key: a search for each model, by its name; a ping when there is none. */
export function probeTasks(models: readonly string[], uuid: () => string): readonly Task[] {
  if (models.length === 0) return [{ taskType: 'ping', ping: true }];
  return models.map((search) => ({ taskType: 'modelSearch', taskUUID: uuid(), search }));
}

/** Models that a search certainly did not find. Tasks are those of `probeTasks`. */
export function missingModels({ body }: Answer, tasks: readonly Task[]): Probe['missing'] {
  return tasks.flatMap(({ taskUUID, search }) => {
    if (typeof taskUUID !== 'string' || typeof search !== 'string') return [];
    const { results = [], totalResults = null } = ofTask(body, taskUUID).item ?? {};
    // A search also matches descriptions and answers in pages: only a complete list is certain.
    const isComplete = totalResults !== null && totalResults <= results.length;
    return isComplete && results.every(({ air }) => air !== search) ? [search] : [];
  });
}

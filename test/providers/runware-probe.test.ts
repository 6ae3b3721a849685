import { describe, expect, it } from 'vitest';
import { readBody } from '../../src/providers/runware/answer.ts';
import { missingModels, probeTasks } from '../../src/providers/runware/probe.ts';

/** What is missing of `a:1@1`, when its search finds these models, of so many in all. */
function missing(airs: readonly string[], totalResults: number | null) {
  const tasks = probeTasks(['a:1@1'], () => 'task-1');
  const results = airs.map((air) => ({ air }));
  const body = readBody(JSON.stringify({ data: [{ taskUUID: 'task-1', results, totalResults }] }));
  return missingModels({ status: 200, headers: new Headers(), body }, tasks);
}

describe('the probe of Runware', () => {
  it('searches for each model, and pings where there is none', () => {
    const names = ['one', 'two'];
    expect(probeTasks(['a:1@1', 'b:2@2'], () => names.shift() ?? '')).toEqual([
      { taskType: 'modelSearch', taskUUID: 'one', search: 'a:1@1' },
      { taskType: 'modelSearch', taskUUID: 'two', search: 'b:2@2' },
    ]);
    expect(probeTasks([], () => 'one')).toEqual([{ taskType: 'ping', ping: true }]);
  });

  it('misses a model only when the whole list of what was found lacks it', () => {
    expect(missing([], 0)).toEqual(['a:1@1']);
    expect(missing(['b:2@2'], 1)).toEqual(['a:1@1']);
    expect(missing(['b:2@2', 'a:1@1'], 2)).toEqual([]);
  });

  it('misses none that may be on a page that was not shown, or of which nothing is known', () => {
    expect(missing(['b:2@2'], 2)).toEqual([]);
    expect(missing([], null)).toEqual([]);
    const other = readBody('{"data": [{"taskUUID": "another", "results": [], "totalResults": 0}]}');
    const answer = { status: 200, headers: new Headers(), body: other };
    expect(
      missingModels(
        answer,
        probeTasks(['a:1@1'], () => 'task-1'),
      ),
    ).toEqual([]);
    expect(
      missingModels(
        { ...answer, body: null },
        probeTasks(['a:1@1'], () => 't'),
      ),
    ).toEqual([]);
  });
});

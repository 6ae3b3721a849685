import { expect, it, onTestFinished } from 'vitest';
import { call, runHub } from './hub.ts';

it('suggestions say how each is typed, by what was chosen before', async () => {
  const hub = await runHub();
  onTestFinished(() => hub.close());
  const suggest = async (query: string) => (await call(hub.url, `/api/suggest?${query}`)).json;
  expect((await suggest('option=model&typed=fin&tier=quality')).suggestions).toEqual([
    { value: 'sample-quality', label: 'Sample fine · quality', typed: '"Sample fine"' },
  ]);
  expect((await suggest('option=model&typed=fin&tier=basic')).suggestions).toEqual([]);
  expect((await suggest('option=count')).suggestions[0].value).toBe('1');
  expect(await suggest('typed=fin')).toMatchObject({ status: 400, code: 'body_invalid' });
});

import { expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../temp-folder.ts';
import { call, runHub } from './hub.ts';

it('the first message promises a failure only while failing is free', async () => {
  // A folder of its own: a real first start.
  const hub = await runHub({ DIPTYCH_HOME: await tempFolder() });
  onTestFinished(() => hub.close());
  const shown = async (url: string) => (await call(url, '/api/messages')).text;
  expect(await shown(hub.url)).toContain('One side fails: see Retry');
  const { url } = await hub.restartWith({ OPENAI_API_KEY: 'sk-none' });
  expect(await shown(url)).not.toContain('#fail');
  expect(await shown(url)).toContain('A market in the rain');
});

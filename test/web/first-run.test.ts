import { expect, it, onTestFinished } from 'vitest';
import { call, runHub } from './hub.ts';

it('the first message promises a failure only while failing is free', async () => {
  const hub = await runHub();
  onTestFinished(() => hub.close());
  const shown = async (url: string) => (await call(url, '/api/messages')).text;
  expect(await shown(hub.url)).toContain('One side fails: see Retry');
  const { url } = await hub.restartWith({ OPENAI_API_KEY: 'sk-none' });
  expect(await shown(url)).not.toContain('#fail');
  expect(await shown(url)).toContain('A market in the rain');
});

import { it } from 'vitest';
import { atDiscord } from './kit.ts';

it('the form of /generate may be sent without a file', async () => {
  const { person, header } = await atDiscord();
  const you = person('you');
  const opened = you.slash('generate', {});
  await opened.answered;
  await you.submit(opened, { prompt: 'no files' }).answered;
  await header('no files');
});

import { expect, it } from 'vitest';
import { atSlack, buttonOf } from './kit.ts';

it('tells the asker once when Slack shares no more files, and Re-post brings the images', async () => {
  const { slack, person, header, image } = await atSlack();
  const you = person('you');
  const error = 'file_share_limit_reached';
  await you.command('/generate', 'a lighthouse #slow-a #slow-b').answered;
  await header('a lighthouse');
  slack.fail({ method: 'chat.postMessage', times: 2, how: { error } });
  const told = () =>
    you.sees().filter(({ ephemeralFor, text }) => ephemeralFor !== null && text.includes(error));
  await slack.until(() => told().length === 1);
  expect(told()[0]?.text).toContain('Ask an admin');
  const shown = await header('B · made, but its message could not be delivered');
  await you.press(shown.ts, buttonOf(shown, 'Re-post A')).answered;
  await image('A');
  expect(told()).toHaveLength(1);
});

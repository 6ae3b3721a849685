import { expect, it } from 'vitest';
import { atSlack, textOf } from './kit.ts';

it('a private answer whose own address fails comes another way, where the person is', async () => {
  const { person, slack, told } = await atSlack();
  const you = person('you');
  slack.fail({ method: 'respond', how: { status: 500 } });
  await you.command('/diptych', 'credits').answered;
  expect(textOf(await told(you, 'Your credits'))).toContain('Today: 0 used');
  const parent = you.say('look');
  slack.fail({ method: 'respond', how: 'cut' });
  await you.shortcut('use_as_reference', you.say('no files', [], parent.ts).ts).answered;
  expect((await told(you, 'That message has no images.')).threadTs).toBe(parent.ts);
  expect(slack.calls.filter(({ method }) => method === 'chat.postEphemeral')).toHaveLength(2);
});

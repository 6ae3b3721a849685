import { expect, it } from 'vitest';
import { atSlack, buttonOf, textOf } from './kit.ts';

async function compared() {
  const at = await atSlack();
  await at.person('you').command('/generate', 'a cat').answered;
  const header = await at.header('Which is better?');
  const press = (name: string, label: string) =>
    at.person(name).press(header.ts, buttonOf(header, label));
  return { ...at, press };
}

it('the header counts who voted; only the voter reads how people voted', async () => {
  const { press, header, told, person } = await compared();
  await press('ben', 'B').answered;
  await told(person('ben'), 'So far: A 0 · B 1 · tie 0 · both bad 0.');
  await press('you', 'Tie').answered;
  await told(person('you'), 'a tie. So far: A 0 · B 1 · tie 1 · both bad 0.');
  expect(textOf(await header('Votes: 2.'))).not.toContain('both bad 0');
  await press('you', 'Tie').answered;
  await told(person('you'), 'Your vote is taken back.');
  await header('Votes: 1.');
});

it('a press that is delivered again, also after a restart, withdraws nothing', async () => {
  const { press, header, told, person, slack, hub } = await compared();
  const first = press('ben', 'A');
  const second = slack.delivery.again(first);
  await Promise.all([first.answered, second.answered]);
  await header('Votes: 1.');
  await hub.restart(() => Promise.resolve());
  await slack.until(() => slack.sockets.connections === 2);
  await slack.delivery.again(first).answered;
  // What is sent after it is read after it.
  await press('you', 'B').answered;
  await told(person('you'), 'So far: A 1 · B 1 · tie 0 · both bad 0.');
  await header('Votes: 2.');
});

it('two quick presses of one person are a vote and its withdrawal', async () => {
  const { press, told, person } = await compared();
  await Promise.all([press('ben', 'A').answered, press('ben', 'A').answered]);
  await told(person('ben'), 'Your vote is counted: A.');
  await told(person('ben'), 'Your vote is taken back.');
});

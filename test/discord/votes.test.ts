import { expect, it } from 'vitest';
import { atDiscord, buttonOf, labelsOf, privateText, says } from './kit.ts';

async function compared() {
  const at = await atDiscord();
  await at.ask('a cat');
  const header = await at.header('Which is better?');
  const press = async (name: string, label: string) => {
    const pressed = at.person(name).press(header.id, buttonOf(header, label));
    await at.discord.until(() => privateText(pressed) !== '' || undefined);
    return pressed;
  };
  const said = (text: string) => at.discord.until(() => says(header, text) || undefined);
  return { at, header, press, said };
}

it('the header counts who voted and keeps its buttons; only the voter reads how people voted', async () => {
  const { header, press, said } = await compared();
  await press('ben', 'B');
  const voted = await press('you', 'Tie');
  expect(privateText(voted)).toContain(
    'Your vote is counted: a tie. So far: A 0 · B 1 · tie 1 · both bad 0.',
  );
  await said('Votes: 2.');
  expect(says(header, 'both bad')).toBe(false);
  expect(labelsOf(header)).toEqual(['A', 'B', 'Tie', 'Both bad', 'Details']);
  expect(privateText(await press('you', 'Tie'))).toContain('Your vote is taken back.');
  await said('Votes: 1.');
});

it('a press that the gateway tells of again, also to the next process, withdraws nothing', async () => {
  const { at, header, press, said } = await compared();
  const pressed = await press('ben', 'A');
  at.discord.gateway.redeliver(pressed);
  await said('Votes: 1.');
  await at.hub.restart(async () => {});
  await at.discord.until(() => at.discord.gateway.connected === 1);
  at.discord.gateway.redeliver(pressed);
  // What is sent after it is read after it.
  const after = await press('you', 'B');
  expect(privateText(after)).toContain('So far: A 1 · B 1 · tie 0 · both bad 0.');
  await said('Votes: 2.');
  expect(at.headers()).toEqual([header]);
});

it('two quick presses of one person are a vote and its withdrawal', async () => {
  const { at, header } = await compared();
  const ben = at.person('ben');
  const id = buttonOf(header, 'A');
  const [first, second] = [ben.press(header.id, id), ben.press(header.id, id)];
  await at.discord.until(() => privateText(second) !== '' || undefined);
  expect(privateText(first)).toContain('Your vote is counted: A.');
  expect(privateText(second)).toContain('Your vote is taken back.');
});

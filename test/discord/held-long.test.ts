import { expect, it } from 'vitest';
import { besideHub } from '../other-writer.ts';
import { atDiscord, buttonOf, privateText, stands } from './kit.ts';

const BUSY =
  'Another program holds the storage of this hub just now, so nothing has changed. Please try again in a moment.';

it('whatever somebody does while another process holds the database is answered in time, with nothing done', async () => {
  const at = await atDiscord();
  await at.ask('a cat');
  const shown = await at.image('A');
  await stands(at);
  const header = await at.header('Which is better?');
  const you = at.person('you');
  const form = you.press(shown.id, buttonOf(shown, 'Feedback…'));
  await form.answered;
  const free = await besideHub(at.hub.home);
  const acts = {
    command: you.slash('generate', { prompt: 'a dog' }),
    'form of the command': you.slash('generate'),
    word: you.slash('diptych', {}, { subcommand: 'credits' }),
    vote: you.press(header.id, buttonOf(header, 'A')),
    'new image': you.press(shown.id, buttonOf(shown, 'Re-roll')),
    deletion: you.press(shown.id, buttonOf(shown, 'Delete')),
    form: you.submit(form, { rating: '5' }),
    menu: you.menu('Diptych details', shown.id),
  };
  const all = Object.entries(acts);
  await Promise.all(all.map(([, act]) => act.answered));
  for (const [what, act] of all) {
    await at.discord.until(() => privateText(act) !== '' || undefined);
    expect([what, act.failed, privateText(act)]).toEqual([what, false, BUSY]);
  }
  await free();
  const { pairs, generations, feedback } = at.store();
  const generationId = buttonOf(shown, 'Details').split(':')[2] ?? '';
  const { pairId = '' } = generations.get(generationId) ?? {};
  expect(pairs.view(pairId)).toMatchObject({
    votes: [],
    generations: [{ number: 1 }, { number: 1 }],
  });
  expect(feedback.of(generationId)).toEqual([]);
  await at.ask('a bird');
  await at.header('a bird');
  expect(at.headers()).toHaveLength(2);
});

import { expect, it } from 'vitest';
import { besideHub } from '../other-writer.ts';
import { atSlack, buttonOf, textOf } from './kit.ts';

const BUSY =
  'Another program holds the storage of this hub just now, so nothing has changed. Please try again in a moment.';

it('whatever somebody does while another process holds the database is answered in time, with nothing done', async () => {
  const { person, hub, image, header, form, headers, store, slack } = await atSlack();
  const you = person('you');
  await you.command('/generate', 'a cat').answered;
  const shown = await image('A');
  const compared = await header('Which is better?');
  await you.press(shown.ts, buttonOf(shown, 'Feedback…')).answered;
  await form(you, 'Feedback');
  const free = await besideHub(hub.home);
  const acts = {
    form: you.submit({}),
    command: you.command('/generate', 'a dog'),
    word: you.command('/diptych', 'credits'),
    vote: you.press(compared.ts, buttonOf(compared, 'A')),
    'new image': you.press(shown.ts, buttonOf(shown, 'Re-roll')),
    deletion: you.press(shown.ts, buttonOf(shown, 'Delete')),
    shortcut: you.shortcut('details', shown.ts),
  };
  for (const [what, act] of Object.entries(acts)) {
    await act.answered;
    expect([what, act.failed]).toEqual([what, false]);
  }
  const told = () =>
    you.sees().filter((one) => one.ephemeralFor !== null && textOf(one).includes(BUSY)).length;
  await slack.until(() => told() === 6 || undefined);
  // The shortcut's form opened in time, and says it there.
  await form(you, BUSY);
  await free();
  const generationId = buttonOf(shown, 'Details').split(':')[2] ?? '';
  const { pairs, generations, feedback } = store();
  const { pairId = '' } = generations.get(generationId) ?? {};
  expect(pairs.view(pairId)).toMatchObject({
    votes: [],
    generations: [{ number: 1 }, { number: 1 }],
  });
  expect(feedback.of(generationId)).toEqual([]);
  await you.command('/generate', 'a bird').answered;
  await header('a bird');
  expect(headers()).toHaveLength(2);
});

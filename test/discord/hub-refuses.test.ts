import { expect, it } from 'vitest';
import { smallDisk } from '../small-disk.ts';
import { type AtDiscord, atDiscord, buttonOf, privateText, stands } from './kit.ts';

const STOPPING =
  'The hub is being restarted, so nothing new is started: please try again in a moment. Nothing was charged.';
const FULL =
  'The storage of this hub is full, so this could not be done. Please tell an admin, and try again when there is room.';

/** Everything that is stored of what a person has asked for: the prompts, and how often each side ran. */
function askedBy({ store, guild, person }: AtDiscord) {
  const all = store().pairs.history(`discord:${person('you').user.id}`, guild.id, null, 9);
  return all.map(({ pair, generations }) => [pair.request.prompt, generations.length]);
}

/** One pair, and the form for another before the person. */
async function begun(at: AtDiscord) {
  await at.ask('a cat');
  const shown = await at.image('A');
  await stands(at);
  const form = at.person('you').slash('generate');
  await form.answered;
  return { shown, form };
}

/** What somebody is answered who asks for a pair by command and by form, and for a new image by a button. */
async function answers(at: AtDiscord, { shown, form }: Awaited<ReturnType<typeof begun>>) {
  const you = at.person('you');
  const acts = {
    command: you.slash('generate', { prompt: 'a dog' }),
    form: you.submit(form, { prompt: 'a tree' }),
    'new image': you.press(shown.id, buttonOf(shown, 'Re-roll')),
  };
  const said: [string, boolean, string][] = [];
  for (const [what, act] of Object.entries(acts)) {
    await act.answered;
    await at.discord.until(() => privateText(act) !== '' || undefined);
    said.push([what, act.failed, privateText(act)]);
  }
  return said;
}

const ALL = ['command', 'form', 'new image'];

it('a hub that is being stopped says so privately to whoever asks for images, and stores nothing', async () => {
  const at = await atDiscord();
  const before = await begun(at);
  await at.ask('a bird #hang-b');
  await at.discord.until(() => at.images().length === 3);
  void at.hub.drain();
  const said = await answers(at, before);
  expect(said).toEqual(ALL.map((what) => [what, false, STOPPING]));
  expect(at.headers()).toHaveLength(2);
  expect(askedBy(at)).toEqual([
    ['a bird #hang-b', 2],
    ['a cat', 2],
  ]);
});

it('a hub whose disk is full says so privately, stores nothing, and goes on when there is room', async ({
  skip,
}) => {
  const disk = await smallDisk(48);
  if (disk === null) return skip('only root may mount a disk');
  const at = await atDiscord({ DIPTYCH_HOME: disk.folder });
  const before = await begun(at);
  disk.fill();
  const said = await answers(at, before);
  expect(said).toEqual(ALL.map((what) => [what, false, FULL]));
  expect(at.headers()).toHaveLength(1);
  disk.free();
  expect(askedBy(at)).toEqual([['a cat', 2]]);
  await at.ask('a bird');
  await at.header('a bird');
});

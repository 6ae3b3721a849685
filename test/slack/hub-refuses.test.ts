import { expect, it } from 'vitest';
import { smallDisk } from '../small-disk.ts';
import { type AtSlack, atSlack, buttonOf, textOf } from './kit.ts';

const STOPPING =
  'The hub is being restarted, so nothing new is started: please try again in a moment. Nothing was charged.';
const FULL =
  'The storage of this hub is full, so this could not be done. Please tell an admin, and try again when there is room.';

/** Everything that is stored of what a person has asked for: the prompts, and how often each side ran. */
function askedBy({ store, person }: AtSlack) {
  const all = store().pairs.history(`slack:${person('you').user.id}`, 'T0STUDIO01', null, 9);
  return all.map(({ pair, generations }) => [pair.request.prompt, generations.length]);
}

/** Asks for a pair by command, and for a new image by a button of a message, as somebody who is told this each time, alone. */
async function refused(at: AtSlack, ts: string, reRoll: string, why: string): Promise<void> {
  const you = at.person('you');
  const told = () => you.sees().filter((one) => one.ephemeralFor !== null && textOf(one) === why);
  const acts = [() => you.command('/generate', 'a dog'), () => you.press(ts, reRoll)];
  for (const [before, act] of acts.entries()) {
    expect(told()).toHaveLength(before);
    const sent = act();
    await sent.answered;
    expect(sent.failed).toBe(false);
    await at.slack.until(() => told().length === before + 1 || undefined);
  }
  expect(
    at
      .person('somebody')
      .sees()
      .filter((one) => textOf(one) === why),
  ).toEqual([]);
}

it('a hub that is being stopped says so privately to whoever asks for images, and stores nothing', async () => {
  const at = await atSlack();
  const you = at.person('you');
  await you.command('/generate', 'a cat').answered;
  const shown = await at.image('A');
  await at.header('Which is better?');
  await you.command('/generate', 'a bird #hang-b').answered;
  await at.slack.until(() => at.images().length === 3 || undefined);
  void at.hub.drain();
  await refused(at, shown.ts, buttonOf(shown, 'Re-roll'), STOPPING);
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
  const at = await atSlack('socket', { DIPTYCH_HOME: disk.folder });
  const you = at.person('you');
  await you.command('/generate', 'a cat').answered;
  const shown = await at.image('A');
  await at.header('Which is better?');
  disk.fill();
  await refused(at, shown.ts, buttonOf(shown, 'Re-roll'), FULL);
  expect(at.headers()).toHaveLength(1);
  disk.free();
  expect(askedBy(at)).toEqual([['a cat', 2]]);
  await you.command('/generate', 'a bird').answered;
  await at.header('a bird');
});

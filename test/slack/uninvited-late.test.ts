import { expect, it } from 'vitest';
import type { Person } from '../fakes/slack/person.ts';
import { buttonsIn } from '../journeys/slack-text.ts';
import { type AtSlack, atSlack, buttonOf, textOf } from './kit.ts';

/** A hub, and somebody in a channel where it is not. */
async function elsewhere() {
  const there = await atSlack();
  const { slack } = there;
  const channel = slack.addChannel({ name: 'elsewhere', joined: false });
  return { ...there, you: slack.person(slack.addUser({ name: 'late' }), channel) };
}

/** The newest pair of a person, once it has ended without anything made. */
async function refused({ slack, store }: Pick<AtSlack, 'slack' | 'store'>, { user }: Person) {
  const { pairs } = store();
  const newest = () => pairs.history(`slack:${user.id}`, 'T0STUDIO01', null, 1)[0];
  await slack.until(() => newest()?.pair.state === 'refused');
  expect(newest()?.generations).toEqual([]);
}

it.each([
  ['is lost', { status: 502 }],
  ['is cut off', 'cut'],
] as const)('a first message that %s where the app is not ends its pair', async (_what, how) => {
  const there = await elsewhere();
  const { slack, you } = there;
  slack.fail({ method: 'chat.postMessage', times: 1, how });
  await you.command('/generate', 'a cat').answered;
  const said = await there.told(you, 'You asked for: “a cat”');
  expect(textOf(said)).toContain('Invite me (type /invite @ and my name), then press Try again.');
  expect(buttonsIn(said.blocks).map(({ label }) => label)).toEqual(['Try again']);
  await refused(there, you);
});

it('a pair whose first message a restart overtook ends where the app is not', async () => {
  const there = await elsewhere();
  const { slack, hub, you } = there;
  slack.fail({ method: 'chat.postMessage', times: 1, how: { retryAfterS: 2 } });
  await you.command('/generate', 'a cat').answered;
  await slack.until(() => slack.calls.some(({ method }) => method === 'chat.postMessage'));
  await hub.restart(async () => undefined);
  await refused(there, you);
  await there.told(you, 'You asked for: “a cat”');
});

it('an image whose message somebody deleted leaves no file behind', async () => {
  const { slack, person, image, header, channel } = await atSlack();
  const you = person('you');
  await you.command('/generate', 'a lighthouse').answered;
  const one = await image('A');
  await header('Which is better?');
  slack.deleteMessage(channel, one.ts);
  await you.press(one.ts, buttonOf(one, 'Tone 75 %')).answered;
  const deleted = () => slack.calls.filter(({ method }) => method === 'files.delete');
  await slack.until(() => deleted().length === 1);
  expect(deleted().map(({ outcome }) => outcome)).toEqual(['ok']);
});

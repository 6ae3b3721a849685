import { describe, expect, it, vi } from 'vitest';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { BOT_USER } from '../fakes/slack/ground.ts';
import { Invocation } from '../fakes/slack/invocation.ts';
import { PATIENT } from '../patient.ts';
import { buttonsIn } from '../journeys/slack-text.ts';
import { atSlack, textOf } from './kit.ts';

async function withImage() {
  const at = await atSlack();
  const you = at.person('you');
  await you.command('/generate', 'a cat').answered;
  const shown = await at.image('A');
  await at.header('Which is better?');
  const db = at.store();
  const id = db.pairs
    .history(`slack:${you.user.id}`, 'T0STUDIO01', null, 1)[0]
    ?.generations.find((one) => one.side === 'A')?.id;
  const stored = () => db.reactions.of(id ?? '').map(({ name, exact }) => `${name} ${exact}`);
  /** The stored reactions, once there are so many. */
  const until = (count: number) =>
    vi.waitFor(() => {
      expect(stored()).toHaveLength(count);
      return stored();
    }, PATIENT);
  const asked = () => at.slack.calls.filter(({ method }) => method === 'users.info').length;
  return { ...at, you, shown, stored, until, asked };
}

describe('an emoji on an image', () => {
  it('is stored by its name, each skin tone and custom emoji for itself, and taken away', async () => {
    const { you, shown, until } = await withImage();
    for (const emoji of ['heart', '+1::skin-tone-3', 'party_parrot']) you.react(shown.ts, emoji);
    expect([...(await until(3))].toSorted()).toEqual([
      '+1 👍🏼',
      'heart ❤️',
      'party_parrot party_parrot',
    ]);
    you.unreact(shown.ts, '+1::skin-tone-3');
    await until(2);
  });

  it('of a bot, of the bot itself, and on what is not ours is not stored or looked up', async () => {
    const { you, shown, slack, channel, stored, asked, until } = await withImage();
    const before = asked();
    you.react(you.say('look').ts, 'fire');
    you.react(shown.ts, 'heart');
    await until(1);
    expect(asked()).toBe(before);
    const bot = slack.person(slack.addUser({ name: 'robot', bot: true }), channel);
    bot.react(shown.ts, 'tada');
    await slack.until(() => asked() > before);
    you.react(shown.ts, 'fire');
    await until(2);
    expect(stored().join()).not.toContain('tada');
  });

  it('of the bot itself, and of strangers on what is not ours, needs no look-up', async () => {
    const { you, shown, slack, channel, asked, until } = await withImage();
    const before = asked();
    const bot = slack.world.users.get(BOT_USER);
    if (bot === undefined) throw new Error('there is no bot');
    await slack.person(bot, channel).react(shown.ts, 'eyes')?.answered;
    const { ts } = you.say('look');
    for (let stranger = 0; stranger < 100; stranger += 1) {
      slack.person(slack.addUser({ name: `stranger ${stranger}` }), channel).react(ts, 'fire');
    }
    slack.person(slack.addUser({ name: 'fan' }), channel).react(shown.ts, 'heart');
    await until(1);
    expect(asked()).toBe(before + 1);
  });

  it('that Slack tells of again is not put back after it was taken away, also after a restart', async () => {
    const { you, shown, slack, until, hub, stored } = await withImage();
    const first = you.react(shown.ts, 'heart');
    await until(1);
    you.unreact(shown.ts, 'heart');
    await until(0);
    // Reading the messages anew would mend what is told here.
    slack.fail({ method: /^(conversations|reactions)\./, times: 1_000, how: { status: 503 } });
    await hub.restart(() => Promise.resolve());
    await slack.until(() => slack.sockets.connections === 2);
    if (first === undefined) throw new Error('nothing was put on');
    await slack.delivery.again(first).answered;
    you.react(shown.ts, 'fire');
    await until(1);
    expect(stored()).toEqual(['fire 🔥']);
  });

  it('that Slack tells of late does not undo what was done since: the message itself decides', async () => {
    const { you, shown, slack, until } = await withImage();
    you.react(shown.ts, 'heart');
    await until(1);
    const removed = you.unreact(shown.ts, 'heart');
    await until(0);
    you.react(shown.ts, 'heart');
    await until(1);
    if (removed === undefined) throw new Error('nothing was taken away');
    // As if the first delivery had been lost: no event of this id was handled.
    const payload = { ...removed.payload, event_id: 'Ev0LATE' };
    const late = slack.delivery.again(new Invocation('events_api', payload, removed.sentAt));
    await late.answered;
    you.react(shown.ts, 'fire');
    expect([...(await until(2))].toSorted()).toEqual(['fire 🔥', 'heart ❤️']);
  });

  it('that came while nobody listened is read after the next connection', async () => {
    const { you, shown, slack, until, hub } = await withImage();
    await hub.restart(async () => {
      you.react(shown.ts, 'heart');
      await slack.until(() => slack.sockets.connections === 0);
    });
    await until(1);
  });
});

/** Slack does not say who people are, so many times or until it heals. Returns how often it was asked. */
function failing(slack: FakeSlack, times = 1_000): () => number {
  let asked = 0;
  const onStrike = () => void (asked += 1);
  slack.fail({ method: 'users.info', times, how: { status: 503 }, onStrike });
  return () => asked;
}

describe('an emoji while Slack does not say who put it there', () => {
  it('waits until Slack does: a bot’s is never stored, and what was taken away does not come back', async () => {
    const { you, shown, slack, channel, stored, until } = await withImage();
    const bot = slack.person(slack.addUser({ name: 'robot', bot: true }), channel);
    const fan = slack.person(slack.addUser({ name: 'fan' }), channel);
    const failed = failing(slack);
    bot.react(shown.ts, '+1');
    await fan.react(shown.ts, 'heart')?.answered;
    await fan.unreact(shown.ts, 'heart')?.answered;
    await fan.react(shown.ts, 'tada')?.answered;
    await slack.until(() => failed() >= 2);
    expect(stored()).toEqual([]);
    you.react(shown.ts, 'fire');
    expect(await until(1)).toEqual(['fire 🔥']);
    slack.heal();
    expect([...(await until(2))].toSorted()).toEqual(['fire 🔥', 'tada 🎉']);
  });

  it('is not overtaken by what the same person does next', async () => {
    const { shown, slack, channel, until } = await withImage();
    const [fan, other] = ['fan', 'other'].map((name) =>
      slack.person(slack.addUser({ name }), channel),
    );
    // Reading the message anew would mend what is told here.
    slack.fail({ method: /^(conversations|reactions)\./, times: 1_000, how: { status: 503 } });
    const failed = failing(slack, 2);
    fan?.react(shown.ts, 'heart');
    other?.react(shown.ts, 'tada');
    await slack.until(() => failed() === 2);
    await fan?.unreact(shown.ts, 'heart')?.answered;
    await fan?.react(shown.ts, 'fire')?.answered;
    expect([...(await until(2))].toSorted()).toEqual(['fire 🔥', 'tada 🎉']);
  });

  it('is gone when the message has it no more, though Slack did not tell', async () => {
    const { shown, slack, channel, stored } = await withImage();
    const [fan, other] = ['fan', 'other'].map((name) =>
      slack.person(slack.addUser({ name }), channel),
    );
    const failed = failing(slack, 2);
    fan?.react(shown.ts, 'heart');
    other?.react(shown.ts, 'tada');
    await slack.until(() => failed() === 2);
    channel.find(shown.ts)?.reactions.delete('heart');
    await vi.waitFor(() => expect(stored()).toEqual(['tada 🎉']), PATIENT);
  });

  it('is read by the next process when this one stops before', async () => {
    const { shown, slack, channel, hub, until } = await withImage();
    const fan = slack.person(slack.addUser({ name: 'fan' }), channel);
    const failed = failing(slack);
    fan.react(shown.ts, 'heart');
    await slack.until(() => failed() >= 1);
    await hub.restart(() => Promise.resolve(slack.heal()));
    expect(await until(1)).toEqual(['heart ❤️']);
  });
});

describe('an emoji on a message that was posted without an answer', () => {
  it('is read once the message is found', async () => {
    const at = await atSlack();
    const you = at.person('you');
    at.slack.fail({ method: 'chat.postMessage', times: 3, how: 'cut-after' });
    await you.command('/generate', 'a cat').answered;
    const shown = await at.image('A');
    you.react(shown.ts, 'heart');
    const db = at.store();
    await vi.waitFor(() => {
      const [view] = db.pairs.history(`slack:${you.user.id}`, 'T0STUDIO01', null, 1);
      const names = view?.generations.flatMap(({ id }) => db.reactions.of(id));
      expect(names?.map(({ name }) => name)).toEqual(['heart']);
    }, PATIENT);
    expect(at.images().length).toBeLessThanOrEqual(2);
  });
});

describe('an emoji in a channel that took no messages for a while', () => {
  it('shows that it does again: Re-post is offered at once', async () => {
    const { person, slack, channel, header } = await atSlack();
    const you = person('you');
    const hold = slack.hold('files.getUploadURLExternal');
    await you.command('/generate', 'a cat').answered;
    const { ts } = await header('a cat');
    channel.members.delete(BOT_USER);
    hold.release();
    const told = () => slack.world.openDm(you.user.id).all.map(textOf).join();
    await vi.waitFor(() => {
      expect(told()).toContain('I am not in the channel of your pair any more');
      const refused = slack.refusals.map((one) => one.split(':', 1)[0]);
      expect(refused.filter((one) => one === 'chat.postMessage')).toHaveLength(2);
      expect(refused.at(-1)).toBe('chat.update');
    }, PATIENT);
    slack.invite(channel);
    you.react(ts, 'heart');
    const labels = () => buttonsIn(channel.find(ts)?.blocks ?? []).map(({ label }) => label);
    await slack.until(() => labels().includes('Re-post A') && labels().includes('Re-post B'));
  });
});

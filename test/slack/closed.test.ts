import { describe, expect, it } from 'vitest';
import type { FakeChannel } from '../fakes/slack/channels.ts';
import { atSlack, buttonOf, textOf } from './kit.ts';

type Turn = (channel: FakeChannel) => void;

describe('a channel that takes no post', () => {
  it.each<[string, Turn, Turn, string]>([
    [
      'is archived',
      (one) => void (one.archived = true),
      (one) => void (one.archived = false),
      'This channel is archived, so nothing was made and nothing is charged.',
    ],
    [
      'lets only some people post',
      (one) => void (one.posting = 'admins'),
      (one) => void (one.posting = 'everybody'),
      'In this channel only some people may post, so nothing was made and nothing is charged.',
    ],
  ])('because it %s ends the pair before planning, and Try again works later', async (...row) => {
    const [, close, open, sentence] = row;
    const { person, channel, told, store, header, image } = await atSlack();
    const you = person('you');
    close(channel);
    await you.command('/generate', 'a quiet street').answered;
    const said = await told(you, sentence);
    expect(textOf(said)).toContain('You asked for: “a quiet street”');
    const [view] = store().pairs.history(`slack:${you.user.id}`, 'T0STUDIO01', null, 5);
    expect([view?.pair.state, view?.pair.plan, view?.generations]).toEqual(['refused', null, []]);
    open(channel);
    await you.press(said.ts, buttonOf(said, 'Try again')).answered;
    await header('a quiet street');
    await image('A');
  });

  it('because the app lacks the right names that, and Try again works after a reinstall', async () => {
    const { slack, person, told, image } = await atSlack();
    const you = person('you');
    slack.scopes.delete('chat:write');
    await you.command('/generate', 'a quiet street').answered;
    const said = await told(you, 'I lack the right “chat:write” in this workspace');
    expect(textOf(said)).toContain(
      'Ask an admin to add it to the app, and to reinstall it, then press Try again.',
    );
    slack.scopes.add('chat:write');
    await you.press(said.ts, buttonOf(said, 'Try again')).answered;
    await image('A');
  });

  it('because the Messages tab is off says where it is turned on', async () => {
    const { slack, person, told } = await atSlack();
    const you = person('you').in(slack.addChannel({ kind: 'im' }));
    slack.world.messagesTab = false;
    await you.command('/generate', 'a quiet street').answered;
    const said = await told(you, 'My Messages tab is off');
    expect(textOf(said)).toContain('in the app’s settings, under App Home, then press Try again.');
  });
});

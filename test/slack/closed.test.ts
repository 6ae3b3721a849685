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
});

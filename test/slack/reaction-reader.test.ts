import { describe, expect, it, vi } from 'vitest';
import { slackClient } from '../../src/bots/slack/client.ts';
import { SlackReactionReader } from '../../src/bots/slack/reaction-reader.ts';
import type { CurrentReaction } from '../../src/core/ports/reaction-reader.ts';
import { seat } from '../fakes/slack/kit.ts';
import { PATIENT } from '../patient.ts';
import { aCaller } from '../values.ts';
import { passing } from './passing.ts';
import { TEAM } from './surface-kit.ts';

async function aReader(parts: Partial<ConstructorParameters<typeof SlackReactionReader>[0]> = {}) {
  const seated = await seat();
  const { slack, channel, clock } = seated;
  const { botToken, apiUrl } = slack;
  const asked: string[] = [];
  const reader = new SlackReactionReader({
    client: slackClient({ botToken, apiUrl }),
    clock,
    team: () => TEAM,
    people: async (id, place) => {
      asked.push(id);
      if (slack.world.users.get(id)?.bot === true) return undefined;
      return { ...aCaller(), person: { id: `slack:${id}`, name: 'somebody' }, place };
    },
    ...parts,
  });
  const place = {
    surface: 'slack',
    workspace: TEAM.id,
    channel: channel.id,
    thread: null,
  } as const;
  const count = (method: string) => slack.calls.filter((call) => call.method === method).length;
  const pass = <T>(work: Promise<T>) => passing(clock, work);
  return { ...seated, reader, place, asked, count, pass };
}

const shown = (all: readonly CurrentReaction[] | undefined) =>
  all?.map(({ caller, emoji }) => `${caller.person.id} ${emoji}`);

describe('reactions', () => {
  it('come with their page, without another call, and without ours and those of bots', async () => {
    const { reader, place, ana, channel, slack, asked, count } = await aReader();
    const { ts } = ana.say('look');
    const bot = slack.addUser({ name: 'other', bot: true });
    channel.find(ts)?.reactions.set('fire', [ana.user.id, TEAM.botUser, bot.id]);
    const [message] = await reader.page(place, ts);
    expect(shown(await message?.reactions())).toEqual([`slack:${ana.user.id} fire`]);
    expect(asked).toEqual([ana.user.id, bot.id]);
    expect([count('conversations.history'), count('reactions.get')]).toEqual([1, 0]);
  });

  it('are asked for in full only where Slack has cut the list', async () => {
    const { reader, place, ana, channel, slack, count } = await aReader();
    const [few, many] = [ana.say('few').ts, ana.say('many').ts];
    const ids = Array.from({ length: 60 }, (_, n) => slack.addUser({ name: `p${n}` }).id);
    channel.find(few)?.reactions.set('heart', ids.slice(0, 50));
    channel.find(many)?.reactions.set('heart', ids);
    const page = await reader.page(place, few);
    const standing = await Promise.all(page.map((one) => one.reactions()));
    expect(standing.map((one) => one?.length ?? 0).toSorted((a, b) => a - b)).toEqual([50, 60]);
    expect(count('reactions.get')).toBe(1);
  });

  it('on a message that went meanwhile cannot be read in full', async () => {
    const { reader, place, ana, channel, slack } = await aReader();
    const { ts } = ana.say('many');
    const ids = Array.from({ length: 60 }, (_, n) => slack.addUser({ name: `p${n}` }).id);
    channel.find(ts)?.reactions.set('heart', ids);
    const [message] = await reader.page(place, ts);
    slack.deleteMessage(channel, ts);
    expect(await message?.reactions()).toBeUndefined();
  });

  it('on replies are read from their thread', async () => {
    const { reader, place, ana, channel } = await aReader();
    const thread = ana.say('look').ts;
    const replies = [1, 2, 3].map((n) => ana.say(`reply ${n}`, [], thread).ts);
    channel.find(replies[1] ?? '')?.reactions.set('+1', [ana.user.id]);
    const page = await reader.page({ ...place, thread }, replies[1] ?? '');
    expect(page.map(({ id }) => id).toSorted(reader.compare)).toEqual(replies.slice(1));
    expect(shown(await page.find(({ id }) => id === replies[1])?.reactions())).toEqual([
      `slack:${ana.user.id} +1`,
    ]);
    const one = await reader.message({ ...place, thread }, replies[1] ?? '');
    expect(shown(await one?.reactions())).toHaveLength(1);
  });
});

describe('a reader', () => {
  it('waits as long as Slack asks it to, then goes on', async () => {
    const { reader, place, ana, slack, clock, pass } = await aReader();
    const { ts } = ana.say('look');
    const began = clock.now();
    slack.fail({ method: 'conversations.history', how: { retryAfterS: 30 } });
    slack.fail({ method: 'conversations.history', how: { error: 'rate_limited' } });
    expect(await pass(reader.page(place, ts))).toHaveLength(1);
    expect(clock.now() - began).toBe(60_000);
    expect(clock.pending).toBe(0);
  });

  it('stops waiting when it is told to', async () => {
    const controller = new AbortController();
    const { reader, place, ana, slack, clock } = await aReader({ signal: controller.signal });
    const { ts } = ana.say('look');
    slack.fail({ method: 'conversations.history', times: 9, how: { retryAfterS: 30 } });
    const reading = reader.page(place, ts);
    await vi.waitFor(() => expect(clock.pending).toBe(1), PATIENT);
    controller.abort(new Error('the hub stops'));
    await expect(reading).rejects.toThrow('the hub stops');
    expect(clock.pending).toBe(0);
  });

  it('gives up when Slack only ever asks it to wait', async () => {
    const { reader, place, ana, slack, pass } = await aReader();
    const { ts } = ana.say('look');
    slack.fail({ method: 'conversations.history', times: 50, how: { retryAfterS: 1 } });
    await expect(pass(reader.page(place, ts))).rejects.toThrow('rate-limit');
  });

  it('reads all messages since then, over many pages', async () => {
    const { reader, place, ana, slack } = await aReader();
    slack.rates.on = false;
    const all = Array.from({ length: 900 }, (_, n) => ana.say(`${n}`).ts);
    const page = await reader.page(place, all[100] ?? '');
    expect(page.map(({ id }) => id).toSorted(reader.compare)).toEqual(all.slice(100));
  });
});

import { expect, it, onTestFinished } from 'vitest';
import { slackClient } from '../../src/bots/slack/client.ts';
import { SlackFiles } from '../../src/bots/slack/files.ts';
import { fileOfMemo } from '../../src/bots/slack/memo.ts';
import { placeOf, personOf } from '../../src/bots/slack/identity.ts';
import { SlackReactionReader } from '../../src/bots/slack/reaction-reader.ts';
import { SlackSurface } from '../../src/bots/slack/surface.ts';
import { headerCard } from '../../src/core/cards/header.ts';
import { imageCard } from '../../src/core/cards/image.ts';
import type { Card } from '../../src/core/chat/card.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { SystemClock } from '../../src/system.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { FIRST_TRY } from '../fakes/post-target.ts';
import { aPicture } from '../pictures.ts';
import { aContext, aView } from '../card-values.ts';
import { aGeneration, aPair, withImage, inBoth } from '../values.ts';

const clock = new SystemClock();
const PAIR = { pair: aPair({ state: 'planning', plan: null }) };
const HEADER: Card = headerCard(aView([], PAIR), aContext());
const generation = aGeneration('a1', withImage());
const IMAGE: Card = imageCard(aView([generation]), generation, aContext());

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error('run this by npm run test:emulate');
  return value;
}

/** The real client and the bot's surface at emulate, and a person who looks on. */
async function atEmulate() {
  const apiUrl = `${setting('EMULATE_URL')}/api`;
  const client = slackClient({ botToken: setting('EMULATE_BOT_TOKEN'), apiUrl });
  const ana = slackClient({ botToken: setting('EMULATE_PERSON_TOKEN'), apiUrl });
  const auth = await client.auth.test();
  const team = { id: auth.team_id ?? '', url: auth.url ?? '', botUser: auth.user_id ?? '' };
  const { channels = [] } = await ana.conversations.list({});
  const channel = channels.find(({ name }) => name === 'pictures')?.id ?? '';
  const place = placeOf(team.id, channel, null);
  const files = new SlackFiles({ client, clock });
  const blobs = new MemoryBlobs();
  const picture = await aPicture();
  await blobs.put(IMAGE.image?.key ?? '', picture);
  const images = new SharpImages();
  const parts = { client, files, blobs, images, links: () => null, clock, team: () => team };
  const surface = new SlackSurface(parts);
  const target = (nonce: string) => {
    return { place, nonce, replyTo: null, ...FIRST_TRY, since: clock.now() };
  };
  /** What a person sees of a message. */
  const seen = async (ts: string) => {
    const { messages = [] } = await ana.conversations.history({ channel });
    return messages.find((one) => one.ts === ts);
  };
  /** Posts a card, which is taken away when the test ends. */
  const post = async (nonce: string, card: Card) => {
    const sent = await surface.post(target(nonce), card);
    onTestFinished(() => surface.remove(place, sent.id, sent.memo));
    return sent;
  };
  return { client, ana, team, channel, place, surface, target, seen, post, picture };
}

it('a header is posted, found by its nonce, edited and deleted', async () => {
  const { surface, place, seen, target } = await atEmulate();
  const sent = await surface.post(target('p1'), HEADER);
  expect(JSON.stringify(await seen(sent.id))).toContain('A · being prepared');
  expect(await surface.find(target('p1'))).toEqual(sent);
  expect(await surface.find(target('p2'))).toBeUndefined();
  const refused = { pair: aPair({ state: 'refused', refusal: inBoth('no such thing') }) };
  await surface.update(place, sent.id, headerCard(aView([], refused), aContext()), sent.memo);
  expect(JSON.stringify(await seen(sent.id))).toContain('no such thing');
  await surface.remove(place, sent.id, sent.memo);
  expect(await seen(sent.id)).toBeUndefined();
  await surface.remove(place, sent.id, sent.memo);
  const again = surface.update(place, sent.id, HEADER, sent.memo);
  await expect(again).rejects.toMatchObject({ name: 'SurfaceError', kind: 'gone' });
});

it('an image is posted with its file, keeps it through an edit, and takes it along', async () => {
  const { client, surface, place, seen, target, picture } = await atEmulate();
  const sent = await surface.post(target('a1'), IMAGE);
  const id = fileOfMemo(sent.memo) ?? '';
  const { file } = await client.files.info({ file: id });
  expect(file).toMatchObject({ mimetype: 'image/png', size: picture.length });
  const response = await fetch(file?.url_private ?? '', {
    headers: { authorization: `Bearer ${setting('EMULATE_BOT_TOKEN')}` },
  });
  expect(Buffer.from(await response.arrayBuffer()).equals(picture)).toBe(true);
  expect(JSON.stringify(await seen(sent.id))).toContain(`"slack_file":{"id":"${id}"}`);
  expect(await surface.find(target('a1'))).toEqual(sent);
  const changed = { ...IMAGE, lines: [{ text: 'another ratio' }] };
  await surface.update(place, sent.id, changed, sent.memo);
  const shown = JSON.stringify(await seen(sent.id));
  expect(shown).toContain('another ratio');
  expect(shown).toContain(id);
  await surface.remove(place, sent.id, sent.memo);
  await expect(client.files.info({ file: id })).rejects.toThrow('file_not_found');
});

it('the emoji of people are read from the history', async () => {
  const { client, ana, channel, place, post, team } = await atEmulate();
  const { id } = await post('p1', HEADER);
  await ana.reactions.add({ channel, timestamp: id, name: 'heart' });
  await ana.reactions.add({ channel, timestamp: id, name: '+1' });
  const asked: string[] = [];
  const reader = new SlackReactionReader({
    client,
    clock,
    team: () => team,
    people: async (userId, where) => {
      asked.push(userId);
      const { user } = await client.users.info({ user: userId, include_locale: true });
      const person = personOf(userId, user?.name ?? '');
      return { person, place: where, roles: [], admin: false, locale: 'en' };
    },
  });
  for (const message of [
    (await reader.page(place, id)).find((one) => one.id === id),
    await reader.message(place, id),
  ]) {
    const standing = (await message?.reactions()) ?? [];
    expect(standing.map(({ emoji }) => emoji).toSorted()).toEqual(['+1', 'heart']);
    expect(standing.map(({ caller }) => caller.person.name)).toEqual(['ana', 'ana']);
  }
});

it('a sentence reaches one person, in the channel and else directly', async () => {
  const { ana, client, surface, place, seen } = await atEmulate();
  const { user_id: user = '' } = await ana.auth.test();
  const person = personOf(user, 'ana');
  await surface.tell(place, person, 'only for you');
  const { messages = [] } = await ana.conversations.history({ channel: place.channel });
  expect(JSON.stringify(messages)).not.toContain('only for you');
  await surface.tell({ ...place, channel: 'C0NOTHERE' }, person, 'and <!channel> here');
  const { channel } = await client.conversations.open({ users: user });
  const direct = await client.conversations.history({ channel: channel?.id ?? '' });
  expect(direct.messages?.[0]?.text).toBe('and &lt;!channel&gt; here');
  expect(await seen(direct.messages?.[0]?.ts ?? '')).toBeUndefined();
});

it('a channel where the bot is not is said to be one', async () => {
  const { surface, place, target } = await atEmulate();
  const elsewhere = { ...target('p1'), place: { ...place, channel: 'C0NOTHERE' } };
  await expect(surface.post(elsewhere, HEADER)).rejects.toMatchObject({
    name: 'ClosedError',
    kind: 'forbidden',
  });
});

import { expect, onTestFinished } from 'vitest';
import { slackClient } from '../../src/bots/slack/client.ts';
import { SlackFiles } from '../../src/bots/slack/files.ts';
import { SlackSurface } from '../../src/bots/slack/surface.ts';
import { headerCard } from '../../src/core/cards/header.ts';
import { imageCard } from '../../src/core/cards/image.ts';
import type { Card } from '../../src/core/chat/card.ts';
import type { PostTarget } from '../../src/core/ports/surface.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import type { FakeMessage } from '../fakes/slack/messages.ts';
import { seat } from '../fakes/slack/kit.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { aPicture } from '../pictures.ts';
import { aContext, aView } from '../card-values.ts';
import { aGeneration, aPair, withImage } from '../values.ts';
import { passing } from './passing.ts';

export const TEAM = {
  id: 'T0STUDIO01',
  url: 'https://studio.slack.com/',
  botUser: 'U0DIPTYCH1',
} as const;
export const LINK = { url: 'https://art.example/images/1.png?x', until: 1_800_000_000_000 };

export const HEADER: Card = headerCard(
  aView([], { pair: aPair({ state: 'planning', plan: null }) }),
  aContext(),
);
const generation = aGeneration('a1', withImage());
export const IMAGE: Card = imageCard(aView([generation]), generation, aContext());
export const KEY = IMAGE.image?.key ?? '';

/** The surface at a strict Slack, with a picture in its store; time is the test's. */
export async function atSurface() {
  const seated = await seat();
  const { slack, channel, clock } = seated;
  onTestFinished(() => expect(slack.violations).toEqual([]));
  const client = slackClient({ botToken: slack.botToken, apiUrl: slack.apiUrl });
  const files = new SlackFiles({ client, clock });
  const blobs = new MemoryBlobs();
  await blobs.put(KEY, await aPicture());
  const images = new SharpImages();
  const parts = { client, files, blobs, images, links: () => LINK, clock, team: () => TEAM };
  const surface = new SlackSurface(parts);
  const place = {
    surface: 'slack',
    workspace: TEAM.id,
    channel: channel.id,
    thread: null,
  } as const;
  /** What was kept with the intent, in order. */
  const kept: string[] = [];
  const target: PostTarget = {
    place,
    nonce: 'a1',
    replyTo: null,
    since: clock.now(),
    memo: null,
    keep: (memo) => void kept.push(memo),
  };
  /** How often a method was called. */
  const count = (method: string) => slack.calls.filter((call) => call.method === method).length;
  return {
    ...seated,
    client,
    files,
    blobs,
    surface,
    place,
    kept,
    target,
    count,
    pass: <T>(work: Promise<T>) => passing(clock, work),
    messages: () => slack.messages(channel),
    /** Files that Slack keeps for the bot. */
    stored: () => [...slack.world.files.all.values()].filter((one) => one.state === 'completed'),
  };
}
export type AtSurface = Awaited<ReturnType<typeof atSurface>>;

/** All text of a message's blocks. */
export function textOf({ blocks }: Pick<FakeMessage, 'blocks'>): string {
  const texts: string[] = [];
  JSON.stringify(blocks, (key, value: unknown) => {
    if (key === 'text' && typeof value === 'string') texts.push(value);
    return value;
  });
  return texts.join(' ');
}

/** Ids of the files that a message shows. */
export function filesIn({ blocks }: Pick<FakeMessage, 'blocks'>): readonly string[] {
  return [...JSON.stringify(blocks).matchAll(/"slack_file":\{"id":"(F\w+)"/g)].map(
    ([, id = '']) => id,
  );
}

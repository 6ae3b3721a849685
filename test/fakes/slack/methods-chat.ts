import { z } from 'zod';
import { type Block, filesOf, readBlocks } from './blocks.ts';
import { APP_ID, BOT_ID, BOT_USER, type Ground, type Json } from './ground.ts';
import type { FakeMessage, Metadata } from './messages.ts';
import { flag, json, type Method, method } from './method.ts';
import { circumstance, fault } from './refusal.ts';
import type { World } from './world.ts';

/** Characters of a message's own text; an edit refuses a longer one, a post cuts it. */
const MAX_TEXT = 4_000;
/** Characters of metadata as JSON: Slack names no number. */
const MAX_METADATA = 8_000;

const blocksArg = json(z.array(z.unknown())).optional();
const flat = z.union([z.string(), z.number(), z.boolean()]);
const metadata = json(
  z.strictObject({
    event_type: z.string().regex(/^[a-z][a-z0-9_]*$/),
    event_payload: z.record(z.string(), z.union([flat, z.record(z.string(), flat)])),
  }),
).optional();
const common = { channel: z.string(), text: z.string().optional(), blocks: blocksArg };

const postArgs = z.strictObject({
  ...common,
  metadata,
  thread_ts: z.string().optional(),
  reply_broadcast: flag,
  unfurl_links: flag,
  unfurl_media: flag,
  parse: z.enum(['none', 'full']).optional(),
  mrkdwn: flag,
});
const updateArgs = z.strictObject({
  ...common,
  ts: z.string(),
  metadata,
  parse: z.enum(['none', 'full', 'client']).optional(),
});
const ephemeralArgs = z.strictObject({
  ...common,
  user: z.string(),
  thread_ts: z.string().optional(),
  parse: z.enum(['none', 'full']).optional(),
});

/** Posting, editing and deleting messages. */
export function chatMethods(ground: Ground, world: World): readonly Method[] {
  return [
    method('chat.postMessage', 'chat:write', postArgs, (args) => {
      const channel = world.channelOf(args.channel);
      const threadTs = args.thread_ts ?? null;
      world.requirePosting(channel, threadTs);
      requireUnfurled(ground, args);
      const one = newMessage(ground, world, args, { threadTs, ephemeralFor: null });
      for (const id of filesOf(one.blocks)) world.files.all.get(id)?.sharedIn.add(channel.id);
      channel.all.push(one);
      ground.moved();
      return { channel: channel.id, ts: one.ts, message: asPosted(one) };
    }),
    method('chat.update', 'chat:write', updateArgs, (args) => {
      const channel = world.channelOf(args.channel);
      const one = channel.find(args.ts);
      if (one === undefined) throw circumstance('message_not_found');
      if (!one.isOurs) throw circumstance('cant_update_message');
      if (channel.archived) throw circumstance('is_archived');
      if (args.parse !== 'none') ground.note('an update must say parse: none');
      const text = args.text ?? '';
      if (text.length > MAX_TEXT) throw fault('msg_too_long');
      const read = readContent(world, args);
      requireKnownFiles(ground, one, read.blocks);
      const earlier = [...one.blocks, ...one.earlier];
      Object.assign(one, { text, blocks: read.blocks, earlier, edited: true });
      if (args.metadata !== undefined) one.metadata = readMetadata(args.metadata);
      return { channel: channel.id, ts: one.ts, text, message: asPosted(one) };
    }),
    method(
      'chat.delete',
      'chat:write',
      z.strictObject({ channel: z.string(), ts: z.string() }),
      ({ channel: id, ts }) => {
        const channel = world.channelOf(id);
        const one = channel.find(ts);
        if (one === undefined) throw circumstance('message_not_found');
        if (!one.isOurs) throw circumstance('cant_delete_message');
        one.deleted = true;
        return { channel: id, ts };
      },
    ),
    method('chat.postEphemeral', 'chat:write', ephemeralArgs, (args) => {
      const channel = world.channelOf(args.channel);
      if (channel.archived) throw circumstance('is_archived');
      if (!channel.members.has(args.user)) throw circumstance('user_not_in_channel');
      const one = newMessage(ground, world, args, {
        threadTs: args.thread_ts ?? null,
        ephemeralFor: args.user,
      });
      channel.all.push(one);
      ground.moved();
      return { message_ts: one.ts };
    }),
  ];
}

interface Content {
  readonly text?: string | undefined;
  readonly blocks?: readonly unknown[] | undefined;
  readonly metadata?: Metadata | undefined;
}

/** A message of the app; also one that only a person sees. Throws a refusal. */
export function newMessage(
  ground: Ground,
  world: World,
  content: Content,
  { threadTs, ephemeralFor }: Pick<FakeMessage, 'threadTs' | 'ephemeralFor'>,
): FakeMessage {
  const read = readContent(world, content);
  if (ephemeralFor !== null && filesOf(read.blocks).length > 0) {
    throw fault('invalid_blocks', ['an ephemeral message cannot show a file']);
  }
  return {
    ts: ground.ids.ts(),
    user: BOT_USER,
    isOurs: true,
    threadTs,
    ephemeralFor,
    text: (content.text ?? '').slice(0, MAX_TEXT),
    blocks: read.blocks,
    earlier: [],
    metadata: content.metadata === undefined ? null : readMetadata(content.metadata),
    files: [],
    reactions: new Map(),
    edited: false,
    deleted: false,
  };
}

/** Text and blocks as Slack takes them. Throws a refusal. */
export function readContent(
  world: World,
  { text = '', blocks: given }: Content,
): { readonly blocks: readonly Block[] } {
  if (given === undefined || given.length === 0) {
    if (text === '') throw fault('no_text');
    return { blocks: [] };
  }
  // Screen readers and notifications read it.
  if (text === '') throw fault('no_text', ['a message of blocks needs a text as a fallback']);
  const read = readBlocks(given, 'message');
  if ('wrong' in read) throw fault('invalid_blocks', read.wrong);
  for (const id of filesOf(read.blocks)) {
    if (!world.files.isUsable(id))
      throw circumstance('invalid_blocks', {
        response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/blocks]'] },
      });
  }
  return { blocks: read.blocks };
}

function readMetadata(given: Metadata): Metadata {
  if (JSON.stringify(given).length > MAX_METADATA) throw fault('metadata_too_large');
  return given;
}

/** A picture that an update adds is shown as missing. */
function requireKnownFiles(ground: Ground, before: FakeMessage, after: readonly Block[]): void {
  const known = new Set(filesOf(before.blocks));
  const added = filesOf(after).filter((id) => !known.has(id));
  if (added.length > 0)
    ground.note(`an update first shows ${added.join(', ')}: it shows as missing`);
}

function requireUnfurled(
  ground: Ground,
  args: { unfurl_links?: boolean | undefined; unfurl_media?: boolean | undefined },
): void {
  if (args.unfurl_links === false && args.unfurl_media === false) return;
  ground.note('a post must say unfurl_links: false, unfurl_media: false');
}

function asPosted({ ts, text, blocks }: FakeMessage): Json {
  return { type: 'message', user: BOT_USER, bot_id: BOT_ID, app_id: APP_ID, ts, text, blocks };
}

import type { AttachmentApi, FakeFile } from './cdn.ts';
import type { FakeChannel } from './channel.ts';
import type { Component } from './component.ts';
import type { Ground } from './ground.ts';
import type { Json } from './json.ts';
import { type Emoji, FakeMessage } from './message.ts';
import type { FakeUser } from './user.ts';
import type { World } from './world.ts';

/** A message as a file keeps it: people by their ids, uploads without their bytes. */
export interface KeptMessage {
  readonly id: string;
  readonly timestamp: string;
  readonly type: number;
  readonly author: string;
  readonly content: string;
  readonly flags: number;
  readonly embeds: readonly Json[];
  readonly components: readonly Component[];
  readonly attachments: readonly AttachmentApi[];
  readonly files: readonly Pick<FakeFile, 'id' | 'name' | 'type' | 'description'>[];
  readonly edited_timestamp: string | null;
  readonly edits: number;
  readonly nonce: string | null;
  readonly reactions: readonly { readonly emoji: Emoji; readonly users: readonly string[] }[];
  readonly replyTo: string | null;
  readonly ephemeralFor: string | null;
  readonly everPressable: Readonly<Record<string, number>>;
}

/** Where a file's links go instead of the content host of its time. */
export const KEPT_ORIGIN = 'https://cdn.fixture.example';

interface Place {
  readonly ground: Ground;
  readonly world: World;
  readonly channel: FakeChannel;
}

/** Puts messages of an earlier time into a channel, oldest first: nobody is told. */
export function recall(place: Place, messages: readonly KeptMessage[]): void {
  const text = JSON.stringify(messages).replaceAll(KEPT_ORIGIN, place.ground.cdn.origin);
  const moved: readonly KeptMessage[] = JSON.parse(text);
  for (const kept of moved) place.channel.all.push(messageOf(place, kept));
}

function messageOf({ ground, world, channel }: Place, kept: KeptMessage): FakeMessage {
  const { id, timestamp, type, replyTo, ephemeralFor } = kept;
  const author = personIn(world, kept.author);
  const message = new FakeMessage({ id, channelId: channel.id, author, timestamp, type });
  const { content, flags, embeds, components, attachments, edits, nonce } = kept;
  Object.assign(message, { content, flags, embeds, components, attachments, edits, nonce });
  message.edited_timestamp = kept.edited_timestamp;
  message.files = kept.files.map((one) => fileIn(ground, channel, one));
  message.reactions = kept.reactions.map(({ emoji, users }) => {
    return { emoji, users: users.map((one) => personIn(world, one)), burst: [] };
  });
  if (replyTo !== null) {
    message.reference = { channelId: channel.id, message: channel.find(replyTo) ?? null };
  }
  if (ephemeralFor !== null) message.ephemeralFor = personIn(world, ephemeralFor);
  for (const [one, kind] of Object.entries(kept.everPressable)) {
    message.everPressable.set(one, kind);
  }
  return message;
}

/** Its bytes are gone, its link is not. */
function fileIn(
  { cdn }: Ground,
  { id }: FakeChannel,
  { description, ...kept }: KeptMessage['files'][number],
): FakeFile {
  const file = { ...kept, description, bytes: new Uint8Array() };
  cdn.keep(file, `attachments/${id}`);
  return file;
}

function personIn({ users }: World, id: string): FakeUser {
  const user = users.get(id);
  if (user === undefined) throw new Error(`there is no account ${id}`);
  return user;
}

import type { Block } from './blocks.ts';
import { APP_ID, BOT_ID, type Json, TEAM_ID } from './ground.ts';

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Json;
}

/** A message of a channel; those of people have no blocks here. */
export interface FakeMessage {
  readonly ts: string;
  readonly user: string;
  readonly isOurs: boolean;
  readonly threadTs: string | null;
  /** Only this person sees it. */
  readonly ephemeralFor: string | null;
  text: string;
  blocks: readonly Block[];
  /** What it showed before its edits, newest first: a client may not have heard of an edit yet. */
  earlier: readonly Block[];
  metadata: Metadata | null;
  /** Ids of files that were shared with it. */
  readonly files: readonly string[];
  /** Who reacted, by the emoji's name with its skin tone. */
  readonly reactions: Map<string, string[]>;
  edited: boolean;
  deleted: boolean;
}

/** How many names of people a list of reactions holds before Slack cuts it. */
const USERS_SHOWN = 50;

export interface MessageView {
  readonly includeAllMetadata: boolean;
  readonly full?: boolean;
  readonly file: (id: string) => Json | undefined;
  readonly replies: number;
}

export function messageApi(one: FakeMessage, view: MessageView): Json {
  const { ts, user, isOurs, threadTs, text, blocks, metadata, files, reactions } = one;
  const list = reactionsApi(reactions, view.full === true);
  return {
    type: 'message',
    ts,
    user,
    team: TEAM_ID,
    text,
    ...(isOurs && { bot_id: BOT_ID, app_id: APP_ID }),
    ...(blocks.length > 0 && { blocks }),
    ...(files.length > 0 && { files: files.flatMap((id) => view.file(id) ?? []) }),
    ...(threadTs !== null && { thread_ts: threadTs }),
    ...(threadTs === null && view.replies > 0 && { thread_ts: ts, reply_count: view.replies }),
    ...(list.length > 0 && { reactions: list }),
    ...(one.edited && { edited: { user, ts } }),
    ...(metadata !== null && {
      metadata: view.includeAllMetadata ? metadata : { event_type: metadata.event_type },
    }),
  };
}

export function reactionsApi(reactions: FakeMessage['reactions'], full: boolean): readonly Json[] {
  return [...reactions]
    .filter(([, users]) => users.length > 0)
    .map(([name, users]) => {
      return { name, count: users.length, users: full ? users : users.slice(0, USERS_SHOWN) };
    });
}

import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Place } from '../../core/domain/person.ts';

/** Messages asked for at once; Slack takes at most 999, and may give fewer. */
export const PAGE = 200;

const reactionSchema = z.object({
  name: z.string(),
  users: z.array(z.string()).default([]),
  count: z.number().default(0),
});
export type SeenReaction = z.infer<typeof reactionSchema>;

const fileBlockSchema = z.object({ slack_file: z.object({ id: z.string() }) });
const metadataSchema = z.object({
  event_type: z.string(),
  event_payload: z.record(z.string(), z.unknown()).default({}),
});

/** What we read of a message; everything else of it is left alone. */
export const messageSchema = z.object({
  ts: z.string(),
  metadata: metadataSchema.optional().catch(undefined),
  reactions: z.array(reactionSchema).default([]),
  blocks: z.array(z.unknown()).default([]).catch([]),
});
export type SeenMessage = z.infer<typeof messageSchema>;

const pageSchema = z.object({
  messages: z.array(z.unknown()).default([]),
  has_more: z.boolean().default(false),
  response_metadata: z.object({ next_cursor: z.string().default('') }).prefault({}),
});

export interface HistoryPage {
  readonly messages: readonly SeenMessage[];
  /** Whole messages as JSON, whose shape is unknown. */
  readonly unread: readonly string[];
  /** Null on the last page. */
  readonly next: string | null;
  /** Slack has more, and does not say how to get it. */
  readonly isCut: boolean;
}

/** Times of messages, both included, as Slack writes them: seconds with six digits. */
export interface Span {
  readonly oldest: string;
  readonly latest?: string;
}

/**
 * A page of the channel's messages, or of the thread's, anybody's. Slack does not promise whether older or newer ones
 * come first. Throws the client's errors.
 */
export async function historyPage(
  client: WebClient,
  { channel, thread }: Place,
  span: Span,
  cursor: string | null,
): Promise<HistoryPage> {
  const args = {
    channel,
    ...span,
    inclusive: true,
    include_all_metadata: true,
    limit: PAGE,
    ...(cursor === null ? {} : { cursor }),
  };
  const answer =
    thread === null
      ? await client.conversations.history(args)
      : await client.conversations.replies({ ...args, ts: thread });
  const { messages, has_more: hasMore, response_metadata: more } = pageSchema.parse(answer);
  const read = messages.map((one) => messageSchema.safeParse(one).data);
  const next = more.next_cursor === '' ? null : more.next_cursor;
  return {
    messages: read.filter((one) => one !== undefined),
    unread: messages.filter((_, index) => read[index] === undefined).map(asText),
    next,
    isCut: hasMore && next === null,
  };
}

function asText(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

/** A time in milliseconds since the epoch, as Slack writes it. */
export function tsOf(ms: number): string {
  return (Math.max(0, ms) / 1_000).toFixed(6);
}

/** Below 0 when the message `a` is older than `b`, 0 for the same one. */
export function compareTs(a: string, b: string): number {
  const [left, right] = [microsOf(a), microsOf(b)];
  return left < right ? -1 : Number(left > right);
}

/** The files that a message's image blocks show. */
export function filesShown({ blocks }: SeenMessage): readonly string[] {
  return blocks.flatMap((block) => fileBlockSchema.safeParse(block).data?.slack_file.id ?? []);
}

function microsOf(ts: string): bigint {
  const [seconds = '', fraction = ''] = ts.split('.');
  return /^\d+$/.test(seconds + fraction)
    ? BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6))
    : 0n;
}

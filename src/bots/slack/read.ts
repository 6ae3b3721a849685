import { z } from 'zod';
import { type SlackFileInfo, fileInfoSchema } from './file-info.ts';
import { LIMITS } from './limits.ts';
import { isFileId } from './memo.ts';
import type { Named } from './people.ts';
import { decodeMeta, type ViewMeta } from './view-meta.ts';

/** Where the person of a delivery is, and how they are answered. */
export interface Reach {
  readonly user: Named;
  /** '' in the Home tab, which is nowhere. */
  readonly channel: string;
  readonly thread: string | null;
  /** Opens one form, for about three seconds. */
  readonly trigger: string;
  /** Answers this person alone, five times in thirty minutes, also where the bot is not a member. */
  readonly responseUrl: string | null;
  /** The form that something was done in. */
  readonly view: SeenView | null;
}

export interface SeenView {
  readonly id: string;
  readonly hash: string;
  readonly formId: string;
  readonly meta: ViewMeta;
  readonly blocks: readonly { readonly type: string; readonly block_id?: string }[];
  /** What was filled in: see `valuesOf` and `filesIn`. */
  readonly state: unknown;
}

const userSchema = z
  .object({ id: z.string(), name: z.string().optional(), username: z.string().optional() })
  .transform(({ id, name, username }) => ({ id, name: name ?? username ?? '' }));
const channelSchema = z.object({ id: z.string() });
const viewSchema = z.object({
  id: z.string(),
  type: z.string(),
  hash: z.string().default(''),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })),
  state: z.object({ values: z.unknown() }).optional(),
});
const messageSchema = z.object({
  ts: z.string(),
  thread_ts: z.string().nullish(),
  files: z.array(fileInfoSchema).nullish(),
  blocks: z.array(z.unknown()).nullish(),
});

const commandSchema = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  user_name: z.string().default(''),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
});

export interface TypedCommand extends Reach {
  readonly command: string;
  readonly text: string;
}

/** A typed command. Throws for another payload, as all of these do. */
export function commandIn(body: unknown): TypedCommand {
  const read = commandSchema.parse(body);
  return {
    user: { id: read.user_id, name: read.user_name },
    channel: read.channel_id,
    // Commands cannot be typed in threads.
    thread: null,
    trigger: read.trigger_id,
    responseUrl: read.response_url ?? null,
    view: null,
    command: read.command,
    text: unescaped(read.text),
  };
}

/** Slack writes three signs as entities; whether in commands too is not certain, and this is right for both. */
export function unescaped(text: string): string {
  const signs = new Map([
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&amp;', '&'],
  ]);
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => signs.get(entity) ?? entity);
}

const pressSchema = z.object({
  user: userSchema,
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: channelSchema.optional(),
  container: z.object({ message_ts: z.string().optional(), thread_ts: z.string().optional() }),
  view: viewSchema.optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: z.string().default(''),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

export interface Pressed extends Reach {
  /** See `encodeAction`. */
  readonly buttonId: string;
  readonly isAtHome: boolean;
}

/** A press on a button, or a choice from a list, which is a press on its entry. */
export function pressIn(body: unknown): Pressed {
  const { user, trigger_id: trigger, channel, container, view, ...read } = pressSchema.parse(body);
  const [action] = read.actions;
  const seen = view?.type === 'modal' ? seenView(view) : null;
  return {
    user,
    trigger,
    channel: channel?.id ?? seen?.meta.channel ?? '',
    thread: threadOf(container.message_ts, container.thread_ts) ?? seen?.meta.thread ?? null,
    responseUrl: read.response_url ?? seen?.meta.responseUrl ?? null,
    view: seen,
    buttonId: action?.selected_option?.value ?? action?.action_id ?? '',
    isAtHome: view?.type === 'home',
  };
}

const submissionSchema = z.object({ user: userSchema, trigger_id: z.string(), view: viewSchema });

/** A form that was sent. */
export function submissionIn(body: unknown): Reach & { readonly view: SeenView } {
  const { user, trigger_id: trigger, view } = submissionSchema.parse(body);
  const seen = seenView(view);
  return { user, trigger, ...seen.meta, view: seen };
}

const shortcutSchema = z.object({
  callback_id: z.string(),
  user: userSchema,
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: channelSchema,
  message: messageSchema,
});

export interface Shortcut extends Reach {
  readonly callbackId: string;
  readonly messageId: string;
  /** Files of the message, and those that its blocks show as pictures, as ours do. */
  readonly files: readonly SlackFileInfo[];
}

/** A shortcut of a message. */
export function shortcutIn(body: unknown): Shortcut {
  const { callback_id: callbackId, message, user, ...read } = shortcutSchema.parse(body);
  return {
    user,
    channel: read.channel.id,
    thread: threadOf(message.ts, message.thread_ts),
    trigger: read.trigger_id,
    responseUrl: read.response_url ?? null,
    view: null,
    callbackId,
    messageId: message.ts,
    files: filesOf(message),
  };
}

/** Each file once: as the message describes it, else by its id alone. */
function filesOf({ files, blocks }: z.infer<typeof messageSchema>): readonly SlackFileInfo[] {
  const shown = (blocks ?? []).slice(0, LIMITS.messageBlocks).flatMap(fileShownBy);
  const all = [...(files ?? []), ...shown.map((id) => fileInfoSchema.parse({ id }))];
  return all.filter(({ id }, at) => all.findIndex((one) => one.id === id) === at);
}

const pictureSchema = z.object({
  type: z.literal('image'),
  slack_file: z.object({ id: z.string().nullish(), url: z.string().nullish() }),
});

/** Of a private address (`/files-pri/T…-F…/name`) and of a permalink (`/files/U…/F…/name`) the first such part. */
const ID_IN_PATH = /[/-](F[A-Z0-9]+)(?=\/|$)/;

/** The file of a block that is a picture: Slack names it by its id or by its address. */
function fileShownBy(block: unknown): readonly string[] {
  const { data } = pictureSchema.safeParse(block);
  if (data === undefined) return [];
  const { id, url } = data.slack_file;
  const path = url != null && URL.canParse(url) ? new URL(url).pathname : '';
  const found = id ?? ID_IN_PATH.exec(path)?.[1] ?? '';
  return isFileId(found) ? [found] : [];
}

/** The thread that a message is a reply in: the first message of a thread stands in its channel. */
function threadOf(message: string | undefined, thread: string | null | undefined): string | null {
  return thread == null || thread === message ? null : thread;
}

const NOWHERE: ViewMeta = { channel: '', thread: null, responseUrl: null };

function seenView(view: z.infer<typeof viewSchema>): SeenView {
  return {
    id: view.id,
    hash: view.hash,
    formId: view.callback_id,
    meta: decodeMeta(view.private_metadata) ?? NOWHERE,
    blocks: view.blocks.map(({ type, block_id: id }) => ({
      type,
      ...(id === undefined ? {} : { block_id: id }),
    })),
    state: view.state?.values ?? {},
  };
}

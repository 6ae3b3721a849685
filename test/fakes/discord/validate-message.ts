import { z } from 'zod';
import { snowflake } from './validate.ts';

const text = (max: number) => z.string().max(max).nullish();
const link = z.string().max(2048).nullish();
const image = z.strictObject({ url: z.string().max(2048) }).nullish();

const embed = z.strictObject({
  type: z.string().nullish(),
  title: text(256),
  description: text(4096),
  url: link,
  color: z.int().min(0).max(0xffffff).nullish(),
  timestamp: z.iso.datetime({ offset: true }).nullish(),
  author: z.strictObject({ name: z.string().min(1).max(256), url: link, icon_url: link }).nullish(),
  footer: z.strictObject({ text: z.string().min(1).max(2048), icon_url: link }).nullish(),
  image,
  thumbnail: image,
  fields: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(256),
        value: z.string().min(1).max(1024),
        inline: z.boolean().nullish(),
      }),
    )
    .max(25)
    .nullish(),
});
export type Embed = z.infer<typeof embed>;

const mentions = z
  .strictObject({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])).nullish(),
    users: z.array(snowflake).max(100).nullish(),
    roles: z.array(snowflake).max(100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .refine((one) => !(one.parse?.includes('users') && one.users?.length), 'parse or users, not both')
  .refine(
    (one) => !(one.parse?.includes('roles') && one.roles?.length),
    'parse or roles, not both',
  );
export type AllowedMentions = z.infer<typeof mentions>;

const attachment = z.strictObject({
  id: z.union([snowflake, z.int().min(0)]).transform(String),
  filename: z.string().min(1).max(1024).nullish(),
  description: text(1024),
  title: text(1024),
  is_spoiler: z.boolean().nullish(),
});

const shared = {
  content: text(2000),
  embeds: z.array(embed).max(10).nullish(),
  /** Looked at later: what is allowed depends on the flags. */
  components: z.array(z.unknown()).nullish(),
  allowed_mentions: mentions.nullish(),
  flags: z.int().min(0).nullish(),
  attachments: z.array(attachment).max(10).nullish(),
};

const reference = z.strictObject({
  type: z.literal(0).nullish(),
  message_id: snowflake,
  channel_id: snowflake.nullish(),
  guild_id: snowflake.nullish(),
  fail_if_not_exists: z.boolean().nullish(),
});

/** The body of a new message in a channel. */
export const newMessage = z.strictObject({
  ...shared,
  tts: z.boolean().nullish(),
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: reference.nullish(),
});

// The client library sends these two with everything; they must not ask for anything.
const noise = { tts: z.literal(false).nullish(), enforce_nonce: z.literal(false).nullish() };

/** The body of a message through an interaction. */
export const interactionMessage = z.strictObject({ ...shared, ...noise });

/** The body of an edit. */
export const messageEdit = z.strictObject({ ...shared, ...noise });

export type NewMessage = z.infer<typeof newMessage>;

const common = z.strictObject(shared);
/** What every such body may say of a message. */
export type MessageForm = z.infer<typeof common>;

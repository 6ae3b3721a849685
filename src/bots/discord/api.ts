import { z } from 'zod';

/** What we read of Discord's answers; everything else of them is left alone. */
export const createdSchema = z.object({ id: z.string() });

/** A component of a message, with those inside it. */
export interface SeenComponent {
  readonly custom_id?: string | undefined;
  readonly components?: readonly SeenComponent[] | undefined;
}
const componentSchema: z.ZodType<SeenComponent> = z.object({
  custom_id: z.string().optional(),
  get components() {
    return z.array(componentSchema).optional();
  },
});

const reactionSchema = z.object({
  emoji: z.object({ id: z.string().nullable(), name: z.string().nullable() }),
  count_details: z.object({ normal: z.number(), burst: z.number() }),
});
export type SeenReaction = z.infer<typeof reactionSchema>;

export const messageSchema = z.object({
  id: z.string(),
  channel_id: z.string(),
  components: z.array(componentSchema).default([]),
  reactions: z.array(reactionSchema).default([]),
  attachments: z.array(z.object({ filename: z.string() })).default([]),
});
export type SeenMessage = z.infer<typeof messageSchema>;
/** Messages of a channel, anybody's. */
export const pageSchema = z.array(z.looseObject({ id: z.string() }));

export const usersSchema = z.array(
  z.object({ id: z.string(), username: z.string(), bot: z.boolean().default(false) }),
);
export type SeenUser = z.infer<typeof usersSchema>[number];

export const memberSchema = z.object({ roles: z.array(z.string()) });

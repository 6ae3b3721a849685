import { z } from '@hono/zod-openapi';
import { VOTES } from '../../core/domain/pair.ts';
import { SIDE_STATES } from '../../core/domain/side.ts';
import { ratioSchema } from '../../core/domain/spec.ts';

const ms = z.number().openapi({ description: 'Milliseconds since 1970.' });
const buttonId = z.string().openapi({ description: 'Pressed with /api/press.' });

/** A ratio that shapes the image: pressing a choice stages it for Regenerate. */
const segmentsSchema = z.object({
  ratio: ratioSchema,
  staged: ratioSchema,
  choices: z.array(z.object({ ratio: ratioSchema, id: buttonId })),
});

const attemptSchema = z
  .object({
    generation: z.string(),
    number: z.number().int().openapi({ description: '1 for the first of its side.' }),
    message_id: z.string().nullable().openapi({ description: 'Null while it is not posted.' }),
    state: z.enum(SIDE_STATES),
    at: ms,
    took_ms: z.number().nullable(),
    tone: segmentsSchema.nullable().openapi({ description: 'Null where it changes nothing.' }),
    angle: segmentsSchema.nullable(),
  })
  .openapi('Attempt');

const liveSchema = z
  .object({
    generation: z.string(),
    number: z.number().int(),
    state: z.enum(['waiting', 'running']),
    text: z.string().openapi({ description: 'Its state and its place in line, in words.' }),
    since: ms,
    cancel: buttonId,
  })
  .openapi('LiveAttempt');

const sideFactsSchema = z
  .object({
    recipe: z.string().openapi({ description: 'What the side differs in, in words.' }),
    width: z.number().openapi({ description: 'Pixels that its picture has or will have.' }),
    height: z.number(),
    usual_ms: z
      .number()
      .nullable()
      .openapi({ description: 'What its model usually takes; null while nobody knows.' }),
    live: liveSchema.nullable(),
    attempts: z.array(attemptSchema).openapi({
      description: 'That ended and were not deleted, oldest first.',
    }),
    text: z.string().openapi({ description: 'The side’s newest state, in words.' }),
    repost: buttonId.nullable(),
  })
  .openapi('SideFacts');

const votesSchema = z
  .object({
    a: z.string().openapi({ description: 'The generations that are compared.' }),
    b: z.string(),
    total: z.number().int(),
    mine: z.enum(VOTES).nullable(),
    split: z
      .record(z.enum(VOTES), z.number().int())
      .nullable()
      .openapi({ description: 'Only for people who voted.' }),
    choices: z.array(z.object({ choice: z.enum(VOTES), label: z.string(), id: buttonId })),
  })
  .openapi('Votes');

/** A pair as one person sees it: what the page groups its messages by. */
export const pairFactsSchema = z
  .object({
    batch_id: z.string(),
    as_of: z.number().int().openapi({
      description: 'The seq of the chat when it was read: of two answers the later one counts.',
    }),
    message_id: z.string().nullable().openapi({ description: 'Of its header.' }),
    at: ms,
    asker: z.object({ name: z.string(), mine: z.boolean() }),
    prompt: z.string(),
    state: z.enum(['planning', 'planned', 'refused']),
    refusal: z.string().nullable(),
    chips: z.array(z.string()).openapi({ description: 'Every option that was used, in words.' }),
    notes: z.array(z.string()).openapi({ description: 'Sentences about the whole pair.' }),
    credit: z.string().nullable().openapi({ description: 'What it has cost so far, in words.' }),
    may_change: z.boolean().openapi({
      description: 'Whether the caller may press what costs credits or changes a side.',
    }),
    why_not: z.string().nullable().openapi({ description: 'Why they may not, in words.' }),
    details: buttonId,
    sides: z.object({ A: sideFactsSchema, B: sideFactsSchema }),
    votes: votesSchema.nullable().openapi({ description: 'Null before both sides have an image.' }),
  })
  .openapi('PairFacts');
export type PairFacts = z.infer<typeof pairFactsSchema>;
export type SideFacts = z.infer<typeof sideFactsSchema>;
export type AttemptFacts = z.infer<typeof attemptSchema>;

import { z } from '@hono/zod-openapi';
import { mayRewrite } from '../../core/cards/ending.ts';
import { failureSentence } from '../../core/cards/parts.ts';
import type { CardContext } from '../../core/cards/context.ts';
import { ERROR_KINDS } from '../../core/domain/failure.ts';
import { mayRun } from '../../core/domain/limits.ts';
import { sizeName } from '../../core/domain/model.ts';
import { type Generation, ORIGINS, type PairView } from '../../core/domain/pair.ts';
import { ACT_KINDS } from '../../core/domain/planned-act.ts';
import { newestOf, postOf, retryHelps } from '../../core/domain/pair-view.ts';
import { RECIPE_NAMES } from '../../core/domain/spec.ts';
import { SIDE_STATES, type SideName, SIDES } from '../../core/domain/side.ts';
import { raceJson, raceSchema } from './race.ts';
import { fileOf, referenceUrl } from './render.ts';

/** The states of generations, and those of sides without one: before it, and of a refused pair. */
const STATES = ['planning', ...SIDE_STATES, 'refused'] as const;
const stateSchema = z.enum(STATES);
const kindSchema = z.enum(ERROR_KINDS);

const sideSchema = z
  .object({
    state: stateSchema,
    recipe: z.enum(RECIPE_NAMES).openapi({
      description: 'What the side differs in; which side gets which is drawn at random.',
    }),
    generation: z.string().nullable(),
    number: z.number().int(),
    image: z
      .object({
        url: z.string(),
        download_url: z.string(),
        thumb_url: z.string().openapi({ description: 'A small copy, of 320 pixels.' }),
        width: z.number(),
        height: z.number(),
        type: z.string(),
        bytes: z.number(),
      })
      .nullable(),
    error: z.object({ kind: kindSchema, sentence: z.string(), detail: z.string() }).nullable(),
    since: z.number().openapi({ description: 'When this state began, milliseconds since 1970.' }),
    place: z.number().int().nullable().openapi({ description: 'Place in line: 1 is next.' }),
    wait_ms: z.number().nullable(),
    held: z
      .enum(['failures', 'rate_limited', 'trial', 'unserved', 'queue_away'])
      .nullable()
      .openapi({
        description: 'What keeps its provider from being called; null while nothing does.',
      }),
    retry_available: z.boolean(),
    rewrite_available: z.boolean().openapi({
      description:
        'Whether Rewrite & retry can be pressed: a text model writes a safer wording, or has written one that waits.',
    }),
    origin: z.enum(ORIGINS).nullable().openapi({
      description: 'What started its newest generation: a person, or a setting of the workspace.',
    }),
    planned: z
      .object({
        kind: z.enum(ACT_KINDS),
        number: z.number(),
        total: z.number(),
        due_at: z.number(),
      })
      .nullable()
      .openapi({ description: 'What a setting of the workspace is about to do by itself.' }),
    race: raceSchema.nullable().openapi({
      description: 'The models that made its newest generation together; null for one alone.',
    }),
    message_id: z.string().nullable(),
    spec: z
      .object({
        prompt: z.string(),
        prompt_sent: z.string(),
        references: z.array(
          z.object({
            role: z.string(),
            label: z.string(),
            id: z.string().nullable().openapi({ description: 'In the pool; null for one’s own.' }),
            url: z.string(),
          }),
        ),
        category: z.string(),
        tone_ratio: z.number(),
        angle_ratio: z.number(),
        angle: z.string().nullable(),
        lens: z.string().nullable(),
        model: z.string(),
        size: z.string(),
        seed: z.number(),
      })
      .nullable(),
  })
  .openapi('Side');
type SideJson = z.infer<typeof sideSchema>;

export const statusSchema = z
  .object({
    batch_id: z.string(),
    state: z.enum(['planning', 'planned', 'refused']),
    refusal: z.string().nullable(),
    side_a_state: stateSchema,
    side_b_state: stateSchema,
    retry_available: z.boolean(),
    rewrite_available: z.boolean(),
    last_error_kind: kindSchema.nullable(),
    sides: z.object({ A: sideSchema, B: sideSchema }),
  })
  .openapi('GenerationStatus');
export type StatusJson = z.infer<typeof statusSchema>;

type StatusContext = Pick<CardContext, 'locale' | 'line' | 'modelName' | 'canRewrite'>;

/** A pair for the HTTP API: each side by its newest generation. */
export function statusJson(view: PairView, context: StatusContext): StatusJson {
  const [A, B] = SIDES.map((side) => sideJson(view, side, context));
  if (A === undefined || B === undefined) throw new Error('a pair has two sides');
  const failed = view.generations
    .filter((one) => one.failure !== null)
    .toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  return {
    batch_id: view.pair.id,
    state: view.pair.state,
    refusal: view.pair.refusal?.[context.locale] ?? null,
    side_a_state: A.state,
    side_b_state: B.state,
    retry_available: A.retry_available || B.retry_available,
    rewrite_available: A.rewrite_available || B.rewrite_available,
    last_error_kind: failed[0]?.failure?.kind ?? null,
    sides: { A, B },
  };
}

function sideJson(view: PairView, side: SideName, context: StatusContext): SideJson {
  const newest = newestOf(view, side);
  if (newest === undefined) return unplanned(view, side);
  const place = context.line(newest.id);
  return {
    state: newest.state,
    recipe: view.pair.recipes[side],
    generation: newest.id,
    number: newest.number,
    image: imageJson(newest),
    error: newest.failure && {
      kind: newest.failure.kind,
      sentence: failureSentence(
        newest.failure,
        context.locale,
        context.modelName(newest.spec.modelId),
      ),
      detail: newest.failure.detail,
    },
    since: newest.endedAt ?? newest.dispatchedAt ?? newest.createdAt,
    place: place?.place ?? null,
    wait_ms: place?.waitMs ?? null,
    held: place?.held?.why ?? null,
    retry_available: retryAvailable(view, newest),
    rewrite_available: mayRewrite(view, newest, context),
    origin: newest.origin,
    race: raceJson(view, newest),
    planned: plannedJson(view, newest),
    message_id: postOf(view, newest.id)?.messageId ?? null,
    spec: specJson(newest),
  };
}

function unplanned({ pair }: PairView, side: SideName): SideJson {
  return {
    state: pair.state === 'refused' ? 'refused' : 'planning',
    recipe: pair.recipes[side],
    generation: null,
    number: 0,
    image: null,
    error: null,
    since: pair.createdAt,
    place: null,
    wait_ms: null,
    held: null,
    retry_available: false,
    rewrite_available: false,
    origin: null,
    race: null,
    planned: null,
    message_id: null,
    spec: null,
  };
}

function imageJson({ image, deletedAt }: Generation): SideJson['image'] {
  if (image === null || deletedAt !== null) return null;
  const { width, height, type, bytes } = image;
  const url = `/images/${fileOf(image.key)}`;
  const more = { download_url: `${url}/download`, thumb_url: `${url}?w=320` };
  return { url, ...more, width, height, type, bytes };
}

function plannedJson({ acts }: PairView, { id }: Generation): SideJson['planned'] {
  const act = acts.find((one) => one.generationId === id && one.state === 'planned');
  if (act === undefined) return null;
  const { kind, number, total, dueAt } = act;
  return { kind, number, total, due_at: dueAt };
}

function retryAvailable(view: PairView, one: Generation): boolean {
  return retryHelps(one) && mayRun(view.generations, one.side, one.recipeHash) === 'yes';
}

function specJson({ spec }: Generation): SideJson['spec'] {
  return {
    prompt: spec.userPrompt,
    prompt_sent: spec.prompt,
    references: spec.references.map(({ role, label, id, key }) => {
      return { role, label, id, url: referenceUrl(key) };
    }),
    category: spec.category,
    tone_ratio: spec.toneRatio,
    angle_ratio: spec.angleRatio,
    angle: spec.angle,
    lens: spec.lens,
    model: spec.model,
    size: sizeName(spec.size),
    seed: spec.seed,
  };
}

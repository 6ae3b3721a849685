import { createRoute, z } from '@hono/zod-openapi';
import { closedObject } from '../../../core/base/shape-fault.ts';
import { MAX_OPTION } from '../../../core/domain/limits.ts';
import { type PoolEntry, type PoolTarget, TARGET_KINDS } from '../../../core/domain/pool.ts';
import { UserError } from '../../../core/words/user-error.ts';
import type { WebParts } from '../parts.ts';
import { cardJson, cardSchema, referenceUrl } from '../render.ts';
import { idText } from '../fields.ts';
import { body, getJson, json, newApp, PROBLEM } from './new-app.ts';

const kind = z.enum(['tone', 'angle', 'model']);
const targetSchema = z
  .object({
    kind: z.enum(TARGET_KINDS),
    slug: z.string(),
    display_name: z.string(),
    references: z.number().int(),
    promotions: z.number().int(),
  })
  .openapi('Target');
const referenceSchema = z
  .object({
    id: z.string(),
    kind,
    slug: z.string().openapi({ description: 'Of its category or persona.' }),
    display_name: z.string().openapi({ description: 'Of its category or persona.' }),
    caption: z.string(),
    location: z.string().nullable(),
    tags: z.array(z.string()),
    url: z.string(),
    uses: z.number().int(),
    likes: z.number().int(),
    dislikes: z.number().int(),
    won: z.number().int(),
    lost: z.number().int(),
  })
  .openapi('Reference');

const pool = getJson(
  {
    path: '/api/pool',
    summary: 'The reference pool, what helped most first.',
    request: {
      query: z.object({
        of: z
          .string()
          .max(200)
          .default('')
          .openapi({ description: 'A person or category, by name.' }),
        page: z.coerce.number().int().min(0).max(99_999).default(0),
      }),
    },
  },
  z.object({
    total: z.number().int(),
    references: z.array(referenceSchema),
    card: cardSchema,
  }),
  'A page',
);

const targets = getJson(
  {
    path: '/api/pool/targets',
    summary: 'People and tone categories of the pool, the most promoted to first.',
  },
  z.object({ targets: z.array(targetSchema) }),
  'All of them',
);

const promote = createRoute({
  method: 'post',
  path: '/api/admin/library/promote-model',
  summary: 'Promotes an image into the pool, for admins: as a persona or into a tone category.',
  request: body(
    closedObject({
      generation: idText,
      persona: z.string().max(MAX_OPTION).optional(),
      category: z.string().max(MAX_OPTION).optional(),
      as: z.enum(['tone', 'angle']).default('tone').openapi({ description: 'With category.' }),
    }).openapi('Promote', {
      description:
        'One of persona and category, by display name or slug; a new name makes a new one.',
    }),
  ),
  responses: {
    200: json(
      z.object({
        promotion: z.string(),
        reference: z.string(),
        kind: z.enum(TARGET_KINDS),
        slug: z.string(),
        display_name: z.string(),
      }),
      'In the pool',
    ),
    default: PROBLEM,
  },
});

/** The reference pool, and the way into it. */
export function poolRoutes({ studio }: WebParts) {
  return newApp()
    .openapi(pool, (context) => {
      const { of, page } = context.req.valid('query');
      const { entries, total, card } = studio.pool.named(context.get('caller'), of, page);
      const references = entries.map(referenceJson);
      return context.json({ total, references, card: cardJson(card) }, 200);
    })
    .openapi(targets, (context) => {
      const all = studio.pool.targets(context.get('caller'));
      return context.json({ targets: all.map(targetJson) }, 200);
    })
    .openapi(promote, async (context) => {
      const { generation, persona, category, as } = context.req.valid('json');
      if ((persona === undefined) === (category === undefined)) {
        throw new UserError('option_invalid', 'persona, category', 'one of the two');
      }
      const wanted = {
        kind: persona === undefined ? as : 'model',
        name: persona ?? category ?? '',
      } as const;
      const caller = context.get('caller');
      const { id, referenceId, target } = await studio.press.promoteNamed(
        caller,
        generation,
        wanted,
      );
      const named = { kind: target.kind, slug: target.slug, display_name: target.displayName };
      return context.json({ promotion: id, reference: referenceId, ...named }, 200);
    });
}

function targetJson({ kind: of, slug, displayName, references, promotions }: PoolTarget) {
  return { kind: of, slug, display_name: displayName, references, promotions };
}

function referenceJson({ reference, targetName, helped }: PoolEntry) {
  const { id, category, persona, caption, location, tags, key } = reference;
  return {
    id,
    kind: reference.kind,
    slug: category ?? persona ?? '',
    display_name: targetName,
    caption,
    location,
    tags: [...tags],
    url: referenceUrl(key),
    ...helped,
  };
}

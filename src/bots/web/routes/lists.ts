import { z } from '@hono/zod-openapi';
import { listedModels, usableModels, usableTiers } from '../../../core/plan/model-offer.ts';
import { BUILT_IN, type Model, sizeName } from '../../../core/domain/model.ts';
import { ANGLES, LENSES, type Preset, searchPresets } from '../../../core/plan/presets.ts';
import type { Locale } from '../../../core/domain/person.ts';
import { ownName, people } from '../identity.ts';
import type { WebParts } from '../parts.ts';
import { cardJson, cardSchema, fileOf } from '../render.ts';
import { queryText } from '../fields.ts';
import { getJson, newApp } from './new-app.ts';

const pageQuery = {
  query: z.object({
    before: queryText().openapi({ description: '`next` of the page before.' }),
  }),
};
const next = z.string().nullable();
const presetSchema = z.object({ id: z.string(), label: z.string(), text: z.string() });
const modelSchema = z.object({
  id: z.string(),
  display_name: z.string(),
  tier: z.string(),
  default: z.boolean(),
  usable: z
    .boolean()
    .openapi({ description: 'By its name; false where one’s plan lacks its tier.' }),
  sample: z
    .boolean()
    .openapi({ description: 'Whether it paints samples rather than real images.' }),
  valid_sizes: z.array(z.string()),
  square: z.string(),
  landscape: z.string(),
  portrait: z.string(),
  max_references: z.number(),
});

const presets = getJson(
  {
    path: '/api/angle-presets',
    summary: 'Camera angles and lenses, searched.',
    request: { query: z.object({ q: z.string().max(100).default('') }) },
  },
  z.object({ angles: z.array(presetSchema), lenses: z.array(presetSchema) }),
  'Best first',
);
const models = getJson(
  { path: '/api/models', summary: 'Models one can choose, by tier, with the sizes they take.' },
  z.object({ tiers: z.array(z.string()), models: z.array(modelSchema), card: cardSchema }),
  'Models that work here, tier by tier, in each first what the tier makes; tiers that one may use',
);
const credits = getJson(
  { path: '/api/credits', summary: 'Credits of today and of all time.' },
  z.object({
    today: z.number(),
    in_flight: z.number(),
    quota: z.number(),
    reset_at: z.number(),
    reset: z.string().openapi({ description: 'The same time as people read it, in TIME_ZONE.' }),
    lifetime: z.number(),
    card: cardSchema,
  }),
  'Counted now',
);
const likes = getJson(
  { path: '/api/likes', summary: 'Images one likes, newest like first.', request: pageQuery },
  z.object({
    images: z.array(
      z.object({
        generation: z.string(),
        batch_id: z.string(),
        side: z.enum(['A', 'B']),
        prompt: z.string(),
        url: z.string().nullable(),
      }),
    ),
    next,
    card: cardSchema,
  }),
  'A page',
);

const me = getJson(
  { path: '/api/me', summary: 'Who is asking, and whom the page may be instead.' },
  z.object({
    name: z
      .string()
      .openapi({ description: 'What one reads of oneself; others may read another.' }),
    admin: z.boolean(),
    people: z.array(z.object({ name: z.string(), admin: z.boolean() })),
  }),
  'Nobody else with a token',
);
const help = getJson(
  { path: '/api/help', summary: 'What Diptych does, as a card.' },
  z.object({ card: cardSchema }),
  'The card',
);

/** What people can choose from, and what is theirs. */
export function listRoutes({ studio, apiToken, adminUsers }: WebParts) {
  return newApp()
    .openapi(me, (context) => {
      const { person, admin } = context.get('caller');
      const others = apiToken === null ? [...people(adminUsers)] : [];
      return context.json({ name: ownName(person), admin, people: others }, 200);
    })
    .openapi(help, (context) => {
      return context.json({ card: cardJson(studio.galleries.help(context.get('caller'))) }, 200);
    })
    .openapi(presets, (context) => {
      const { q } = context.req.valid('query');
      const { locale } = context.get('caller');
      const found = (all: readonly Preset[]) =>
        searchPresets(all, q).map((one) => presetJson(one, locale));
      return context.json({ angles: found(ANGLES), lenses: found(LENSES) }, 200);
    })
    .openapi(models, (context) => {
      const caller = context.get('caller');
      const card = cardJson(studio.offers.card(caller));
      const offer = studio.offers.of(caller);
      const tiers = [...usableTiers(offer)];
      const usable = usableModels(offer);
      const all = listedModels(offer).map((one) => modelJson(one, usable.includes(one)));
      return context.json({ tiers, models: all, card }, 200);
    })
    .openapi(credits, (context) => {
      const { credits: now, card } = studio.galleries.credits(context.get('caller'));
      const { today, inFlight, quota, resetAt, reset, lifetime } = now;
      const counted = { today, in_flight: inFlight, quota, reset_at: resetAt, reset, lifetime };
      return context.json({ ...counted, card: cardJson(card) }, 200);
    })
    .openapi(likes, (context) => {
      const { before = null } = context.req.valid('query');
      const page = studio.galleries.likes(context.get('caller'), before);
      const images = page.entries.map(({ view, generation }) => ({
        generation: generation.id,
        batch_id: view.pair.id,
        side: generation.side,
        prompt: generation.spec.userPrompt,
        url: generation.image && `/images/${fileOf(generation.image.key)}`,
      }));
      return context.json({ images, next: page.next, card: cardJson(page.card) }, 200);
    });
}

function presetJson({ id, label, text }: Preset, locale: Locale) {
  return { id, label: label[locale], text };
}

function modelJson(model: Model, usable: boolean) {
  return {
    id: model.id,
    display_name: model.displayName,
    tier: model.tier,
    default: model.isDefault,
    usable,
    sample: model.provider === BUILT_IN,
    valid_sizes: model.validSizes.map(sizeName),
    square: sizeName(model.squareSize),
    landscape: sizeName(model.landscapeSize),
    portrait: sizeName(model.portraitSize),
    max_references: model.maxReferences,
  };
}

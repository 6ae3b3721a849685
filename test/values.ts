import type { PoolSnapshot } from '../src/core/domain/pool.ts';
import type { Classification } from '../src/core/domain/spec.ts';
import type { Emoji } from '../src/core/chat/emoji.ts';
import { freezePair } from '../src/core/plan/freeze.ts';
import type { Model, Plan } from '../src/core/domain/model.ts';
import type { Generation, Pair, PairRequest } from '../src/core/domain/pair.ts';
import type { Caller, Texts } from '../src/core/domain/person.ts';
import type { Added, PoolEntry } from '../src/core/domain/pool.ts';
import type { Reference } from '../src/core/domain/reference.ts';
import type { SideName, StoredImage } from '../src/core/domain/side.ts';
import type { PairPlan, SpecDraft } from '../src/core/domain/spec.ts';
import { STARTER_CATEGORIES, STARTER_PERSONAS } from '../src/providers/sample/starter.ts';

/** Plain values for tests, complete and valid, of which a test changes what it speaks of. */
export const NOW = Date.UTC(2026, 10, 24, 9);

/** The same in each language, for tests that do not speak of languages. */
export function inBoth(text: string): Texts {
  return { en: text, ko: text };
}

export function aModel(more: Partial<Model> = {}): Model {
  const square = { width: 512, height: 512 };
  const landscape = { width: 768, height: 512 };
  const portrait = { width: 512, height: 768 };
  return {
    id: 'sample-basic',
    provider: 'sample',
    model: 'sample-1',
    displayName: 'Sample',
    tier: 'basic',
    validSizes: [square, landscape, portrait],
    squareSize: square,
    landscapeSize: landscape,
    portraitSize: portrait,
    minPixels: 0,
    maxReferences: 14,
    maxReferenceSide: null,
    maxReferenceBytes: null,
    maxPromptChars: 8_000,
    generationParams: {},
    sizeParams: {},
    outputType: 'image/png',
    costUsd: 0,
    tokenPrices: null,
    typicalMs: 1_000,
    rank: 100,
    active: true,
    isDefault: true,
    retiredOn: null,
    successor: null,
    note: '',
    ...more,
  };
}

export function aPlan(more: Partial<Plan> = {}): Plan {
  return { name: 'default', tiers: ['basic'], dailyQuota: 100, ...more };
}

export function aReference(id: string, more: Partial<Reference> = {}): Reference {
  return {
    id,
    kind: 'tone',
    category: 'a(natural,film)',
    persona: null,
    location: null,
    tags: [],
    caption: `reference ${id}`,
    key: `refs/tone_angle_image_ref/a(natural,film)/${id}.png`,
    type: 'image/png',
    sha256: `content of ${id}`,
    ...more,
  };
}

/** How a reference came in. */
export function added(more: Partial<Added> = {}): Added {
  return { at: NOW, by: { id: 'web:ana', name: 'ana' }, source: 'import', ...more };
}

/** A reference with its story; nothing was made with it yet. */
export function anEntry(id: string, more: Partial<PoolEntry> = {}): PoolEntry {
  return {
    reference: aReference(id),
    targetName: 'Natural film',
    added: added(),
    removed: null,
    purgedAt: null,
    generationId: null,
    helped: { uses: 0, likes: 0, dislikes: 0, won: 0, lost: 0 },
    ...more,
  };
}

/** Six tones in each category, an angle in the first, one picture of each persona. */
export function aPool(more: Partial<PoolSnapshot> = {}): PoolSnapshot {
  const tones = STARTER_CATEGORIES.flatMap(({ slug }, c) =>
    Array.from({ length: 6 }, (_, n) =>
      aReference(`t${c}${n}`, {
        category: slug,
        key: `refs/tone_angle_image_ref/${slug}/${n}.png`,
      }),
    ),
  );
  const angles = [aReference('an1', { kind: 'angle', key: 'refs/tone_angle_image_ref/a/an1.png' })];
  const people = STARTER_PERSONAS.map(({ slug }) =>
    aReference(`p-${slug}`, {
      kind: 'model',
      category: null,
      persona: slug,
      key: `refs/model_image_ref/${slug}/1.png`,
    }),
  );
  return {
    categories: STARTER_CATEGORIES,
    personas: STARTER_PERSONAS,
    tones,
    angles,
    people,
    ...more,
  };
}

export function aRequest(more: Partial<PairRequest> = {}): PairRequest {
  return {
    prompt: 'a woman walking in Seoul',
    tier: 'basic',
    modelId: 'sample-basic',
    size: { width: 512, height: 512 },
    angle: null,
    lens: null,
    persona: null,
    category: null,
    toneRatio: null,
    angleRatio: null,
    experiment: 'tones',
    ...more,
  };
}

export function aPairPlan(more: Partial<PairPlan> = {}): PairPlan {
  return {
    category: 'a(natural,film)',
    toneRatio: 75,
    angleRatio: 50,
    intentPerson: true,
    scene: 'single-subject',
    location: null,
    madeBy: 'rules',
    fallbackReason: null,
    seed: 7,
    ...more,
  };
}

export function aCaller(name = 'ana', more: Partial<Caller> = {}): Caller {
  return {
    person: { id: `web:${name}`, name },
    place: { surface: 'web', workspace: 'web', channel: 'general', thread: null },
    roles: [],
    admin: false,
    locale: 'en',
    ...more,
  };
}

export function aPair(more: Partial<Pair> = {}): Pair {
  const caller = aCaller();
  return {
    id: 'p1',
    asker: caller.person,
    askerRoles: [],
    place: caller.place,
    locale: 'en',
    request: aRequest(),
    seed: 7,
    recipes: { A: 'three_tones', B: 'five_tones' },
    state: 'planned',
    plan: aPairPlan(),
    own: [],
    refusal: null,
    comparable: true,
    createdAt: NOW,
    planDeadline: NOW + 20_000,
    version: 1,
    ...more,
  };
}

export function aDraft(side: SideName = 'A', request: Partial<PairRequest> = {}): SpecDraft {
  return frozen({ request: aRequest(request), plan: aPairPlan(), own: [] }, aPool(), aModel())[
    side
  ];
}

/** The recipes of an experiment in the order that half of all pairs have. */
export const RECIPES = {
  tones: { A: 'three_tones', B: 'five_tones' },
  angles: { A: 'angle_in_words', B: 'angle_from_image' },
  models: { A: 'first_model', B: 'second_model' },
} as const;

/** Both sides of a pair whose coin fell that way; `versus` is B's model when it is not A's. */
export function frozen(
  pair: Omit<Parameters<typeof freezePair>[0], 'recipes'>,
  pool: PoolSnapshot,
  model: Model,
  versus: Model = model,
) {
  const recipes = RECIPES[pair.request.experiment];
  return freezePair({ ...pair, recipes }, pool, { A: model, B: versus });
}

export function anImage(key = 'library/web/2026-11/g1.png'): StoredImage {
  return { key, type: 'image/png', width: 512, height: 512, bytes: 1_000 };
}

/** A generation as it waits; `more` says what became of it. */
export function aGeneration(id: string, more: Partial<Generation> = {}): Generation {
  const side = more.side ?? 'A';
  const draft = aDraft(side);
  return {
    id,
    pairId: 'p1',
    side,
    number: 1,
    origin: 'first',
    fromId: null,
    by: aCaller().person,
    spec: { ...draft, outputKey: `library/web/2026-11/${id}.png` },
    recipeHash: `recipe ${side}`,
    state: 'waiting',
    waitDeadline: NOW + 900_000,
    runDeadline: null,
    image: null,
    failure: null,
    endedAt: null,
    createdAt: NOW,
    dispatchedAt: null,
    deliveredAt: null,
    deletedAt: null,
    staged: { tone: draft.toneRatio, angle: draft.angleRatio },
    ...more,
  };
}

export const RUNNING: Partial<Generation> = {
  state: 'running',
  dispatchedAt: NOW + 1_000,
  runDeadline: NOW + 301_000,
};

export function withImage(key?: string): Partial<Generation> {
  return { ...RUNNING, state: 'succeeded', image: anImage(key), endedAt: NOW + 5_000 };
}

/** What a generation is that failed while it ran. */
export function failedFields(): Partial<Generation> {
  const failure = { kind: 'network', detail: 'not reached' } as const;
  return { ...RUNNING, state: 'failed', failure, endedAt: NOW + 5_000 };
}

/** An emoji that is told apart and counted by this name. */
export function anEmoji(name: string): Emoji {
  return { exact: name, name };
}

/** What a text model said of a prompt. */
/** What a text model answers to say `SAID`. */
export const SAID_BY_TEXT = {
  category: 'd(beauty)',
  tone_ratio: '25',
  angle_ratio: '100',
  intent_person: false,
  scene: 'object',
  location: null,
  pictures_show_person: null,
} as const;

export const SAID: Classification = {
  category: 'd(beauty)',
  toneRatio: 25,
  angleRatio: 100,
  intentPerson: false,
  scene: 'object',
  location: null,
};

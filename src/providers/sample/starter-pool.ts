import type { Clock, Digest, Ids } from '../../core/ports/system.ts';
import sharp from 'sharp';
import { hash32 } from '../../core/base/random.ts';
import type { BlobStore } from '../../core/ports/blobs.ts';
import type { Reference, ReferenceKind } from '../../core/domain/reference.ts';
import type { Store } from '../../core/ports/store.ts';
import { STARTER_CATEGORIES, STARTER_PERSONAS, type StarterPlace } from './starter.ts';
import type { MotifName } from './motif-names.ts';
import { paint } from './paint.ts';
import type { Painting } from './painting.ts';
import { starterColour } from './starter-colours.ts';
import { viewOf } from './view.ts';

const SIZE = { width: 512, height: 512 };
/** Pixels of each side of an angle image: only its composition counts, and a first start paints them all. */
const ANGLE_SIDE = 384;
/** The places of some of the eight tones, by index. */
const PLACES: Readonly<Record<number, StarterPlace>> = {
  2: 'seoul',
  4: 'tokyo',
  6: 'paris',
  7: 'seoul',
};
/** What the eight tones of each category show. */
const TONE_MOTIFS = [
  'land',
  'flower',
  'sea',
  'house',
  'city',
  'bottle',
  'lighthouse',
  'cat',
] as const satisfies readonly MotifName[];
/** The angle images of each category, by what they show: a figure in a third of the picture. */
const ANGLE_VIEWS = ['low-angle', 'high-angle', 'overhead', 'dutch', 'close-up', 'wide'] as const;
const THIRDS = [0.27, 0.73] as const;

interface Draft {
  readonly kind: ReferenceKind;
  readonly category: string | null;
  readonly persona: string | null;
  readonly location: string | null;
  readonly tags: readonly string[];
  readonly caption: string;
  readonly key: string;
  readonly painting: Omit<Painting, 'size'>;
}

export interface StarterParts {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly digest: Digest;
}

/**
 * Fills a new pool with painted references of four categories and a few personas and places, once. It starts again
 * after a crash.
 */
export async function installStarterPool(parts: StarterParts): Promise<void> {
  const { store, blobs, ids, clock, digest } = parts;
  if (store.settings.get('starter_pool_installed') !== undefined) return;
  const painted = await Promise.all(
    drafts().map(async (draft) => {
      const bytes = await draw(draft);
      await blobs.put(draft.key, bytes, 'image/png');
      return { draft, sha256: digest(bytes) };
    }),
  );
  store.transaction(() => {
    for (const category of STARTER_CATEGORIES) store.pool.putCategory(category);
    for (const persona of STARTER_PERSONAS) store.pool.putPersona(persona);
    for (const { draft, sha256 } of painted) {
      const { painting: _, ...rest } = draft;
      const reference: Reference = { ...rest, id: ids.next(), type: 'image/png', sha256 };
      const by = { id: 'diptych', name: 'Diptych' };
      store.pool.insert(reference, { at: clock.now(), by, source: 'starter' });
    }
    store.settings.put('starter_pool_installed', String(clock.now()));
  });
}

async function draw({ kind, painting }: Draft): Promise<Uint8Array> {
  const size = kind === 'angle' ? { width: ANGLE_SIDE, height: ANGLE_SIDE } : SIZE;
  return sharp(Buffer.from(paint({ ...painting, size })))
    .png()
    .toBuffer();
}

function drafts(): readonly Draft[] {
  return [
    ...STARTER_CATEGORIES.flatMap(({ slug, displayName }) => [
      ...Array.from({ length: 8 }, (_, index) =>
        tone(slug, displayName, PLACES[index] ?? null, index),
      ),
      ...ANGLE_VIEWS.map((view) => angle(slug, displayName, view)),
    ]),
    ...STARTER_PERSONAS.map(({ slug, displayName, tags }, index) => ({
      kind: 'model' as const,
      category: null,
      persona: slug,
      location: null,
      tags,
      caption: displayName,
      key: `refs/model_image_ref/${slug}/starter.png`,
      painting: {
        palette: [{ l: 0.7, c: 0.09, h: 90 * index + 20 }],
        view: viewOf('medium', 100),
        inCity: false,
        motif: slug === 'joon' ? ('man' as const) : ('person' as const),
        seed: hash32(slug),
      },
    })),
  ];
}

function tone(category: string, name: string, place: StarterPlace | null, index: number): Draft {
  const main = starterColour(category, index);
  const next = { ...main, h: main.h + 12 };
  return {
    kind: 'tone',
    category,
    persona: null,
    location: place,
    tags: [],
    caption: place === null ? `${name} ${index + 1}` : `${name} ${index + 1}, ${place}`,
    key: `refs/tone_angle_image_ref/${category}/starter-${index + 1}.png`,
    painting: {
      palette: [main, next, main],
      view: viewOf(null, 100),
      inCity: false,
      motif: TONE_MOTIFS[index] ?? 'abstract',
      seed: hash32(`${category} ${index}`),
    },
  };
}

function angle(category: string, name: string, view: (typeof ANGLE_VIEWS)[number]): Draft {
  const base = tone(category, name, null, 0);
  return {
    ...base,
    kind: 'angle',
    tags: [view],
    caption: `${name}, ${view}`,
    key: `refs/tone_angle_image_ref/${category}/starter-${view}.png`,
    painting: {
      ...base.painting,
      view: {
        ...viewOf(view, 100),
        place: { x: THIRDS[ANGLE_VIEWS.indexOf(view) % 2] ?? 0.5, share: 1 },
      },
      motif: 'person',
      seed: hash32(`${category} ${view}`),
    },
  };
}

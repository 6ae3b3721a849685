import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/core/domain/failure.ts';
import type { ReferenceImage } from '../../src/core/ports/image-provider.ts';
import { ANGLES } from '../../src/core/plan/presets.ts';
import type { Ratio, Spec } from '../../src/core/domain/spec.ts';
import { sha256Hex } from '../../src/digest.ts';
import { css, fromRgb, mix } from '../../src/providers/sample/colour.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { SampleImages } from '../../src/providers/sample/sample-images.ts';
import { compositionOf } from '../../src/providers/sample/composition.ts';
import { installStarterPool } from '../../src/providers/sample/starter-pool.ts';
import { steerOf } from '../../src/providers/sample/steering.ts';
import { RandomIds } from '../../src/system.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { aPicture, warnedPicture } from '../pictures.ts';
import { newStore } from '../storage/sample-rows.ts';
import { aDraft } from '../values.ts';

const clock = new FakeClock();
const provider = new SampleImages(clock, new SharpImages());
const calm = () => new AbortController().signal;
const HUES = ['#d03020', '#20a040', '#2040d0', '#d0a020', '#a020c0'];
let tones: ReferenceImage[];

beforeAll(async () => {
  tones = await Promise.all(
    HUES.map(async (background) => {
      const bytes = await aPicture('png', { width: 64, height: 64, background });
      return { role: 'tone', label: background, bytes } as const;
    }),
  );
});

function aSpec(more: Partial<Spec> = {}): Spec {
  const size = { width: 256, height: 256 };
  return { ...aDraft(), size, outputKey: 'x.png', references: [], ...more };
}

async function draw(more: Partial<Spec>, references: readonly ReferenceImage[]) {
  return (await provider.render(aSpec(more), references, calm())).bytes;
}

/** How colourful a picture is: the mean distance of its channels. */
async function colourfulness(bytes: Uint8Array): Promise<number> {
  const pixels = await sharp(bytes).removeAlpha().raw().toBuffer();
  let sum = 0;
  for (let at = 0; at < pixels.length; at += 3) {
    const [r = 0, g = 0, b = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
    sum += Math.max(r, g, b) - Math.min(r, g, b);
  }
  return sum / (pixels.length / 3);
}

describe('a sample picture', () => {
  it.each([
    { width: 512, height: 512 },
    { width: 672, height: 448 },
    { width: 448, height: 672 },
  ])('is a PNG of the spec’s size: $width × $height', async (size) => {
    const { format, width, height } = await sharp(await draw({ size }, tones)).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', ...size });
  });

  it('is the same for the same spec, and another for another seed', async () => {
    const first = await draw({ seed: 1 }, tones);
    expect(await draw({ seed: 1 }, tones)).toEqual(first);
    expect(await draw({ seed: 2 }, tones)).not.toEqual(first);
  });

  it('takes on more of the references’ colours, the higher the tone ratio', async () => {
    const ratios: readonly Ratio[] = [25, 50, 75, 100];
    const values = await Promise.all(
      ratios.map(async (toneRatio) => colourfulness(await draw({ toneRatio }, tones))),
    );
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect((values[3] ?? 0) / (values[0] ?? 1)).toBeGreaterThan(1.8);
  });

  it('differs with three tones and with five', async () => {
    expect(await draw({}, tones.slice(0, 3))).not.toEqual(await draw({}, tones));
  });

  it('differs with every angle preset', async () => {
    const pictures = await Promise.all(
      ANGLES.map(async ({ id }) =>
        Buffer.from(await draw({ angle: id, angleRatio: 100 }, tones)).toString('base64'),
      ),
    );
    // Eye level is the view that no angle at all has.
    expect(new Set(pictures).size).toBeGreaterThanOrEqual(ANGLES.length - 1);
  });

  it('shows that an attached image and an angle image were seen', async () => {
    const bytes = await aPicture('jpeg', { width: 300, height: 100, background: '#00ff00' });
    const plain = await draw({}, tones);
    expect(await draw({}, [{ role: 'own', label: 'mine', bytes }, ...tones])).not.toEqual(plain);
    expect(await draw({}, [{ role: 'angle', label: 'a', bytes: plain }, ...tones])).not.toEqual(
      plain,
    );
  });

  it('is composed like its angle image, the more, the higher the angle ratio', async () => {
    const low = await draw({ angle: 'low-angle', angleRatio: 100, seed: 3 }, tones);
    const like = async (angleRatio: Ratio) => {
      const bytes = await draw({ angleRatio, seed: 8, scene: 'single-subject' }, [
        { role: 'angle', label: 'low', bytes: low },
        ...tones,
      ]);
      return compositionOf(bytes);
    };
    const [own, little, full] = [await compositionOf(low), await like(25), await like(100)];
    expect(Math.abs(full.horizon - own.horizon)).toBeLessThan(0.1);
    expect(full.horizon - little.horizon).toBeGreaterThan(0.1);
    expect(Math.abs(full.x - own.x)).toBeLessThan(0.1);
  });

  it.each([
    [300, 80],
    [1_800, 480],
  ])('is drawn with references of %i × %i that decoders warn of', async (width, height) => {
    const bytes = await warnedPicture(width, height);
    const references = (['own', 'tone', 'angle'] as const).map((role) => ({
      role,
      label: role,
      bytes,
    }));
    expect(await draw({}, references)).not.toEqual(await draw({}, []));
  });

  it('is not drawn with what is no picture, which is named', async () => {
    const bytes = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
    const failure = {
      kind: 'invalid_request',
      detail: 'the reference "mine" cannot be read as a picture',
    };
    const drawn = draw({}, [{ role: 'own', label: 'mine', bytes }]);
    await expect(drawn).rejects.toMatchObject({ failure, costUsd: 0 });
  });

  it.each(['single-subject', 'group', 'scene', 'object'] as const)(
    'of %s is painted',
    async (scene) => {
      expect((await sharp(await draw({ scene }, tones)).stats()).entropy).toBeGreaterThan(3);
    },
  );
});

describe('the # words', () => {
  it.each([
    ['a cat #fail-a', 'A', 'fail'],
    ['a cat #fail-a', 'B', null],
    ['#SLOW-B please', 'B', 'slow'],
    ['고양이 #block-b', 'B', 'block'],
    ['#fail-abc', 'A', null],
    ['#late-a #hang-a', 'A', 'late'],
    ['fail-a', 'A', null],
  ] as const)('in %j make side %s %s', (prompt, side, steer) => {
    expect(steerOf(prompt, side)).toBe(steer);
  });

  it('fail and block end as those kinds, at once and for free', async () => {
    const ending = async (word: string) => {
      const rendered = provider.render(aSpec({ userPrompt: word }), [], calm());
      const error = await rendered.catch((cause: unknown) => cause);
      if (!(error instanceof ProviderError)) throw new Error('it did not fail');
      return [error.failure.kind, error.costUsd];
    };
    expect(await ending('#fail-a')).toEqual(['provider_error', 0]);
    expect(await ending('#block-a')).toEqual(['safety_block', 0]);
  });

  it('slow takes four seconds, and stops when it is given up', async () => {
    const slow = provider.render(aSpec({ userPrompt: '#slow-a' }), [], calm());
    await clock.advance(4_000);
    expect((await slow).bytes.length).toBeGreaterThan(1_000);
    const stop = new AbortController();
    const stopped = provider.render(aSpec({ userPrompt: '#slow-a' }), [], stop.signal);
    stop.abort();
    await expect(stopped).rejects.toThrow('given up');
    expect(clock.pending).toBe(0);
  });

  it('hang never answers; late answers after it was given up', async () => {
    const stop = new AbortController();
    const hang = provider.render(aSpec({ userPrompt: '#hang-a' }), [], stop.signal);
    const late = provider.render(aSpec({ userPrompt: '#late-a' }), [], stop.signal);
    stop.abort();
    await expect(hang).rejects.toThrow('#hang');
    await clock.advance(1_000);
    expect((await late).costUsd).toBe(0);
  });
});

describe('the starter pool', () => {
  it('has four categories with eight tones and six angles each, and pictured personas', async () => {
    const store = newStore();
    const blobs = new MemoryBlobs();
    const parts = { store, blobs, clock, ids: new RandomIds(clock), digest: sha256Hex };
    await installStarterPool(parts);
    await installStarterPool(parts);
    const pool = store.pool.snapshot();
    expect(pool.categories).toHaveLength(4);
    for (const { slug } of pool.categories) {
      expect(pool.tones.filter((one) => one.category === slug)).toHaveLength(8);
      expect(pool.angles.filter((one) => one.category === slug)).toHaveLength(6);
    }
    expect(new Set(pool.people.map((one) => one.persona))).toEqual(
      new Set(pool.personas.map((one) => one.slug)),
    );
    expect(new Set(pool.tones.map((one) => one.location)).size).toBe(4);
    const limits = { maxBytes: 1_000_000, maxPixels: 1_000_000, maxSide: 1_000 };
    for (const one of [...pool.tones, ...pool.angles, ...pool.people]) {
      const bytes = blobs.blobs.get(one.key) ?? new Uint8Array();
      expect(await new SharpImages().look(bytes, limits)).toMatchObject({ plain: true });
    }
  });
});

describe('a colour', () => {
  it('goes to OKLCH and back', () => {
    for (const rgb of [
      [255, 0, 0],
      [12, 200, 99],
      [0, 0, 0],
      [255, 255, 255],
    ] satisfies [number, number, number][]) {
      const back =
        css(fromRgb(...rgb))
          .match(/\d+/g)
          ?.map(Number) ?? [];
      for (const [index, part] of rgb.entries()) {
        expect(Math.abs((back[index] ?? 999) - part)).toBeLessThanOrEqual(2);
      }
    }
  });

  it('mixed by none is the first, by all the second', () => {
    const [red, blue] = [fromRgb(255, 0, 0), fromRgb(0, 0, 255)];
    expect(css(mix(red, blue, 0))).toBe(css(red));
    expect(css(mix(red, blue, 1))).toBe(css(blue));
  });
});

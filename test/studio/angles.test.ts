import { beforeEach, describe, expect, it } from 'vitest';
import type { SpecDraft } from '../../src/core/domain/spec.ts';
import { type Change, editedDraft } from '../../src/core/studio/press/edit.ts';
import { aCaller, added, aReference } from '../values.ts';
import { Hub } from './hub.ts';

const CATEGORY = 'a(natural,film)';
const ANGLES = { experiment: 'angles', category: 'Natural film' };

let hub: Hub;
beforeEach(async () => {
  hub = await new Hub().start();
  for (const { id } of hub.store.pool.available('angle')) {
    hub.store.pool.remove(id, aCaller().person, 1);
  }
});

/** Puts an angle image into the pool. */
async function hang(id: string, tags: readonly string[], category = CATEGORY): Promise<void> {
  const key = `refs/tone_angle_image_ref/${category}/${id}.png`;
  const picture = aReference(id, { kind: 'angle', category, key, tags, caption: `The ${id}` });
  hub.store.pool.insert(picture, added({ source: 'starter' }));
  await hub.blobs.put(key, new Uint8Array([1]));
}
const ask = (more: object = {}, who = aCaller()) =>
  hub.pairWithImages('a chair', who, { ...ANGLES, ...more });
const angleOf = ({ spec }: { readonly spec: SpecDraft }) =>
  spec.references.find((one) => one.role === 'angle')?.id;
const imageSide = (pair: string) => hub.newest(pair, 'B');
const again = async (pair: string, press: 'reroll' | 'regenerate' | 'edit', values?: object) => {
  await hub.press({ type: press, generation: imageSide(pair).id }, aCaller(), values);
  await hub.deliver('B');
  return imageSide(pair);
};

describe('the image of the angles experiment', () => {
  it.each([
    ['its id', 'overhead'],
    ['its name', 'Overhead'],
    ['its Korean name', '머리 위'],
  ])('shows the angle that was asked for, by a tag with %s', async (_by, tag) => {
    await hang('low', ['low-angle', 'chair']);
    await hang('above', [tag]);
    const pair = await ask({ angle: 'overhead' });
    expect(angleOf(imageSide(pair))).toBe('above');
    expect(hub.text(pair)).toContain('A: angle in words · B: angle from an image\nA · ready');
    expect(hub.newest(pair, 'A').spec.prompt).toContain('overhead shot');
    expect(imageSide(pair).spec.prompt).not.toContain('overhead shot');
  });

  it('is another one when the pool has none of it, which header and Details say', async () => {
    await hang('low', ['low-angle']);
    await hang('above', ['overhead'], 'b(vivid,colorful)');
    const pair = await ask({ angle: 'overhead' });
    expect(angleOf(imageSide(pair))).toBe('low');
    const said = 'B: the pool has no image of “Overhead” here, so its angle comes from “The low”.';
    expect(hub.text(pair)).toContain(said);
    const details = await hub.press({ type: 'details', generation: imageSide(pair).id });
    expect(JSON.stringify(details)).toContain(said);
    const ko = await ask({ angle: 'overhead' }, aCaller('min', { locale: 'ko' }));
    expect(hub.text(ko)).toContain(
      'B: 풀에 ‘머리 위’ 이미지가 없어 앵글을 ‘The low’에서 가져옵니다.',
    );
  });

  it('is compared with no angle at all when none was given', async () => {
    await hang('low', ['low-angle']);
    const pair = await ask();
    expect(hub.text(pair)).toContain('A: no angle given · B: angle from an image');
    expect(hub.text(hub.newest(pair, 'A').id)).toContain('A · no angle given · 3 tones');
    expect(hub.labels(hub.newest(pair, 'A').id)).not.toContain('Angle 50 %');
    expect(hub.view(pair).pair.comparable).toBe(true);
  });
});

describe('without an image for the angle', () => {
  const SAME =
    'No angle image could be used: the pool has none for this, or the model takes no more references. Both sides are the same, so this pair is no comparison.';

  it('because the pool has none, both sides have the words, and the header says that nothing is compared', async () => {
    for (const { id } of hub.store.pool.available('tone')) {
      hub.store.pool.remove(id, aCaller().person, 1);
    }
    const pair = await ask({ angle: 'overhead' });
    expect(hub.text(pair)).toContain('A: angle in words · B: angle in words');
    expect(hub.text(pair)).toContain(SAME);
    expect(hub.text(imageSide(pair).id)).toContain('B · angle in words');
    expect(hub.view(pair).pair.comparable).toBe(false);
  });

  it('because the model takes no more references, the same', async () => {
    await hang('above', ['overhead']);
    hub.store.models.put({ ...hub.store.models.default(), maxReferences: 1 });
    const pair = await ask({ angle: 'overhead', persona: 'Joon' });
    expect(imageSide(pair).spec.references.map(({ role }) => role)).toEqual(['person']);
    expect(hub.text(pair)).toContain(SAME);
  });
});

describe('the angle image of a side', () => {
  beforeEach(async () => {
    // By its words a chair's first choice, but for the angle.
    await hang('above', ['overhead', 'chair']);
    for (let n = 0; n < 8; n += 1) await hang(`low${n}`, ['low-angle']);
  });

  it('stays with Re-roll, Regenerate and Edit…, whatever is in the prompt', async () => {
    const pair = await ask({ angle: 'low-angle' });
    const first = angleOf(imageSide(pair));
    expect(angleOf(await again(pair, 'reroll'))).toBe(first);
    const { id, spec } = imageSide(pair);
    expect(hub.labels(id)).toContain(`Angle ${spec.angleRatio} %`);
    await hub.press({ type: 'angle', generation: id, ratio: spec.angleRatio === 25 ? 50 : 25 });
    expect(angleOf(await again(pair, 'regenerate'))).toBe(first);
    expect(angleOf(await again(pair, 'edit', { prompt: 'a red chair' }))).toBe(first);
    for (const prompt of ['a blue chair', 'two red chairs', 'a chair in the rain']) {
      expect(angleOf(await again(pair, 'reroll'))).toBe(first);
      expect(angleOf(await again(pair, 'edit', { prompt }))).toBe(first);
    }
  });

  it('is chosen anew by Edit… when another angle is chosen there', async () => {
    const pair = await ask({ angle: 'low-angle' });
    const edited = await again(pair, 'edit', { prompt: 'a chair', angle: 'overhead' });
    expect(angleOf(edited)).toBe('above');
    const none = await again(pair, 'edit', { prompt: 'a chair', angle: 'worms-eye' });
    expect(none.spec.references.find((one) => one.role === 'angle')?.otherAngle).toBe('worms-eye');
  });

  it('is chosen anew for another category, and when it is a tone of the side now', async () => {
    await hang('vivid', ['low-angle'], 'b(vivid,colorful)');
    const pair = await ask({ angle: 'low-angle' });
    const draft = (change: Change) => {
      const pool = hub.store.pool.snapshot();
      const model = hub.store.models.default();
      return editedDraft(hub.view(pair).pair, imageSide(pair), change, pool, model);
    };
    const first = angleOf(imageSide(pair));
    expect(angleOf({ spec: draft({ prompt: 'a red chair' }) })).toBe(first);
    expect(angleOf({ spec: draft({ category: 'b(vivid,colorful)' }) })).toBe('vivid');
    const tones = hub.store.pool.available('angle').filter(({ id }) => id === first);
    expect(angleOf({ spec: draft({ references: tones }) })).not.toBe(first);
  });

  it('is chosen anew by Edit… when it was taken out of the pool', async () => {
    const pair = await ask({ angle: 'low-angle' });
    const first = angleOf(imageSide(pair)) ?? '';
    hub.store.pool.remove(first, aCaller().person, 1);
    const edited = await again(pair, 'edit', { prompt: 'a red chair' });
    expect(angleOf(edited)).toMatch(/^low\d$/);
    expect(angleOf(edited)).not.toBe(first);
  });
});

import { expect, it } from 'vitest';
import { decodeAction, encodeAction } from '../../src/core/chat/action.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';
import { admin, draftOf, FILM, texts } from './promoting.ts';

const ASKED = { category: 'Natural film', angle: 'overhead' };

/** A hub with an image that was made from above, and what promotes it as an angle image. */
async function fromAbove() {
  const hub = await new Hub().start();
  const pair = await hub.pairWithImages('a chair', aCaller(), ASKED);
  const generation = hub.newest(pair, 'A').id;
  const ask = (name: string) =>
    hub.press({ type: 'promote_other', generation }, admin, { kind: 'angle', name });
  const promote = async (name: string) => {
    await hub.press({ type: 'promote_confirm', draft: draftOf(await ask(name)) }, admin);
    const [promotion] = hub.store.promotions.of(generation);
    return hub.store.pool.get(promotion?.referenceId ?? '');
  };
  return { hub, generation, ask, promote };
}

it('an image becomes an angle image of a category, which the next pair of that angle is given', async () => {
  const { hub, generation, ask, promote } = await fromAbove();
  expect(texts(await ask('natural film'))).toBe('As an angle image of Natural film?');
  const reference = await promote('natural film');
  expect(reference).toMatchObject({
    kind: 'angle',
    category: FILM.slug,
    persona: null,
    location: null,
    tags: ['overhead'],
  });
  expect(reference?.key).toMatch(/^refs\/tone_angle_image_ref\/a\(natural,film\)\//);
  expect(hub.message(generation).card.badges).toEqual(['In the pool ✓']);
  const next = await hub.generate('a cup', aCaller('ben'), { ...ASKED, experiment: 'angles' });
  const angle = hub.newest(next, 'B').spec.references.find((one) => one.role === 'angle');
  expect(angle?.id).toBe(reference?.id);
  expect(angle).not.toHaveProperty('otherAngle');
});

it('can be picked from the list, beside the tones of the same category', async () => {
  const { hub, generation } = await fromAbove();
  const reply = await hub.press({ type: 'promote', generation }, admin);
  const options = reply.type === 'card' ? (reply.card.selects?.[0]?.options ?? []) : [];
  const option = options.find(({ label }) => label === 'Angle: Natural film');
  const angle = { kind: 'angle', slug: FILM.slug } as const;
  expect(option?.id).toBe(encodeAction({ type: 'promote_to', generation, target: angle }));
  expect(decodeAction(option?.id ?? '')).toEqual({ type: 'promote_to', generation, target: angle });
  const asked = await hub.press({ type: 'promote_to', generation, target: angle }, admin);
  expect(texts(asked)).toBe('As an angle image of Natural film?');
  await hub.press({ type: 'promote_confirm', draft: draftOf(asked) }, admin);
  expect(hub.store.promotions.of(generation)).toMatchObject([{ target: { kind: 'angle' } }]);
});

it('an image is an angle image of a category once, and can be a tone of it beside that', async () => {
  const { hub, generation, ask, promote } = await fromAbove();
  await promote('Natural film');
  await expect(ask('Natural film')).rejects.toMatchObject({ code: 'already_promoted' });
  const tone = await hub.press({ type: 'promote_to', generation, target: FILM }, admin);
  expect(texts(tone)).toContain('As a tone of Natural film?');
});

it('an image that was made like an angle image is found by the angle of that one', async () => {
  const { hub, promote } = await fromAbove();
  await promote('Natural film');
  const pair = await hub.pairWithImages('a cup', aCaller(), { ...ASKED, experiment: 'angles' });
  const wanted = { kind: 'angle', name: 'Beauty' } as const;
  const like = hub.newest(pair, 'B').id;
  const { referenceId } = await hub.studio.press.promoteNamed(admin, like, wanted);
  expect(hub.store.pool.get(referenceId)?.tags).toEqual(['overhead']);
});

it('a program promotes an angle image by its category', async () => {
  const { hub, generation } = await fromAbove();
  const wanted = { kind: 'angle', name: 'Natural film' } as const;
  const { target } = await hub.studio.press.promoteNamed(admin, generation, wanted);
  expect(target).toEqual({ ...FILM, kind: 'angle', displayName: 'Natural film' });
});

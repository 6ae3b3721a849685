import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/words/user-error.ts';
import { say } from '../../src/core/words/words.ts';
import { admin, draftOf, FILM, MINA, other, withImage } from './promoting.ts';

const BEAUTY = { kind: 'tone', slug: 'd(beauty)' } as const;

describe('an image that is in the pool', () => {
  it('may join another category and a person too', async () => {
    const { hub, pair, generation, to, confirm } = await withImage();
    await confirm(draftOf(await to(FILM)));
    const second = { type: 'promote_to', generation, target: BEAUTY } as const;
    await confirm(draftOf(await hub.press(second, admin)));
    await confirm(draftOf(await to(MINA)));
    const { promotions } = hub.view(pair);
    expect(promotions.map(({ target }) => target.slug)).toEqual([
      'a(natural,film)',
      'd(beauty)',
      'mina',
    ]);
  });

  it('is refused for the same category with the name of who was first and their day', async () => {
    const { hub, to, confirm } = await withImage();
    await confirm(draftOf(await to(FILM)));
    await hub.hours(48);
    const error: unknown = await to(FILM, other).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'already_promoted' });
    expect(error instanceof UserError && say(error, 'en')).toMatch(/boss.*2026-11-24/);
  });

  it('may come back by a promotion after it was removed', async () => {
    const { hub, pair, to, confirm } = await withImage();
    await confirm(draftOf(await to(FILM)));
    const id = hub.view(pair).promotions[0]?.referenceId ?? '';
    await hub.press({ type: 'pool_remove', reference: id }, admin);
    await confirm(draftOf(await to(FILM)));
    expect(hub.view(pair).promotions.map(({ inPool }) => inPool)).toEqual([false, true]);
  });
});

describe('a removal from the pool', () => {
  it('changes the message of the image in that moment, and so does the return', async () => {
    const { hub, pair, generation, to, confirm } = await withImage();
    await confirm(draftOf(await to(FILM)));
    await hub.settle();
    const id = hub.view(pair).promotions[0]?.referenceId ?? '';
    const badges = () => hub.message(generation).card.badges;
    expect(badges()).toEqual(['In the pool ✓']);
    await hub.press({ type: 'pool_remove', reference: id }, admin);
    expect(badges()).toEqual([]);
    await hub.press({ type: 'pool_restore', reference: id }, admin);
    expect(badges()).toEqual(['In the pool ✓']);
  });
});

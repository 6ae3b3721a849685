import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { labelsOf, Rewriting, textOf } from './rewriting.ts';

const ADMIN = aCaller('root', { admin: true });
const ELSEWHERE = { surface: 'web', workspace: 'other', channel: 'general', thread: null } as const;

async function review(world: Rewriting, who = ADMIN) {
  return world.hub.studio.menu.open(who, 'review', '');
}

describe('/diptych review', () => {
  it('tells admins what was refused, with the words, the wording and what came of it', async () => {
    const world = await new Rewriting().blocked();
    await world.rewritten('two dancers on a film set');
    expect(textOf(await review(world))).toContain('Nobody has sent or discarded the wording yet.');
    await world.press('rewrite_send');
    await world.hub.deliver('A');
    const reply = await review(world);
    expect(textOf(reply).split('\n')).toEqual([
      'What safety systems refused',
      expect.stringMatching(/^A · .+ · ana · \d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
      'a duel with swords',
      'Refused: the prompt or its images',
      'The provider said: Your request was rejected by the safety system.',
      'The safety system names: violence',
      'Safer wording by Gemini Text: two dancers on a film set',
      'Sent: A · 2nd · ready',
    ]);
    const last = reply.type === 'card' ? reply.card.lines.at(-1) : undefined;
    expect(last?.link).toBe(`https://chat.example/${world.hub.message(world.newest().id).id}`);
  });

  it.each([
    ['discarded', 'The wording was discarded.'],
    ['blocked again', 'Sent: A · 2nd · blocked'],
    ['edited', 'Edited and sent: A · 2nd'],
    ['unused', 'The wording was not used: the side ran otherwise.'],
  ])('says what came of it: %s', async (what, said) => {
    const world = await new Rewriting().blocked();
    await world.rewritten('two dancers on a film set');
    if (what === 'discarded') await world.press('rewrite_discard');
    if (what === 'edited') await world.press('rewrite_edit', { values: { prompt: 'dancers' } });
    if (what === 'unused') await world.press('edit', { values: { prompt: 'a chess game' } });
    if (what === 'blocked again') {
      await world.press('rewrite_send');
      await world.block();
    }
    expect(textOf(await review(world))).toContain(said);
  });

  it('has pages, newest first', async () => {
    const world = await new Rewriting({ textModels: [] }).blocked('prompt 0');
    const { gallery } = world.hub.surface.room;
    for (let n = 1; n <= gallery; n += 1) {
      await world.hub.advance(1_000);
      await world.hub.generate(`prompt ${n}`);
      await world.block();
      await world.hub.deliver('B');
    }
    const first = await review(world);
    expect(textOf(first)).toContain(`prompt ${gallery}`);
    expect(textOf(first)).not.toContain('prompt 0');
    expect(labelsOf(first)).toEqual(['More']);
    const id = first.type === 'card' ? (first.card.rows[0]?.[0]?.id ?? '') : '';
    const second = await world.hub.studio.press.press(ADMIN, id);
    expect(textOf(second)).toContain('prompt 0');
    expect(textOf(second)).not.toContain('prompt 1');
    expect(labelsOf(second)).toEqual([]);
  });

  it('is refused to others with a sentence, and shows nothing of another workspace', async () => {
    const world = await new Rewriting().blocked();
    await expect(review(world, aCaller())).rejects.toThrow('not_admin');
    const elsewhere = aCaller('root', { admin: true, place: ELSEWHERE });
    expect(textOf(await review(world, elsewhere))).toContain('Nothing was refused here.');
  });
});

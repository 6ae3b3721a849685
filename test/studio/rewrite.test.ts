import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { labelsOf, Rewriting, textOf } from './rewriting.ts';

const SAFE = 'two dancers with wooden props on a film set, seen from afar';

describe('Rewrite & retry', () => {
  it('answers at once, and shows both wordings when the text model has answered', async () => {
    const world = await new Rewriting().blocked();
    const first = await world.press('rewrite');
    expect(first).toMatchObject({ type: 'card', pending: `1:rewrite:${world.a}` });
    expect(textOf(first)).toContain('Writing a safer wording…');
    expect(labelsOf(first)).toEqual([]);
    const settled = world.hub.studio.press.settled(aCaller(), `1:rewrite:${world.a}`);
    await world.answer({ rewrite: SAFE });
    const reply = await settled;
    expect(reply).not.toHaveProperty('pending');
    expect(textOf(reply).split('\n')).toEqual([
      'A · a safer wording',
      'Nothing has run yet: send this wording, edit it or discard it.',
      'What was refused',
      'a duel with swords',
      'A safer wording by Gemini Text, for ana',
      SAFE,
    ]);
    expect(labelsOf(reply)).toEqual(['Send', 'Edit…', 'Discard']);
    expect(world.newest().id).toBe(world.a);
  });

  it('tells the text model what was refused, apart from the instructions', async () => {
    const world = await new Rewriting().blocked();
    await world.press('rewrite');
    const { request } = world.text.call();
    expect(request.instructions).not.toContain('swords');
    expect(JSON.parse(request.material)).toMatchObject({
      refusal: {
        refused: 'input',
        categories: ['violence'],
        words: 'Your request was rejected by the safety system.',
      },
      prompt: 'a duel with swords',
      image: {
        attached_pictures: 0,
        purpose: expect.stringContaining('compares, to see how many'),
      },
    });
    const { category } = world.newest().spec;
    const style = world.hub.store.pool.categories().find(({ slug }) => slug === category);
    expect(style?.tags).not.toEqual([]);
    expect(JSON.parse(request.material).image.style).toEqual({
      name: style?.displayName,
      words: style?.tags.slice(0, 16),
    });
  });

  it('runs the side with the wording when it is sent, and charges what is delivered', async () => {
    const world = await new Rewriting().blocked();
    await world.rewritten(SAFE);
    const sent = await world.press('rewrite_send');
    expect(textOf(sent)).toContain('It was sent: A · 2nd');
    expect(labelsOf(sent)).toEqual([]);
    const next = world.newest();
    expect(next).toMatchObject({ number: 2, origin: 'rewrite', fromId: world.a });
    expect(next.spec.userPrompt).toBe(SAFE);
    expect(world.row).toMatchObject({ state: 'sent', resultId: next.id });
    expect(world.credits).toBe(0);
    await world.hub.deliver('A');
    expect(world.credits).toBe(1);
  });

  it('keeps both prompts in Details, of the refused run and of the one behind it', async () => {
    const world = await new Rewriting().blocked();
    await world.rewritten(SAFE);
    await world.press('rewrite_send');
    for (const of of [world.a, world.newest().id]) {
      const details = textOf(await world.hub.press({ type: 'details', generation: of }));
      expect(details).toContain('What was refused\na duel with swords');
      expect(details).toContain(`A safer wording by Gemini Text, for ana\n${SAFE}`);
    }
  });

  it('runs what somebody made of the wording, and its block may have a wording of its own', async () => {
    const world = await new Rewriting().blocked();
    await world.rewritten(SAFE);
    const form = await world.press('rewrite_edit');
    expect(form).toMatchObject({
      type: 'form',
      form: { id: `1:rewrite_edit:${world.a}`, fields: [{ name: 'prompt', value: SAFE }, {}, {}] },
    });
    const values = { prompt: 'two dancers', angle: '', lens: '' };
    expect(textOf(await world.press('rewrite_edit', { values }))).toContain(
      'It was edited and sent: A · 2nd',
    );
    expect(world.newest()).toMatchObject({ origin: 'edit', spec: { userPrompt: 'two dancers' } });
    expect(world.row?.state).toBe('edited');
    await world.block();
    expect(world.hub.labels(world.newest().id)).toEqual(['Rewrite & retry', 'Edit…', 'Details']);
  });

  it('runs nothing after Discard, and every later press says so', async () => {
    const world = await new Rewriting().blocked();
    await world.rewritten(SAFE);
    for (const type of ['rewrite_discard', 'rewrite_send', 'rewrite_edit', 'rewrite'] as const) {
      const reply = await world.press(type);
      expect(textOf(reply)).toContain('It was discarded, and nothing ran.');
      expect(labelsOf(reply)).toEqual(['Edit…']);
    }
    expect(world.newest().id).toBe(world.a);
    expect(world.asked).toHaveLength(1);
    expect(world.hub.labels(world.a)).toEqual(['Edit…', 'Details']);
  });

  it('cannot be discarded once it was sent', async () => {
    const world = await new Rewriting().blocked();
    await world.rewritten(SAFE);
    await world.press('rewrite_send');
    expect(textOf(await world.press('rewrite_discard'))).toContain('It was sent: A · 2nd');
    expect(world.row?.state).toBe('sent');
  });

  it('says when the wording was refused too, and writes no second one', async () => {
    const world = await new Rewriting().blocked();
    await world.rewritten(SAFE);
    await world.press('rewrite_send');
    await world.block();
    const again = world.newest().id;
    expect(world.hub.text(again)).toContain('The safer wording was refused too.');
    expect(world.hub.labels(again)).toEqual(['Edit…', 'Details']);
    await expect(world.press('rewrite', { of: again })).rejects.toThrow('rewrite_of_rewrite');
    const form = await world.press('edit', { of: again });
    expect(form).toMatchObject({ form: { about: expect.stringContaining('neutral words') } });
    expect(world.asked).toHaveLength(1);
  });

  it('is Edit… with guidance without a text model', async () => {
    const world = await new Rewriting({ textModels: [] }).blocked();
    expect(world.hub.labels(world.a)).toEqual(['Edit…', 'Details']);
    await expect(world.press('rewrite')).rejects.toThrow('rewrite_impossible');
    const form = await world.press('edit');
    expect(form).toMatchObject({ form: { about: expect.stringContaining('neutral words') } });
  });

  it('stands only on a block', async () => {
    const world = await new Rewriting().blocked('a dog', { kind: 'network', detail: 'gone' });
    expect(world.hub.labels(world.a)).toEqual(['Retry', 'Edit…', 'Details']);
    await expect(world.press('rewrite')).rejects.toThrow('not_available');
    expect(world.asked).toEqual([]);
  });

  it('shows its card in the language of the reader', async () => {
    const world = await new Rewriting().blocked('검투사의 결투');
    await world.press('rewrite');
    await world.answer({ rewrite: '영화 촬영장의 두 무용수, 멀리서' });
    const reply = await world.press('rewrite', { who: aCaller('ana', { locale: 'ko' }) });
    expect(textOf(reply)).toContain('A · 더 안전한 표현');
    expect(textOf(reply)).toContain('영화 촬영장의 두 무용수, 멀리서');
    expect(labelsOf(reply)).toEqual(['보내기', '편집…', '버리기']);
  });
});

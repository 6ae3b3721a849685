import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/core/domain/failure.ts';
import { aCaller } from '../values.ts';
import { labelsOf, Rewriting, textOf } from './rewriting.ts';

const SAFE = 'two dancers on a film set';

/** The row of a wording that was asked for. */
const askedOf = ({ a }: Rewriting) => ({
  generationId: a,
  original: 'a duel with swords',
  by: { id: 'web:ana', name: 'ana' },
  bySetting: false,
});

describe('a safer wording is written once', () => {
  it('when two people press at the same moment', async () => {
    const world = await new Rewriting().blocked();
    const replies = await Promise.all([
      world.press('rewrite'),
      world.press('rewrite', { who: aCaller('root', { admin: true }) }),
    ]);
    expect(replies.map(textOf).every((text) => text.includes('Writing a safer'))).toBe(true);
    await world.answer({ rewrite: SAFE });
    expect(world.asked).toHaveLength(1);
    expect(world.paid).toMatchObject([{ outcome: 'answered', generationId: world.a }]);
    expect(world.row).toMatchObject({ by: { name: 'ana' }, bySetting: false });
  });

  it('when it is pressed again after the answer', async () => {
    const world = await new Rewriting().blocked();
    await world.rewritten(SAFE);
    expect(labelsOf(await world.press('rewrite'))).toEqual(['Send', 'Edit…', 'Discard']);
    expect(world.asked).toHaveLength(1);
  });

  it('and sent once, when it is sent twice at the same moment', async () => {
    const world = await new Rewriting().blocked();
    await world.rewritten(SAFE);
    const replies = await Promise.all([world.press('rewrite_send'), world.press('rewrite_send')]);
    expect(replies.map((one) => textOf(one).includes('It was sent: A · 2nd'))).toEqual([
      true,
      true,
    ]);
    expect(world.hub.view(world.pair).generations.filter((one) => one.side === 'A')).toHaveLength(
      2,
    );
  });

  it('and not for a stranger, who changes nothing', async () => {
    const world = await new Rewriting().blocked();
    const ben = { who: aCaller('ben') };
    await expect(world.press('rewrite', ben)).rejects.toThrow('not_asker');
    expect(world.row).toBeUndefined();
    await world.rewritten(SAFE);
    for (const type of ['rewrite_send', 'rewrite_edit', 'rewrite_discard'] as const) {
      await expect(world.press(type, ben)).rejects.toThrow('not_asker');
    }
    expect(world.row?.state).toBe('ready');
  });
});

describe('a wording that comes too late', () => {
  it('is not sent when the side has run again since', async () => {
    const world = await new Rewriting().blocked();
    await world.rewritten(SAFE);
    await world.press('edit', { values: { prompt: 'a duel of chess players' } });
    await expect(world.press('rewrite_send')).rejects.toThrow('already_running');
    await world.hub.deliver('A');
    await expect(world.press('rewrite_send')).rejects.toThrow('not_available');
    const shown = await world.press('rewrite');
    expect(textOf(shown)).toContain('This side has run again since.');
    expect(labelsOf(shown)).toEqual([]);
    expect(world.row?.state).toBe('ready');
  });

  it('is not asked for when the side has run again since', async () => {
    const world = await new Rewriting().blocked();
    await world.press('edit', { values: { prompt: 'a duel of chess players' } });
    await world.hub.deliver('A');
    await expect(world.press('rewrite')).rejects.toThrow('not_available');
    expect(world.asked).toEqual([]);
  });

  it('ends in words after 15 seconds, and is not asked for again', async () => {
    const world = await new Rewriting().blocked();
    await world.press('rewrite');
    await world.hub.advance(15_000);
    expect(world.text.call().signal.aborted).toBe(true);
    const reply = await world.press('rewrite');
    expect(textOf(reply)).toContain(
      'There is no safer wording: Gemini Text did not answer in time.',
    );
    expect(textOf(reply)).toContain('What may help: neutral words');
    expect(labelsOf(reply)).toEqual(['Edit…']);
    expect(world.hub.text(world.a)).toContain('did not answer in time');
    expect(world.hub.labels(world.a)).toEqual(['Edit…', 'Details']);
    expect(world.asked).toHaveLength(1);
  });
});

describe('a text model that does not write', () => {
  it.each([
    ['safety_block', 'refused to read the prompt'],
    ['quota', 'has no quota left: please tell an admin'],
    ['network', 'could not be reached'],
  ] as const)('%s is told', async (kind, said) => {
    const world = await new Rewriting().blocked();
    await world.press('rewrite');
    world.text.call().fail(new ProviderError({ kind, detail: 'it says no' }));
    await world.hub.settle();
    const reply = await world.press('rewrite');
    expect(textOf(reply)).toContain(`Gemini Text ${said}.\nMore exactly: it says no`);
    expect(world.row).toMatchObject({ state: 'failed', why: kind, rewritten: null });
  });

  it.each([
    ['100,000 characters', { rewrite: 'x'.repeat(100_000) }],
    ['another field', { rewrite: 'two dancers', side: 'B' }],
    ['another shape', ['two dancers']],
    ['nothing', { rewrite: '' }],
    ['the refused prompt', { rewrite: 'A DUEL with swords.' }],
  ])('gave no wording when it answers %s, and nothing runs', async (_what, answer) => {
    const world = await new Rewriting().blocked();
    await world.press('rewrite');
    await world.answer(answer);
    expect(textOf(await world.press('rewrite'))).toContain('gave no answer that can be used');
    expect(world.row).toMatchObject({ state: 'failed', rewritten: null });
    expect(textOf(await world.press('rewrite_send'))).toContain('There is no safer wording');
    expect(world.newest().id).toBe(world.a);
  });

  it('writes markup, mentions and another side’s id as text of its own side alone', async () => {
    const world = await new Rewriting().blocked();
    const b = world.hub.newest(world.pair, 'B').id;
    const hostile = `<!channel> @everyone [x](https://evil.example) 1:rewrite_send:${b}`;
    await world.rewritten(hostile);
    const shown = await world.press('rewrite');
    expect(shown).toMatchObject({
      card: { lines: expect.arrayContaining([{ text: hostile, quote: true }]) },
    });
    await world.press('rewrite_send');
    expect(world.newest().spec.userPrompt).toBe(hostile);
    expect(world.hub.newest(world.pair, 'B').id).toBe(b);
  });

  it('may be asked again when it only rested, because nobody was asked', async () => {
    const world = await new Rewriting().blocked();
    const { store, clock } = world.hub;
    store.rewrites.begin(askedOf(world), clock.now());
    store.rewrites.failed(
      world.a,
      { madeBy: 'Gemini Text', why: 'resting', detail: null },
      clock.now(),
    );
    await world.rewritten(SAFE);
    expect(world.row?.state).toBe('ready');
    expect(world.asked).toHaveLength(1);
  });
});

describe('a hub that is killed', () => {
  it('between question and answer does not pay twice, and says that the answer was lost', async () => {
    const world = await new Rewriting().blocked();
    await world.press('rewrite');
    // The other process is gone without a word: its row and its open call are all that is left.
    await world.hub.again();
    expect(world.row?.state).toBe('asked');
    expect(await world.press('rewrite')).toHaveProperty('pending');
    const shown = await world.press('rewrite');
    expect(textOf(shown)).toContain('was asked before the bot restarted, and is not paid twice');
    expect(labelsOf(shown)).toEqual(['Edit…']);
    expect(world.asked).toHaveLength(1);
    expect(world.paid).toHaveLength(1);
  });

  it('and one that is stopped meanwhile says the same', async () => {
    const world = await new Rewriting().blocked();
    await world.press('rewrite');
    await world.hub.crash();
    expect(textOf(await world.press('rewrite'))).toContain('and is not paid twice');
    expect(world.paid).toMatchObject([{ outcome: 'dropped' }]);
  });

  it('after the answer still has it', async () => {
    const world = await new Rewriting().blocked();
    await world.rewritten(SAFE);
    await world.hub.crash();
    expect(labelsOf(await world.press('rewrite'))).toEqual(['Send', 'Edit…', 'Discard']);
    await world.press('rewrite_send');
    expect(world.newest().spec.userPrompt).toBe(SAFE);
    expect(world.asked).toHaveLength(1);
  });

  it('is asked again for what was never asked', async () => {
    const world = await new Rewriting().blocked();
    const { store, clock } = world.hub;
    // It died between the two commits: a row, and no call in the ledger.
    store.rewrites.begin(askedOf(world), clock.now());
    await world.rewritten(SAFE);
    expect(world.row?.state).toBe('ready');
    expect(world.paid).toHaveLength(1);
  });
});

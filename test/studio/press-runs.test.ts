import type { ErrorKind } from '../../src/core/domain/failure.ts';
import { describe, expect, it } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

describe('Cancel', () => {
  it('takes a waiting side out of the line: no run is used, nothing charged', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    const pair = await hub.generate();
    const b = hub.newest(pair, 'B').id;
    await hub.press({ type: 'cancel', generation: b });
    expect(hub.newest(pair, 'B')).toMatchObject({ state: 'cancelled', dispatchedAt: null });
    expect(hub.text(b)).toContain('Nothing was charged.');
    expect(hub.labels(b)).toContain('Retry');
  });

  it('ends a running side at once and drops what the provider still makes', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const job = hub.queue.jobOf('A');
    await hub.press({ type: 'cancel', generation: job.generationId });
    expect(hub.queue.cancelled).toEqual([job.generationId]);
    await hub.deliver('A');
    expect(hub.newest(pair, 'A').state).toBe('cancelled');
    expect(hub.blobs.blobs.has(job.spec.outputKey)).toBe(false);
    expect(hub.meter.lateAnswers).toBe(1);
  });

  it('of what has ended says so', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const cancel = hub.press({ type: 'cancel', generation: hub.newest(pair, 'A').id });
    await expect(cancel).rejects.toMatchObject({ code: 'already_ended', status: 409 });
  });
});

describe('Retry', () => {
  it('runs the same spec and seed; the card ends as one line that links to the new message', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const first = hub.newest(pair, 'A');
    hub.queue.fail(hub.queue.jobOf('A'), 'network');
    await hub.settle();
    await hub.press({ type: 'retry', generation: first.id });
    const second = hub.newest(pair, 'A');
    const { outputKey: _, ...spec } = second.spec;
    expect(first.spec).toMatchObject(spec);
    expect(hub.text(first.id)).toContain('A · 2nd · making the image');
    expect(hub.labels(first.id)).toEqual(['Cancel', 'Details']);
    await hub.deliver('A');
    expect(hub.text(first.id)).toBe('A · 3 tones\nTried again: A · 2nd');
    expect(hub.labels(first.id)).toEqual(['Details']);
    expect(hub.text(pair)).toContain('A · 2nd · ready');
  });

  it.each<[ErrorKind, 'works' | 'is refused']>([
    ['safety_block', 'is refused'],
    ['invalid_request', 'is refused'],
    ['rate_limited', 'works'],
    ['provider_error', 'works'],
    ['network', 'works'],
    ['timeout', 'works'],
    ['queue_timeout', 'works'],
    ['worker_lost', 'works'],
    ['storage', 'works'],
    ['auth', 'is refused'],
    ['quota', 'is refused'],
    ['model_gone', 'is refused'],
  ])('of %s %s, and its card has the button only then', async (kind, does) => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const { id } = hub.newest(pair, 'A');
    hub.queue.fail(hub.queue.jobOf('A'), kind);
    await hub.settle();
    expect(hub.labels(id).includes('Retry')).toBe(does === 'works');
    const pressed = hub.press({ type: 'retry', generation: id });
    if (does === 'works') expect(await pressed).toEqual({ type: 'done' });
    else await expect(pressed).rejects.toMatchObject({ status: 409, code: 'not_available' });
    expect(hub.newest(pair, 'A').number).toBe(does === 'works' ? 2 : 1);
  });

  it('pressed twice within a moment starts one run; the other is told so', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const { id } = hub.newest(pair, 'A');
    hub.queue.fail(hub.queue.jobOf('A'), 'network');
    await hub.settle();
    const twice = [1, 2].map(() => hub.press({ type: 'retry', generation: id }));
    const outcomes = await Promise.allSettled(twice);
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(hub.view(pair).generations.filter((one) => one.side === 'A')).toHaveLength(2);
  });
});

describe('Re-roll', () => {
  it('is a new message with another seed, and costs no credit', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const first = hub.newest(pair, 'A');
    await hub.press({ type: 'reroll', generation: first.id });
    await hub.deliver('A');
    const second = hub.newest(pair, 'A');
    expect(second.spec.seed).not.toBe(first.spec.seed);
    expect(second.recipeHash).toBe(first.recipeHash);
    expect(hub.message(first.id).card.image?.key).toBe(first.spec.outputKey);
    expect(hub.message(second.id).card.image?.key).toBe(second.spec.outputKey);
    expect(hub.studio.galleries.credits(aCaller()).credits.lifetime).toBe(2);
  });

  it('works five times for one spec; then its button is gone and the message says why', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    for (let run = 2; run <= 5; run += 1) {
      await hub.press({ type: 'reroll', generation: hub.newest(pair, 'A').id });
      await hub.deliver('A');
    }
    const last = hub.newest(pair, 'A');
    expect(last.number).toBe(5);
    expect(hub.labels(last.id)).not.toContain('Re-roll');
    expect(hub.text(last.id)).toContain('has run 5 times');
    const sixth = hub.press({ type: 'reroll', generation: last.id });
    await expect(sixth).rejects.toMatchObject({ code: 'runs_used' });
  });

  it('while the side runs is told that it already runs', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const { id } = hub.newest(pair, 'A');
    await hub.press({ type: 'reroll', generation: id });
    await expect(hub.press({ type: 'reroll', generation: id })).rejects.toMatchObject({
      code: 'already_running',
      status: 409,
    });
  });
});

describe('staged ratios', () => {
  it('change the buttons, run nothing, and Regenerate runs them with the same images', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const first = hub.newest(pair, 'A');
    const jobs = hub.queue.jobs.length;
    await hub.press({ type: 'tone', generation: first.id, ratio: 25 });
    await hub.press({ type: 'tone', generation: first.id, ratio: 25 });
    expect(hub.labels(first.id)).toContain('Tone 25 %');
    expect(hub.labels(first.id)).toContain('Regenerate');
    expect(hub.queue.jobs).toHaveLength(jobs);
    await hub.press({ type: 'regenerate', generation: first.id });
    await hub.deliver('A');
    const second = hub.newest(pair, 'A');
    expect(second.spec.toneRatio).toBe(25);
    expect(second.spec.references).toEqual(first.spec.references);
    expect(hub.message(first.id).card.image?.key).toBe(first.spec.outputKey);
    expect(hub.studio.galleries.credits(aCaller()).credits.lifetime).toBe(3);
  });

  it('that are the image’s own are nothing to regenerate', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const press = hub.press({ type: 'regenerate', generation: hub.newest(pair, 'A').id });
    await expect(press).rejects.toMatchObject({ code: 'ratios_unchanged' });
  });
});

describe('Edit…', () => {
  it('opens a form, then runs this side alone with what it says', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const { id } = hub.newest(pair, 'A');
    const form = await hub.press({ type: 'edit', generation: id });
    expect(form).toMatchObject({
      type: 'form',
      form: { id: encodeAction({ type: 'edit', generation: id }) },
    });
    const values = { prompt: 'a man reading', angle: 'overhead', lens: '' };
    await hub.press({ type: 'edit', generation: id }, aCaller(), values);
    await hub.deliver('A');
    const edited = hub.newest(pair, 'A');
    expect(edited.spec).toMatchObject({
      userPrompt: 'a man reading',
      angle: 'overhead',
      lens: null,
    });
    expect(hub.text(edited.id)).toContain('Edited: a man reading');
    expect(hub.newest(pair, 'B').number).toBe(1);
  });

  it.each([
    [{ prompt: ' ' }, 'prompt_empty'],
    [{ prompt: 'x'.repeat(2_501) }, 'prompt_too_long'],
    [{ prompt: 'a', angle: 'sideways-up' }, 'angle_unknown'],
    [{ angle: 'overhead' }, 'body_invalid'],
    ['nonsense', 'body_invalid'],
  ])('with %j is refused, and nothing runs', async (values, code) => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const press = hub.press(
      { type: 'edit', generation: hub.newest(pair, 'A').id },
      aCaller(),
      values,
    );
    await expect(press).rejects.toMatchObject({ code });
    expect(hub.newest(pair, 'A').number).toBe(1);
  });

  it('helps after a block', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const { id } = hub.newest(pair, 'A');
    hub.queue.fail(hub.queue.jobOf('A'), 'safety_block');
    await hub.settle();
    expect(hub.newest(pair, 'A').state).toBe('blocked');
    expect(hub.labels(id)).toEqual(['Edit…', 'Details']);
    await hub.press({ type: 'edit', generation: id }, aCaller(), { prompt: 'a calm scene' });
    expect(hub.newest(pair, 'A').state).toBe('running');
  });
});

describe('a side by name', () => {
  it('is re-rolled, retried, or run with something changed', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const run = async (more: object) => {
      hub.studio.sideRuns.start(aCaller(), { pairId: pair, side: 'A', ...more });
      await hub.settle();
      await hub.deliver('A');
      return hub.newest(pair, 'A');
    };
    expect((await run({})).origin).toBe('reroll');
    const injected = await run({
      category: 'd(beauty)',
      references: ['t30', 't31'],
      toneRatio: 25,
    });
    expect(injected.spec.category).toBe('d(beauty)');
    expect(injected.spec.toneRatio).toBe(25);
    const tones = injected.spec.references.filter((one) => one.role === 'tone');
    expect(tones.map((one) => one.id)).toEqual(['t30', 't31']);
  });

  it.each([
    [{ category: 'nope' }, 'category_unknown'],
    [{ references: ['nope'] }, 'references_unknown'],
    [{ prompt: '' }, 'prompt_empty'],
  ])('with %j is refused', async (more, code) => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const run = () => hub.studio.sideRuns.start(aCaller(), { pairId: pair, side: 'A', ...more });
    expect(run).toThrow(code);
  });
});

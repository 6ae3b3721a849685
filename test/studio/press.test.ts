import { describe, expect, it } from 'vitest';
import { encodeAction } from '../../src/core/action.ts';
import { ERROR_KINDS, retryCanHelp } from '../../src/core/errors.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const ben = aCaller('ben');
const admin = aCaller('root', { admin: true });

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
    expect(hub.text(first.id)).toBe('A\nTried again: A · 2nd');
    expect(hub.labels(first.id)).toEqual([]);
    expect(hub.text(pair)).toContain('A · 2nd · ready');
  });

  it.each(ERROR_KINDS)('of %s works exactly when it can help', async (kind) => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const { id } = hub.newest(pair, 'A');
    hub.queue.fail(hub.queue.jobOf('A'), kind);
    await hub.settle();
    const pressed = hub.press({ type: 'retry', generation: id });
    if (retryCanHelp(kind)) expect(await pressed).toEqual({ type: 'done' });
    else await expect(pressed).rejects.toMatchObject({ code: 'not_available' });
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
    [{ angle: 'overhead' }, 'option_invalid'],
    ['nonsense', 'option_invalid'],
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

describe('votes and feedback', () => {
  it('anybody votes, once, changeable; a newer image asks anew', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const images = () => ({
      generationA: hub.newest(pair, 'A').id,
      generationB: hub.newest(pair, 'B').id,
    });
    const old = images();
    await hub.press({ type: 'vote', ...old, choice: 'A' }, ben);
    const said = await hub.press({ type: 'vote', ...old, choice: 'tie' }, ben);
    expect(said).toMatchObject({ type: 'said' });
    expect(hub.text(pair)).toContain('Votes: A 0 · B 0 · tie 1 · both bad 0');
    await hub.press({ type: 'reroll', generation: old.generationA });
    await hub.deliver('A');
    expect(hub.text(pair)).toContain('Which is better?');
    await expect(hub.press({ type: 'vote', ...old, choice: 'B' }, ben)).rejects.toMatchObject({
      code: 'newer_images',
    });
    expect(hub.view(pair).votes).toHaveLength(1);
  });

  it('anybody gives feedback, and giving it again replaces it', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const generation = hub.newest(pair, 'A').id;
    const press = (values?: unknown) => hub.press({ type: 'feedback', generation }, ben, values);
    expect(await press()).toMatchObject({ type: 'form' });
    await press({ rating: '2', text: 'dark' });
    await press({ rating: 4, text: 'better' });
    const again = await press();
    if (again.type !== 'form') throw new Error('no form');
    expect(again.form.fields.map((one) => one.value)).toEqual(['4', 'better']);
    expect(hub.store.feedback.of(generation)).toHaveLength(1);
    await expect(press({ rating: 6 })).rejects.toMatchObject({ code: 'rating_invalid' });
    await expect(press({ rating: 3, text: 'x'.repeat(1_001) })).rejects.toMatchObject({
      code: 'feedback_too_long',
    });
  });
});

describe('Delete', () => {
  it('takes the message and the bytes away; the credit stays spent, the feedback kept', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const { id, spec } = hub.newest(pair, 'A');
    await hub.press({ type: 'feedback', generation: id }, ben, { rating: 1 });
    await hub.press({ type: 'delete', generation: id });
    expect(hub.surface.withNonce(id)).toEqual([]);
    expect(hub.blobs.blobs.has(spec.outputKey)).toBe(false);
    expect(hub.text(pair)).toContain('A · deleted');
    expect(hub.store.feedback.of(id)).toHaveLength(1);
    expect(hub.studio.galleries.credits(aCaller()).credits.lifetime).toBe(2);
    await expect(hub.press({ type: 'reroll', generation: id })).rejects.toMatchObject({
      code: 'image_deleted',
      status: 410,
    });
  });
});

describe('Details', () => {
  it('of a generation and of a pair are for anybody, privately, in their language', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const korean = aCaller('ben', { locale: 'ko' });
    const one = await hub.press({ type: 'details', generation: hub.newest(pair, 'A').id }, korean);
    const both = await hub.press({ type: 'pair_details', pair }, korean);
    expect([one.type, both.type]).toEqual(['card', 'card']);
    if (one.type !== 'card') throw new Error('no card');
    expect(one.card.kind).toBe('private');
    expect(one.card.heading).toBe('A 자세히');
    expect(one.card.lines.map((line) => line.text)).toContain('제공자 비용: $0.0100');
  });
});

describe('who may press', () => {
  const costly = ['reroll', 'edit', 'delete', 'regenerate', 'cancel', 'retry', 'repost'] as const;

  it.each(costly)('%s: the asker and admins, nobody else', async (type) => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const generation = hub.newest(pair, 'A').id;
    await expect(hub.press({ type, generation }, ben)).rejects.toMatchObject({
      code: 'not_asker',
      status: 403,
    });
    const byAdmin = await hub.press({ type, generation }, admin).catch((error: unknown) => error);
    expect(byAdmin).not.toMatchObject({ code: 'not_asker' });
  });

  it.each([
    ['made by hand', 'hello', 'button_unknown'],
    ['of nothing', encodeAction({ type: 'retry', generation: 'nothing' }), 'gone'],
    ['of no pair', encodeAction({ type: 'pair_details', pair: 'nothing' }), 'gone'],
  ])('nobody presses an id %s', async (_what, id, code) => {
    const hub = await new Hub().start();
    await expect(hub.studio.press.press(aCaller(), id)).rejects.toMatchObject({ code });
  });

  it('people of another workspace see nothing of it, admins neither', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const place = { surface: 'discord', workspace: 'guild', channel: 'c' } as const;
    const elsewhere = aCaller('ana', { place, admin: true });
    await expect(hub.press({ type: 'pair_details', pair }, elsewhere)).rejects.toMatchObject({
      code: 'gone',
      status: 404,
    });
  });

  it('who is blocked is stopped at the door, at generate, press and galleries', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    hub.store.access.block('web:ana', 'web:root', 'spam', 0);
    const blocked = { code: 'not_allowed_person', status: 403 };
    await expect(hub.generate()).rejects.toMatchObject(blocked);
    await expect(hub.press({ type: 'pair_details', pair })).rejects.toMatchObject(blocked);
    expect(() => hub.studio.galleries.credits(aCaller())).toThrow('not_allowed_person');
  });

  it('roles and channels are what the workspace allows', async () => {
    const hub = await new Hub().start();
    hub.store.access.putRules('web', { roles: ['artist'], channels: ['general'] });
    await expect(hub.generate()).rejects.toMatchObject({ code: 'not_allowed_role' });
    await hub.generate('a cat', aCaller('cat', { roles: ['artist'] }));
    await hub.generate('a cat', admin);
    const place = { ...aCaller().place, channel: 'random' };
    await expect(hub.generate('a cat', aCaller('ana', { place }))).rejects.toMatchObject({
      code: 'not_allowed_channel',
    });
  });
});

describe('quota', () => {
  it('counts what is in flight, refuses with the reset time, and frees what fails', async () => {
    const hub = await new Hub().start();
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 3 });
    const pair = await hub.generate();
    const error = await hub.generate().catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'quota_used', status: 429 });
    hub.queue.fail(hub.queue.jobOf('A'), 'network');
    hub.queue.fail(hub.queue.jobOf('B'), 'network');
    await hub.settle();
    await hub.generate();
    expect(hub.newest(pair, 'A').state).toBe('failed');
  });

  it('is whole again after midnight of UTC', async () => {
    const hub = await new Hub().start();
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 2 });
    await hub.pairWithImages();
    await expect(hub.generate()).rejects.toMatchObject({ code: 'quota_used' });
    await hub.advance(24 * 3_600_000);
    await hub.pairWithImages();
    expect(hub.studio.galleries.credits(aCaller()).credits).toMatchObject({
      today: 2,
      lifetime: 4,
    });
  });

  it('counts what is made and not posted yet: a chat that holds things up gives nothing away', async () => {
    const hub = await new Hub().start();
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 2 });
    await hub.generate();
    for (let n = 0; n < 9; n += 1) hub.surface.fail('post', 'transient');
    await hub.deliver('A');
    await hub.deliver('B');
    expect(hub.studio.galleries.credits(aCaller()).credits).toMatchObject({
      today: 0,
      inFlight: 2,
    });
    await expect(hub.generate()).rejects.toMatchObject({ code: 'quota_used' });
  });

  it('does not stand in the way of a free Re-roll', async () => {
    const hub = await new Hub().start();
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 2 });
    const pair = await hub.pairWithImages();
    await hub.press({ type: 'reroll', generation: hub.newest(pair, 'A').id });
    await hub.deliver('A');
    const edit = hub.press({ type: 'edit', generation: hub.newest(pair, 'B').id }, aCaller(), {
      prompt: 'another',
    });
    await expect(edit).rejects.toMatchObject({ code: 'quota_used' });
  });
});

describe('a side by name', () => {
  it('is re-rolled, retried, or run with something changed', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const run = async (more: object) => {
      hub.studio.sideApi.run(aCaller(), { batch_id: pair, side: 'A', ...more });
      await hub.settle();
      await hub.deliver('A');
      return hub.newest(pair, 'A');
    };
    expect((await run({})).origin).toBe('reroll');
    const injected = await run({
      injection_override: { category: 'd(beauty)', reference_ids: ['t30', 't31'], tone_ratio: 25 },
    });
    expect(injected.spec.category).toBe('d(beauty)');
    expect(injected.spec.toneRatio).toBe(25);
    const tones = injected.spec.references.filter((one) => one.role === 'tone');
    expect(tones.map((one) => one.id)).toEqual(['t30', 't31']);
  });

  it.each([
    [{ injection_override: { category: 'nope' } }, 'category_unknown'],
    [{ injection_override: { reference_ids: ['nope'] } }, 'references_unknown'],
    [{ prompt_override: '' }, 'prompt_empty'],
  ])('with %j is refused', async (more, code) => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const run = () => hub.studio.sideApi.run(aCaller(), { batch_id: pair, side: 'A', ...more });
    expect(run).toThrow(code);
  });
});

it('the first-run message’s example makes a pair', async () => {
  const hub = await new Hub().start();
  await hub.press({ type: 'example', number: 1 });
  const [view] = hub.store.pairs.history('web:ana', 'web', null, 9);
  expect(view?.pair.request.prompt).toContain('Seoul');
});

describe('galleries', () => {
  it('page through pairs and likes, newest first, with the newest images', async () => {
    const hub = await new Hub().start();
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 999 });
    for (let n = 0; n < 12; n += 1) await hub.pairWithImages(`a cat ${n}`);
    const first = hub.studio.galleries.history(aCaller(), null);
    expect(first.entries).toHaveLength(10);
    expect(first.card.thumbnails).toHaveLength(20);
    const more = first.card.rows.flat()[0]?.id ?? '';
    const second = await hub.studio.press.press(aCaller(), more);
    if (second.type !== 'card') throw new Error('no card');
    expect(second.card.lines.filter((line) => line.quote).map((line) => line.text)).toEqual([
      'a cat 1',
      'a cat 0',
    ]);
    expect(hub.studio.galleries.likes(aCaller(), null).entries).toEqual([]);
  });
});

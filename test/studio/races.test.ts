import { describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../src/core/domain/failure.ts';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { PATIENT } from '../patient.ts';
import { aCaller, SAID_BY_TEXT } from '../values.ts';
import {
  deliver,
  details,
  fail,
  hasEnded,
  jobsOf,
  PROMPT,
  started,
  verdictOf,
} from './race-kit.ts';

describe('a prompt with a word for a nation', () => {
  it('is run by two models on each side, each in a call of its own, and the header says so', async () => {
    const hub = await started();
    const pair = await hub.generate(PROMPT);
    const jobs = hub.queue.jobs.map(({ spec }) => `${spec.side} ${spec.modelId}`).toSorted();
    expect(jobs).toEqual([
      'A sample-basic',
      'A sample-quality',
      'B sample-basic',
      'B sample-quality',
    ]);
    expect(hub.text(pair)).toContain('Sample, Sample fine each make a side');
    expect(hub.text(pair)).toContain('A · 0 of 2 models done');
    const calls = hub.store.calls.of(hub.newest(pair, 'A').id);
    expect(calls.map(({ modelId, outcome }) => [modelId, outcome])).toEqual([
      ['sample-basic', null],
      ['sample-quality', null],
    ]);
  });

  it('is run by one model where only one can be had, and the header says that no race was run', async () => {
    const hub = await started();
    const other = hub.store.models.get('sample-quality');
    if (other !== undefined) hub.store.models.put({ ...other, active: false });
    const pair = await hub.generate(PROMPT);
    expect(hub.queue.jobs).toHaveLength(2);
    expect(hub.text(pair)).toContain('no race was run: only Sample can be had here');
    await hub.deliver('A');
    expect(hub.newest(pair, 'A').state).toBe('succeeded');
  });

  it('is run by each side’s own model when two models are compared', async () => {
    const hub = await started();
    const pair = await hub.generate(PROMPT, aCaller(), { experiment: 'models' });
    expect(hub.queue.jobs).toHaveLength(2);
    expect(hub.text(pair)).not.toContain('race');
  });

  it('waits for slots like others: a candidate without one comes when one is free', async () => {
    const hub = await started({ slots: 3 });
    const pair = await hub.generate(PROMPT);
    expect(hub.queue.jobs).toHaveLength(3);
    await deliver(hub, pair, 'A', 1);
    expect(hub.queue.jobs).toHaveLength(4);
  });
});

describe('a race', () => {
  it('shows the image that the judge found best, once, for one credit, and Details say why', async () => {
    const judge = new ScriptedText({ always: SAID_BY_TEXT });
    const hub = await started({ textModels: [judge] });
    const pair = await hub.generate(PROMPT);
    judge.always = undefined;
    await deliver(hub, pair, 'A', 1);
    expect(hub.newest(pair, 'A').state).toBe('running');
    await deliver(hub, pair, 'A', 2);
    await vi.waitFor(() => expect(judge.call().request.purpose).toBe('judge'), PATIENT);
    const { request, answer } = judge.call();
    expect(request.material).toBe(PROMPT);
    expect(request.pictures.map(({ label }) => label)).toEqual(['1', '2']);
    answer({ best: '2', reason: 'The face\n  is *truer*. <!channel>' });
    await hasEnded(hub, pair, 'A');
    await hub.settle();
    const { id, image, spec } = hub.newest(pair, 'A');
    expect([image?.key, hub.surface.withNonce(id).length]).toEqual([spec.outputKey, 1]);
    const winner = jobsOf(hub, pair, 'A').find(
      (one) => one.id === verdictOf(hub, pair, 'A')?.winnerId,
    );
    const name = winner?.spec.modelId === 'sample-quality' ? 'Sample fine' : 'Sample';
    expect(hub.text(id)).toContain(`Made by ${name}: the best of 2 models, says Gemini Text`);
    const { text, labels } = await details(hub, pair, 'A');
    expect(text).toContain('Sample made an image in 0.0 s');
    expect(text).toContain('Sample fine made an image in 0.0 s');
    expect(text).toContain('Why it won: The face is *truer*. <!channel>');
    expect(labels.slice(0, 2)).toEqual(['Sample', 'Sample fine']);
    expect(hub.studio.galleries.credits(aCaller()).credits.today).toBe(1);
    const costs = hub.store.calls.of(id).map(({ purpose, costUsd }) => [purpose, costUsd]);
    expect(costs).toContainEqual(['judge', 0.0004]);
    expect(costs.filter(([purpose]) => purpose === 'image')).toEqual([
      ['image', 0.01],
      ['image', 0.01],
    ]);
  });

  it('is decided for the model that was asked for where no text model sees, and says so', async () => {
    const hub = await started();
    const pair = await hub.generate(PROMPT);
    await deliver(hub, pair, 'A', 2);
    await deliver(hub, pair, 'A', 1);
    await hasEnded(hub, pair, 'A');
    await hub.settle();
    expect(verdictOf(hub, pair, 'A')).toMatchObject({ rule: 'no_judge', judge: null });
    expect(hub.text(hub.newest(pair, 'A').id)).toContain('Made by Sample, of 2 models');
  });

  it('is not lost with one candidate: the other’s image is shown, and nobody judges', async () => {
    const judge = new ScriptedText({ always: SAID_BY_TEXT });
    const hub = await started({ textModels: [judge] });
    const pair = await hub.generate(PROMPT);
    await fail(hub, pair, 'A', 1, 'safety_block');
    expect(hub.newest(pair, 'A').state).toBe('running');
    await deliver(hub, pair, 'A', 2);
    await hasEnded(hub, pair, 'A');
    await hub.settle();
    expect(hub.newest(pair, 'A').state).toBe('succeeded');
    expect(verdictOf(hub, pair, 'A')?.rule).toBe('only_one');
    expect(judge.calls.map(({ request }) => request.purpose)).toEqual(['classification']);
    expect((await details(hub, pair, 'A')).text).toContain('Sample fine made an image');
  });

  it('fails when all fail, as the model failed that was asked for; nothing is charged', async () => {
    const hub = await started();
    const pair = await hub.generate(PROMPT);
    await fail(hub, pair, 'A', 2, 'provider_error');
    await fail(hub, pair, 'A', 1, 'network');
    const { state, failure } = hub.newest(pair, 'A');
    expect([state, failure]).toEqual(['failed', { kind: 'network', detail: 'candidate 1 failed' }]);
    expect(hub.studio.galleries.credits(aCaller()).credits.today).toBe(0);
    expect(hub.newest(pair, 'B').state).toBe('running');
  });

  it.each([
    ['fails', new ProviderError({ kind: 'provider_error', detail: 'no' }), 'judge_failed'],
    ['answers what is none of the pictures', { best: '7', reason: 'x' }, 'judge_failed'],
    ['answers at great length', { best: '1', reason: 'x'.repeat(100_000) }, 'judge_failed'],
  ])('goes on when the judge %s', async (_what, always, rule) => {
    const judge = new ScriptedText({ always: SAID_BY_TEXT });
    const hub = await started({ textModels: [judge] });
    const pair = await hub.generate(PROMPT);
    judge.always = always;
    await deliver(hub, pair, 'A', 1);
    await deliver(hub, pair, 'A', 2);
    await hasEnded(hub, pair, 'A');
    expect(verdictOf(hub, pair, 'A')).toMatchObject({ rule, judge: null });
    expect(hub.newest(pair, 'A').state).toBe('succeeded');
  });

  it('gives the others 45 s after the first image, then stops them and shows it', async () => {
    const hub = await started();
    const pair = await hub.generate(PROMPT);
    await deliver(hub, pair, 'A', 2);
    await hub.advance(44_000);
    expect(hub.newest(pair, 'A').state).toBe('running');
    await hub.advance(2_000);
    await hasEnded(hub, pair, 'A');
    const [slow] = jobsOf(hub, pair, 'A');
    expect([slow?.state, hub.queue.cancelled.includes(slow?.id ?? '')]).toEqual(['dropped', true]);
    // What it still makes is not shown, and its cost is kept.
    await deliver(hub, pair, 'A', 1);
    expect(hub.blobs.blobs.has(slow?.spec.outputKey ?? '')).toBe(false);
    const call = hub.store.calls.of(hub.newest(pair, 'A').id).find(({ id }) => id === slow?.id);
    expect(call).toMatchObject({ outcome: 'dropped', costUsd: 0.01 });
  });

  it('that is cancelled stops all its jobs', async () => {
    const hub = await started();
    const pair = await hub.generate(PROMPT);
    const jobs = jobsOf(hub, pair, 'A').map(({ id }) => id);
    await hub.press({ type: 'cancel', generation: hub.newest(pair, 'A').id });
    expect(hub.queue.cancelled).toEqual(expect.arrayContaining(jobs));
    expect(jobsOf(hub, pair, 'A').map(({ state }) => state)).toEqual(['dropped', 'dropped']);
  });

  it('ends as late when nobody made an image in time', async () => {
    const hub = await started();
    const pair = await hub.generate(PROMPT);
    await hub.advance(302_000);
    expect(hub.newest(pair, 'A').state).toBe('timed_out');
    expect(jobsOf(hub, pair, 'A').map(({ state }) => state)).toEqual(['dropped', 'dropped']);
  });

  it('is run again by Re-roll, with candidates of its own', async () => {
    const hub = await started();
    const pair = await hub.generate(PROMPT);
    await deliver(hub, pair, 'A', 1);
    await deliver(hub, pair, 'A', 2);
    await hasEnded(hub, pair, 'A');
    const first = jobsOf(hub, pair, 'A').map(({ id }) => id);
    await hub.settle();
    await hub.press({ type: 'reroll', generation: hub.newest(pair, 'A').id });
    const second = jobsOf(hub, pair, 'A').map(({ id }) => id);
    expect(second).toHaveLength(2);
    expect(second.filter((id) => first.includes(id))).toEqual([]);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { hash32, shuffled } from '../../src/core/base/random.ts';
import { Janitor } from '../../src/core/studio/janitor.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { aCaller, aModel, SAID_BY_TEXT } from '../values.ts';
import type { Hub } from './hub.ts';
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

/** A race whose judge is asked about side A, and has not answered yet. */
async function beingJudged(pictures: readonly Uint8Array[] = []) {
  const judge = new ScriptedText({ always: SAID_BY_TEXT });
  const hub = await started({ textModels: [judge] });
  const pair = await hub.generate(PROMPT);
  judge.always = undefined;
  await deliver(hub, pair, 'A', 1, pictures[0]);
  await deliver(hub, pair, 'A', 2, pictures[1]);
  await vi.waitFor(() => expect(judge.call().request.purpose).toBe('judge'), PATIENT);
  return { hub, pair, judge };
}

/** What the judge has to say for a candidate to win: pictures are shown in an order of their own. */
function labelOf(hub: Hub, pair: string, number: number): string {
  const shown = shuffled(jobsOf(hub, pair, 'A'), hash32(hub.newest(pair, 'A').id));
  return String(shown.findIndex((one) => one.number === number) + 1);
}

/** One more model, of a vendor of its own. */
function addModel(hub: Hub): void {
  hub.queue.served = ['sample', 'vendor'];
  const own = { id: 'third', provider: 'vendor', model: 'third-1', displayName: 'Third' };
  hub.store.models.put(aModel({ ...own, isDefault: false }));
}

describe('a verdict', () => {
  it('is waited for: nothing else decides the race meanwhile', async () => {
    const { hub, pair, judge } = await beingJudged();
    const reads = vi.spyOn(hub.blobs, 'get');
    await hub.advance(3_000);
    expect(reads).not.toHaveBeenCalled();
    expect(verdictOf(hub, pair, 'A')).toBeNull();
    judge.call().answer({ best: labelOf(hub, pair, 2), reason: 'It is truer.' });
    await hasEnded(hub, pair, 'A');
    const second = jobsOf(hub, pair, 'A')[1]?.id;
    expect(verdictOf(hub, pair, 'A')).toMatchObject({ winnerId: second, rule: null });
  });

  it('holds over the death of the process that got it', async () => {
    const [first, second] = [await aPicture(), await aPicture('jpeg')];
    const { hub, pair, judge } = await beingJudged([first, second]);
    const copy = vi.spyOn(hub.blobs, 'copy').mockReturnValue(new Promise(() => undefined));
    judge.call().answer({ best: labelOf(hub, pair, 2), reason: 'It is truer.' });
    await vi.waitFor(() => expect(copy).toHaveBeenCalled(), PATIENT);
    copy.mockRestore();
    await hub.again();
    await hub.advance(2_000);
    await hasEnded(hub, pair, 'A');
    const { image } = hub.newest(pair, 'A');
    expect(hub.blobs.blobs.get(image?.key ?? '')).toEqual(new Uint8Array(second));
    expect(judge.calls).toHaveLength(2);
  });

  it('is by the rule when a picture cannot be shown to the judge', async () => {
    const judge = new ScriptedText({ always: SAID_BY_TEXT });
    const hub = await started({ textModels: [judge] });
    const pair = await hub.generate(PROMPT);
    const lost = jobsOf(hub, pair, 'A')[1]?.spec.outputKey;
    const get = hub.blobs.get.bind(hub.blobs);
    vi.spyOn(hub.blobs, 'get').mockImplementation(async (key) =>
      key === lost ? undefined : get(key),
    );
    await deliver(hub, pair, 'A', 1);
    await deliver(hub, pair, 'A', 2);
    await hasEnded(hub, pair, 'A');
    expect(verdictOf(hub, pair, 'A')?.rule).toBe('judge_failed');
    expect(judge.calls.map(({ request }) => request.purpose)).toEqual(['classification']);
  });

  it('is the rule’s when the store does not give the images in time', async () => {
    const judge = new ScriptedText({ always: SAID_BY_TEXT });
    const hub = await started({ textModels: [judge] });
    const pair = await hub.generate(PROMPT);
    vi.spyOn(hub.blobs, 'get').mockReturnValue(new Promise(() => undefined));
    await deliver(hub, pair, 'A', 1);
    await deliver(hub, pair, 'A', 2);
    await hub.advance(20_000);
    await hasEnded(hub, pair, 'A');
    expect(hub.newest(pair, 'A').state).toBe('succeeded');
    expect(verdictOf(hub, pair, 'A')).toMatchObject({ rule: 'judge_failed' });
    expect(judge.calls.map(({ request }) => request.purpose)).toEqual(['classification']);
  });

  it('is about what came in time: what comes while the judge looks is dropped', async () => {
    const judge = new ScriptedText({ always: SAID_BY_TEXT });
    const hub = await started({ textModels: [judge] });
    addModel(hub);
    await hub.advance(1_000);
    const pair = await hub.generate(PROMPT);
    judge.always = undefined;
    const [, , late] = jobsOf(hub, pair, 'A');
    await deliver(hub, pair, 'A', 1);
    await deliver(hub, pair, 'A', 2);
    await hub.advance(46_000);
    await vi.waitFor(() => expect(judge.call().request.purpose).toBe('judge'), PATIENT);
    expect(judge.call().request.pictures).toHaveLength(2);
    await deliver(hub, pair, 'A', 3);
    expect(jobsOf(hub, pair, 'A')[2]?.state).toBe('dropped');
    expect(hub.blobs.blobs.has(late?.spec.outputKey ?? '')).toBe(false);
  });
});

describe('a candidate of another vendor', () => {
  it('that is over its limit lets that vendor rest', async () => {
    const hub = await started();
    addModel(hub);
    await hub.advance(1_000);
    const pair = await hub.generate(PROMPT);
    const number = jobsOf(hub, pair, 'A').findIndex(({ spec }) => spec.provider === 'vendor') + 1;
    await fail(hub, pair, 'A', number, 'rate_limited');
    const rests = hub.store.rests.list().map(({ scope }) => scope);
    expect(rests).toMatchObject([{ provider: 'vendor', purpose: 'image' }]);
  });
});

describe('the pictures that did not win', () => {
  it('are for who may see the pair, and stay until the image is deleted', async () => {
    const hub = await started();
    const pair = await hub.generate(PROMPT);
    await deliver(hub, pair, 'A', 1);
    await deliver(hub, pair, 'A', 2);
    await hasEnded(hub, pair, 'A');
    const { id } = hub.newest(pair, 'A');
    const key = jobsOf(hub, pair, 'A')[1]?.image?.key ?? '';
    const file = key.split('/').at(-1) ?? '';
    const { generation } = await hub.studio.lookup.image(aCaller('ben'), file);
    expect(generation.id).toBe(id);
    const stranger = aCaller('eve', { place: { ...aCaller().place, workspace: 'elsewhere' } });
    await expect(hub.studio.lookup.image(stranger, file)).rejects.toThrow(UserError);
    const janitor = new Janitor(hub);
    const aDayLater = async () => {
      await janitor.pass();
      await hub.hours(25);
      await janitor.pass();
    };
    await aDayLater();
    expect(hub.blobs.blobs.has(key)).toBe(true);
    hub.store.generations.deleted(id, hub.clock.now());
    await aDayLater();
    expect(hub.blobs.blobs.has(key)).toBe(false);
  });
});

it('deleting the image deletes the pictures of all candidates', async () => {
  const hub = await started();
  const pair = await hub.generate(PROMPT);
  await deliver(hub, pair, 'A', 1);
  await deliver(hub, pair, 'A', 2);
  await hasEnded(hub, pair, 'A');
  const { id, image } = hub.newest(pair, 'A');
  const keys = [image, ...jobsOf(hub, pair, 'A').map((one) => one.image)].map(
    (one) => one?.key ?? '',
  );
  expect(keys.filter((key) => hub.blobs.blobs.has(key))).toHaveLength(3);
  await hub.press({ type: 'delete_confirm', generation: id });
  await hub.settle();
  expect(keys.filter((key) => hub.blobs.blobs.has(key))).toEqual([]);
});

it('a side that is cancelled shows no picture of its race, and none stays', async () => {
  const hub = await started();
  const pair = await hub.generate(PROMPT);
  await deliver(hub, pair, 'A', 1);
  const key = jobsOf(hub, pair, 'A')[0]?.image?.key ?? '';
  expect((await details(hub, pair, 'A')).labels).toContain('Sample');
  await hub.press({ type: 'cancel', generation: hub.newest(pair, 'A').id });
  expect((await details(hub, pair, 'A')).labels).not.toContain('Sample');
  expect(hub.blobs.blobs.has(key)).toBe(true);
  await hub.hours(26);
  expect(hub.blobs.blobs.has(key)).toBe(false);
});

describe('a race over the death of its process', () => {
  it('goes on: what was made counts, what is lost has failed, and one image is shown', async () => {
    const hub = await started();
    const pair = await hub.generate(PROMPT);
    await deliver(hub, pair, 'A', 2);
    await hub.crash();
    await hasEnded(hub, pair, 'A');
    await hub.settle();
    const { state, id } = hub.newest(pair, 'A');
    expect([state, hub.surface.withNonce(id).length]).toEqual(['succeeded', 1]);
    expect(verdictOf(hub, pair, 'A')?.rule).toBe('only_one');
    expect(hub.newest(pair, 'B').failure?.kind).toBe('worker_lost');
  });

  it('pays no judge twice: the model that was asked for wins', async () => {
    const judge = new ScriptedText({ always: SAID_BY_TEXT });
    const hub = await started({ textModels: [judge] });
    const pair = await hub.generate(PROMPT);
    judge.always = undefined;
    await deliver(hub, pair, 'A', 1);
    await deliver(hub, pair, 'A', 2);
    await vi.waitFor(() => expect(judge.call().request.purpose).toBe('judge'), PATIENT);
    const asked = judge.calls.length;
    await hub.crash();
    await hub.advance(2_000);
    await hasEnded(hub, pair, 'A');
    expect(judge.calls).toHaveLength(asked);
    expect(verdictOf(hub, pair, 'A')).toMatchObject({ rule: 'judge_asked_before' });
    expect(hub.newest(pair, 'A').state).toBe('succeeded');
  });

  it('can be cancelled by the next process, with all its jobs', async () => {
    const hub = await started();
    const pair = await hub.generate(PROMPT);
    const jobs = jobsOf(hub, pair, 'A').map(({ id }) => id);
    await hub.again();
    await hub.press({ type: 'cancel', generation: hub.newest(pair, 'A').id });
    expect(hub.queue.cancelled).toEqual(expect.arrayContaining(jobs));
    expect(jobsOf(hub, pair, 'A').map(({ state }) => state)).toEqual(['dropped', 'dropped']);
  });
});

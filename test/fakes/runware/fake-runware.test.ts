import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { aPicture, forgedPng } from '../../pictures.ts';
import { ENDINGS } from '../vendor/endings.ts';
import { FakeRunware } from './fake-runware.ts';

const answerSchema = z.object({
  data: z.array(z.looseObject({ taskUUID: z.string().optional() })).default([]),
  errors: z.array(z.looseObject({ code: z.string(), taskUUID: z.string().optional() })).default([]),
});

let fake: FakeRunware;
beforeEach(async () => {
  fake = await FakeRunware.start();
});
afterEach(() => fake.close());

const aTask = (more: object = {}) => ({
  taskType: 'imageInference',
  taskUUID: randomUUID(),
  model: 'runware:97@1',
  positivePrompt: 'a lighthouse',
  width: 256,
  height: 128,
  outputType: 'base64Data',
  outputFormat: 'PNG',
  ...more,
});
const post = async (body: unknown, { key = fake.key, type = 'application/json' } = {}) => {
  const headers = { authorization: `Bearer ${key}`, 'content-type': type };
  const response = await fetch(fake.url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, ...answerSchema.parse(await response.json()) };
};
const dataUri = (bytes: Uint8Array, type = 'image/png') =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

describe('the fake of Runware', () => {
  it('draws a real picture of the size, with its cost when that is asked for', async () => {
    const task = aTask({ includeCost: true, seed: 7 });
    const { status, data, errors } = await post([task]);
    expect({ status, errors }).toEqual({ status: 200, errors: [] });
    expect(data).toMatchObject([{ taskUUID: task.taskUUID, seed: 7, cost: 0.009 }]);
    const picture = sharp(Buffer.from(String(data[0]?.['imageBase64Data']), 'base64'));
    expect(await picture.metadata()).toMatchObject({ format: 'png', width: 256, height: 128 });
    expect((await post([aTask()])).data[0]).not.toHaveProperty('cost');
  });

  it('answers the tasks of one request each for itself', async () => {
    const [good, bad] = [aTask(), aTask({ width: 100 })];
    const { status, data, errors } = await post([good, bad]);
    expect(status).toBe(200);
    expect(data).toMatchObject([{ taskUUID: good.taskUUID }]);
    expect(errors).toMatchObject([{ taskUUID: bad.taskUUID, code: 'invalidDimensions' }]);
  });

  it('takes only POST of a JSON array to its one address, with the key', async () => {
    expect((await fetch(fake.url)).status).toBe(405);
    expect((await fetch(`${fake.url}/tasks`, { method: 'POST' })).status).toBe(404);
    expect((await post([aTask()], { type: 'text/plain' })).status).toBe(400);
    expect((await post(aTask())).status).toBe(400);
    expect((await post([])).status).toBe(400);
    expect(fake.refusals).toHaveLength(5);
    expect(await post([aTask()], { key: 'another' })).toMatchObject({
      status: 401,
      errors: [{ code: 'invalidApiKey' }],
    });
    expect(fake.calls).toEqual([]);
  });

  it('wants a new UUID of version 4 for each task', async () => {
    const task = aTask();
    await post([task]);
    expect((await post([task])).errors).toMatchObject([{ code: 'conflictTaskUUID' }]);
    const [old] = [aTask({ taskUUID: '0b3d7d2e-7a1b-11ee-b962-0242ac120002' })];
    expect((await post([old])).errors).toMatchObject([{ code: 'invalidTaskUUID' }]);
  });

  it.each<[string, object, string]>([
    ['no prompt', { positivePrompt: undefined }, 'missingPositivePrompt'],
    ['a prompt of one letter', { positivePrompt: 'x' }, 'invalidPositivePrompt'],
    ['a prompt of 3001', { positivePrompt: 'x'.repeat(3001) }, 'invalidPositivePrompt'],
    ['a width as text', { width: '256' }, 'invalidWidth'],
    ['a side of 2112', { height: 2112 }, 'invalidDimensions'],
    ['a format it does not have', { outputFormat: 'png' }, 'invalidOutputFormat'],
    ['a field it does not have', { style: 'vivid' }, 'unsupportedParameter'],
    ['references, which this model does not take', { referenceImages: [] }, 'unsupportedParameter'],
    ['a seed of 0', { seed: 0 }, 'invalidSeed'],
    ['a model without a version', { model: 'hidream' }, 'invalidModel'],
    ['a task it does not know', { taskType: 'drawImage' }, 'invalidTaskType'],
  ])('refuses %s', async (_name, more, code) => {
    expect(await post([aTask(more)])).toMatchObject({ status: 400, errors: [{ code }] });
    expect(fake.calls).toEqual([]);
  });

  it('knows each model’s sizes, seeds and prompts', async () => {
    const seedream = { model: 'bytedance:seedream@4.5', width: 2560, height: 1440 };
    const google = { model: 'google:4@2', width: 1264, height: 848 };
    const bria = { model: 'bria:10@1', width: 1024, height: 1024 };
    const codes = async (task: object) => (await post([aTask(task)])).errors[0]?.code;
    expect(await codes(seedream)).toBeUndefined();
    expect(await codes({ ...seedream, height: 1438 })).toBe('invalidDimensions');
    expect(await codes({ ...seedream, seed: 1 })).toBe('unsupportedParameter');
    expect(await codes({ ...seedream, positivePrompt: 'x'.repeat(2001) })).toBe(
      'invalidPositivePrompt',
    );
    expect(await codes(google)).toBeUndefined();
    expect(await codes({ ...google, width: 1280 })).toBe('invalidDimensions');
    expect(await codes({ ...google, seed: 2 ** 31 })).toBe('invalidSeed');
    expect(await codes({ ...bria, steps: 8 })).toBeUndefined();
    expect(await codes({ ...bria, width: 1088 })).toBe('invalidDimensions');
  });

  it('looks at references: where they are, how many, and what their bytes are', async () => {
    const png = await aPicture('png');
    const ask = async (inputs: object, more: object = {}) => {
      const size = { width: 2048, height: 2048 };
      const task = aTask({ model: 'bytedance:seedream@4.5', ...size, inputs, ...more });
      return (await post([task])).errors[0]?.code;
    };
    const referenceImages = [dataUri(png), Buffer.from(png).toString('base64')];
    expect(await ask({ referenceImages })).toBeUndefined();
    expect(fake.calls[0]?.references.map((bytes) => Buffer.from(bytes))).toEqual([
      Buffer.from(png),
      Buffer.from(png),
    ]);
    const wrong = 'invalidInputsReferenceImages';
    expect(await ask({ referenceImages: Array(15).fill(dataUri(png)) })).toBe(wrong);
    expect(await ask({ referenceImages: [] })).toBe(wrong);
    expect(await ask({ referenceImages: ['data:image/png;base64,@@@@'] })).toBe(wrong);
    expect(await ask({ referenceImages: [dataUri(png, 'image/jpeg')] })).toBe(wrong);
    expect(await ask({ referenceImages: [dataUri(await aPicture('gif'))] })).toBe(wrong);
    expect(await ask({ referenceImages: [dataUri(forgedPng(7000, 20))] })).toBe(wrong);
    expect(await ask({ images: [] })).toBe('unsupportedParameter');
    expect(await ask({}, { referenceImages })).toBe('unsupportedParameter');
  });

  it('offers models by name, and knows no others', async () => {
    fake.offer(['runware:97@1']);
    const search = { taskType: 'modelSearch', taskUUID: randomUUID(), search: 'runware:97@1' };
    const { data } = await post([search, { taskType: 'ping', ping: true }]);
    expect(data).toMatchObject([
      { results: [{ air: 'runware:97@1' }], totalResults: 1 },
      { pong: true },
    ]);
    const unknown = await post([aTask({ model: 'runware:98@1' })]);
    expect(unknown).toMatchObject({ status: 400, errors: [{ code: 'invalidModel' }] });
    expect(fake.refusals).toEqual([]);
  });

  it.each(ENDINGS)(
    'ends with %s after one call, with its key in no other way than told',
    async (name) => {
      fake.end(name);
      const stop = new AbortController();
      const headers = { authorization: `Bearer ${fake.key}`, 'content-type': 'application/json' };
      const body = JSON.stringify([aTask()]);
      const answer = fetch(fake.url, { method: 'POST', headers, body, signal: stop.signal })
        .then((response) => response.text())
        .catch(() => null);
      while (fake.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
      if (['slow_headers', 'stalled_body', 'never'].includes(name)) stop.abort();
      const text = await answer;
      expect(text?.includes(fake.key) ?? false).toBe(name === 'unauthorized');
      expect(fake.calls).toHaveLength(1);
      expect(fake.refusals).toEqual([]);
    },
  );
});

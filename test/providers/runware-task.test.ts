import { describe, expect, it, onTestFinished } from 'vitest';
import type { Spec } from '../../src/core/domain/spec.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { RunwareImages } from '../../src/providers/runware/runware-images.ts';
import { imageTask } from '../../src/providers/runware/task.ts';
import { VendorServer } from '../fakes/vendor/server.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';

const specOf = (more: Partial<Spec> = {}): Spec => ({
  ...aDraft(),
  parameters: {},
  references: [],
  outputKey: 'x.png',
  model: 'a:1@1',
  prompt: 'a red fox',
  size: {
    width: 1024,
    height: 768,
  },
  ...more,
});

describe('a task for Runware', () => {
  it('says all that one image needs', () => {
    expect(imageTask(specOf({ seed: 41 }), [], 'task-1')).toEqual({
      taskType: 'imageInference',
      taskUUID: 'task-1',
      model: 'a:1@1',
      positivePrompt: 'a red fox',
      width: 1_024,
      height: 768,
      numberResults: 1,
      outputType: 'base64Data',
      outputFormat: 'PNG',
      includeCost: true,
      deliveryMethod: 'sync',
      seed: 42,
    });
  });

  it.each([
    [0, 1],
    [2_147_483_646, 2_147_483_647],
    [2_147_483_647, 1],
    [4_294_967_295, 2],
  ])('has a seed that every model takes: %i becomes %i', (seed, sent) => {
    expect(imageTask(specOf({ seed }), [], 't')).toMatchObject({ seed: sent });
  });

  it.each([
    ['image/png', 'PNG'],
    ['image/jpeg', 'JPG'],
    ['image/webp', 'WEBP'],
  ] as const)('asks for %s as %s', (outputType, outputFormat) => {
    expect(imageTask(specOf({ outputType }), [], 't')).toMatchObject({ outputFormat });
  });

  it('lets the row say how, and never what', () => {
    const parameters = {
      steps: 8,
      seed: null,
      deliveryMethod: 'async',
      referencesField: 'x',
      taskType: 'other',
      taskUUID: 'other',
      model: 'other',
      positivePrompt: 'other',
    };
    const task = imageTask(specOf({ parameters }), [], 'task-1');
    expect(task).toMatchObject({
      taskType: 'imageInference',
      taskUUID: 'task-1',
      model: 'a:1@1',
      positivePrompt: 'a red fox',
      steps: 8,
      deliveryMethod: 'async',
    });
    expect(task).not.toHaveProperty('seed');
    expect(task).not.toHaveProperty('referencesField');
  });

  it('has its references where the row says, beside what stands there', async () => {
    const references = [
      { role: 'tone', label: 'a', bytes: await aPicture() },
      { role: 'tone', label: 'b', bytes: Buffer.from('hi') },
    ] as const;
    const uris = [
      `data:image/png;base64,${Buffer.from(references[0].bytes).toString('base64')}`,
      'aGk=',
    ];
    const inputs = { strength: 1 };
    const tasks = [
      specOf({ parameters: { inputs } }),
      specOf({ parameters: { inputs: [1] } }),
      specOf({ parameters: { inputs, referencesField: 'referenceImages' } }),
    ].map((spec) => imageTask(spec, references, 't'));
    expect(tasks[0]).toMatchObject({ inputs: { strength: 1, referenceImages: uris } });
    expect(tasks[1]?.['inputs']).toEqual({ referenceImages: uris });
    expect(tasks[2]).toMatchObject({ inputs, referenceImages: uris });
  });
});

describe('a look at Runware', () => {
  /** What a look finds where everything is answered like this. */
  async function look(status: number, body: object) {
    const server = new VendorServer(() => ({ status, body: JSON.stringify(body) }));
    const baseUrl = await server.listen();
    onTestFinished(() => server.close());
    const provider = new RunwareImages({ apiKey: 'k', baseUrl }, new FakeClock());
    return (await provider.probe(['a:1@1'], AbortSignal.timeout(20_000))).failure?.kind ?? null;
  }

  it.each<[string, number, object, string | null]>([
    ['a search that was answered', 200, { data: [{ taskType: 'modelSearch' }] }, null],
    ['a search that was not understood', 400, { errors: [{ code: 'invalidSearch' }] }, null],
    ['one of several that failed', 200, { data: [{}], errors: [{ code: 'serverBusy' }] }, null],
    ['all that failed', 200, { data: [], errors: [{ code: 'serverBusy' }] }, 'provider_error'],
    ['a key that is wrong', 401, { errors: [{ code: 'invalidApiKey' }] }, 'auth'],
    ['a refusal without a word', 401, {}, 'auth'],
    ['a fault without a word', 500, {}, 'provider_error'],
  ])('with %s', async (_what, status, body, kind) => {
    expect(await look(status, body)).toBe(kind);
  });
});

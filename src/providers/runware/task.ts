import type { ReferenceImage } from '../../core/ports/image-provider.ts';
import type { ImageType } from '../../core/domain/side.ts';
import type { Spec } from '../../core/domain/spec.ts';
import { imageTypeOf } from '../../core/domain/image-type.ts';
import { withParameters } from '../common/parameters.ts';
import type { Task } from './client.ts';

/**
 * The default path of a model's references. A model's row may name another one, such as `"referenceImages"`, in the
 * parameter `referencesField`, which is never sent.
 */
const REFERENCES_FIELD = 'inputs.referenceImages';

const FORMATS: Readonly<Record<ImageType, string>> = {
  'image/png': 'PNG',
  'image/jpeg': 'JPG',
  'image/webp': 'WEBP',
};

/** Models accept seeds from 1, some of them of at most 31 bits. Ours have 32. */
const SEEDS = 2 ** 31 - 1;

/** The task that makes one image and answers with it and its cost. */
export function imageTask(
  spec: Spec,
  references: readonly ReferenceImage[],
  taskUUID: string,
): Task {
  const { referencesField, ...parameters } = spec.parameters;
  const base = {
    width: spec.size.width,
    height: spec.size.height,
    numberResults: 1,
    outputType: 'base64Data',
    outputFormat: FORMATS[spec.outputType],
    includeCost: true,
    deliveryMethod: 'sync',
    seed: 1 + (spec.seed % SEEDS),
  };
  const { model, prompt: positivePrompt } = spec;
  // After the parameters: a row cannot change these.
  const task = {
    ...withParameters(base, parameters),
    taskType: 'imageInference',
    taskUUID,
    model,
    positivePrompt,
  };
  if (references.length === 0) return task;
  const field = typeof referencesField === 'string' ? referencesField : REFERENCES_FIELD;
  return placed(task, field.split('.'), references.map(dataUri));
}

/** The task with a value at a path. Keeps the other fields on the path. */
function placed(into: Task, [field = '', ...rest]: readonly string[], value: unknown): Task {
  if (rest.length === 0) return { ...into, [field]: value };
  const inner = Object.hasOwn(into, field) ? into[field] : undefined;
  return { ...into, [field]: placed(isTask(inner) ? inner : {}, rest, value) };
}

function isTask(value: unknown): value is Task {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Bare base64 for an unknown type: the vendor detects it. */
function dataUri({ bytes }: ReferenceImage): string {
  const type = imageTypeOf(bytes);
  const base64 = Buffer.from(bytes).toString('base64');
  return type === undefined ? base64 : `data:${type};base64,${base64}`;
}

import { z } from 'zod';
import { invalid, RunwareRefusal, unsupported } from './fault.ts';
import { type ModelRules, rulesOf } from './models.ts';
import { type RawTask, referencesOf } from './references.ts';

const COMMON = [
  'taskType',
  'taskUUID',
  'model',
  'positivePrompt',
  'width',
  'height',
  'numberResults',
  'outputType',
  'outputFormat',
  'outputQuality',
  'includeCost',
  'deliveryMethod',
  'webhookURL',
  'uploadEndpoint',
  'ttl',
  'safety',
];

const shape = z.object({
  model: z.string().regex(/^[\w.-]+:[\w.-]+@[\w.-]+$/),
  positivePrompt: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  numberResults: z.number().int().min(1).max(20).default(1),
  outputType: z.enum(['URL', 'base64Data', 'dataURI']).default('URL'),
  outputFormat: z.enum(['JPG', 'PNG', 'WEBP']).default('JPG'),
  includeCost: z.boolean().default(false),
  deliveryMethod: z.enum(['sync', 'async']).default('sync'),
  seed: z.number().int().optional(),
  safety: z.strictObject({ checkContent: z.boolean() }).optional(),
});
/** A task for an image that the service takes. */
export interface ImageTask extends z.infer<typeof shape> {
  readonly references: readonly Uint8Array[];
}

/** Reads a task for an image as the service does. Throws a refusal. */
export async function readImageTask(task: RawTask): Promise<ImageTask> {
  const read = shape.safeParse(task);
  if (!read.success) throw notShaped(task, read.error.issues[0]);
  const rules = rulesOf(read.data.model);
  refuseUnknownFields(task, rules);
  refuseValues(read.data, rules);
  return { ...read.data, references: await referencesOf(task, rules) };
}

function notShaped(task: RawTask, issue: z.core.$ZodIssue | undefined): RunwareRefusal {
  const [field = 'task', ...deeper] = (issue?.path ?? []).map(String);
  const parameter = [field, ...deeper].join('.');
  if (field in task) {
    const rule =
      field === 'model'
        ? 'Model must be an string value representing a valid AIR identifier.'
        : `${issue?.message}.`;
    return invalid(parameter, rule);
  }
  const name = field.replace(/^./, (first) => first.toUpperCase());
  const message = `Missing required parameter: '${parameter}'.`;
  return new RunwareRefusal(400, { code: `missing${name}`, message, parameter });
}

function refuseUnknownFields(task: RawTask, { fields, references }: ModelRules): void {
  const [where] = references?.field.split('.') ?? [];
  const known = new Set([...COMMON, ...fields, where]);
  const stranger = Object.keys(task).find((field) => !known.has(field));
  if (stranger !== undefined) throw unsupported(stranger);
}

function refuseValues(task: z.infer<typeof shape>, rules: ModelRules): void {
  const { min, max } = rules.prompt;
  const { length } = task.positivePrompt;
  if (length < min || length > max) {
    throw invalid(
      'positivePrompt',
      `Prompt must be a string value between ${min} and ${max} characters.`,
    );
  }
  const { seed = rules.seeds.min } = task;
  if (seed < rules.seeds.min || seed > rules.seeds.max) {
    throw invalid(
      'seed',
      `Seed must be an integer between ${rules.seeds.min} and ${rules.seeds.max}.`,
    );
  }
  const message = rules.sizeProblem(task);
  if (message === null) return;
  const parameter = ['width', 'height'];
  throw new RunwareRefusal(400, { code: 'invalidDimensions', message, parameter });
}

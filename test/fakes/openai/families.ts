import type { Size } from '../../../src/core/domain/model.ts';
import { wrong } from './refusal.ts';

/** What the models of one generation take. */
export interface Family {
  readonly names: RegExp;
  /** Any size within the limits; else the three standard ones. */
  readonly anySize: boolean;
  readonly qualities: readonly string[];
  readonly fidelities: readonly string[];
  readonly complexity: boolean;
}

const QUALITIES = ['low', 'medium', 'high', 'auto'];
const MORE_QUALITIES = ['low', 'medium', 'high', 'xhigh', 'max', 'auto'];
const FAMILIES: readonly Family[] = [
  family(/^gpt-image-1-mini$/, { fidelities: ['low'] }),
  family(/^(gpt-image-1\.5|chatgpt-image-latest)$/, { fidelities: ['high', 'low'] }),
  family(/^gpt-image-2(-2026-04-21)?$/, { anySize: true }),
  family(/^gpt-image-2\.5-(sunburst|flare)(-2026-09-08)?$/, {
    anySize: true,
    qualities: MORE_QUALITIES,
  }),
  family(/^gpt-image-2\.6-(sunburst|flare)$/, {
    anySize: true,
    qualities: MORE_QUALITIES,
    complexity: true,
  }),
];

/** Models that the service has; those of before are shut down. */
export const MODELS: readonly string[] = [
  'gpt-image-1-mini',
  'gpt-image-1.5',
  'chatgpt-image-latest',
  'gpt-image-2',
  'gpt-image-2-2026-04-21',
  'gpt-image-2.5-sunburst',
  'gpt-image-2.5-flare',
  'gpt-image-2.6-sunburst',
  'gpt-image-2.6-flare',
];

const STANDARD = ['1024x1024', '1536x1024', '1024x1536'];
const GRID = 16;
const MAX_EDGE = 3_840;
const MAX_RATIO = 3;
const MIN_PIXELS = 655_360;
const MAX_PIXELS = 8_294_400;

function family(names: RegExp, more: Partial<Family>): Family {
  return {
    names,
    anySize: false,
    qualities: QUALITIES,
    fidelities: [],
    complexity: false,
    ...more,
  };
}

/** The family of a model's name; undefined for a model that makes no images. */
export function familyOf(model: string): Family | undefined {
  return FAMILIES.find(({ names }) => names.test(model));
}

/** Throws a refusal for a size that the family does not take. */
export function checkSize(text: string, { anySize }: Family): void {
  if (text === 'auto' || STANDARD.includes(text)) return;
  const [, width, height] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (!anySize || width === undefined || height === undefined) {
    const known = [...STANDARD, 'auto'].map((one) => `'${one}'`).join(', ');
    throw badSize(`Invalid value: '${text}'. Supported values are: ${known}.`);
  }
  const why = limitOf({ width: Number(width), height: Number(height) });
  if (why !== null) throw badSize(`Invalid size '${text}'. ${why}`);
}

function limitOf({ width, height }: Size): string | null {
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  if (width % GRID !== 0 || height % GRID !== 0) {
    return `Width and height must both be divisible by ${GRID}.`;
  }
  if (long > MAX_EDGE) return `The longest edge must be at most ${MAX_EDGE} pixels.`;
  if (long > short * MAX_RATIO) return 'The aspect ratio must be between 1:3 and 3:1.';
  const pixels = width * height;
  if (pixels < MIN_PIXELS) return 'Requested resolution is below the current minimum pixel budget.';
  if (pixels > MAX_PIXELS) return 'Requested resolution exceeds the current pixel budget.';
  return null;
}

function badSize(message: string) {
  return wrong(message, 'size', 'invalid_value');
}

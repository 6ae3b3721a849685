import { mentionsSeveral } from './rules.ts';
import { ANGLES, findPreset, LENSES } from './presets.ts';
import type { ReferenceRole, UsedReference } from '../domain/reference.ts';
import type { Ratio, SceneKind } from '../domain/spec.ts';

export interface PromptParts {
  /** What the person wrote. */
  readonly prompt: string;
  /** In the order in which the provider gets them. */
  readonly references: readonly UsedReference[];
  readonly scene: SceneKind;
  readonly toneRatio: Ratio;
  readonly angleRatio: Ratio;
  /** Preset ids, or null. */
  readonly angle: string | null;
  readonly lens: string | null;
}

/** What the image model reads: the person's words first, then what each image is for. Pure. */
export function assemblePrompt(parts: PromptParts): string {
  return [
    parts.prompt,
    ownClause(parts),
    personClause(parts),
    toneClause(parts),
    angleClause(parts),
    lensClause(parts),
    aloneClause(parts),
  ]
    .filter((clause) => clause !== null)
    .join('\n\n');
}

/** "Image 1" or "Images 2 to 4": where a role's images stand. Roles are contiguous. */
function imagesOf(role: ReferenceRole, references: readonly UsedReference[]): string | null {
  const first = references.findIndex((one) => one.role === role);
  if (first === -1) return null;
  const last = references.findLastIndex((one) => one.role === role);
  return first === last ? `Image ${first + 1}` : `Images ${first + 1} to ${last + 1}`;
}

function ownClause({ references }: PromptParts): string | null {
  const images = imagesOf('own', references);
  return images === null
    ? null
    : `${images}: given by the person who asks. Follow what the text says of it; take the subject from it where the text is silent.`;
}

function personClause({ references }: PromptParts): string | null {
  const images = imagesOf('person', references);
  return images === null
    ? null
    : `${images}: the person to show. Take face, hair and build from it, for the person only: not its clothes, pose, light or background.`;
}

function toneClause({ references, toneRatio }: PromptParts): string | null {
  const images = imagesOf('tone', references);
  return images === null
    ? null
    : `${images}: colour, tone and mood only, followed at ${toneRatio} %. Never take composition, subject, shape or background from it.`;
}

function angleClause({ references, angleRatio, angle }: PromptParts): string | null {
  const images = imagesOf('angle', references);
  if (images !== null) {
    return `${images}: camera angle and framing only, followed at ${angleRatio} %. Never take subject, colour or background from it.`;
  }
  const preset = angle === null ? undefined : findPreset(ANGLES, angle);
  return preset === undefined ? null : `Camera angle: ${preset.text}, followed at ${angleRatio} %.`;
}

function lensClause({ lens }: PromptParts): string | null {
  const preset = lens === null ? undefined : findPreset(LENSES, lens);
  return preset === undefined ? null : `Lens: ${preset.text}.`;
}

/** Only where one subject is meant and the words name nobody else. */
function aloneClause({ scene, prompt }: PromptParts): string | null {
  if (scene !== 'single-subject' || mentionsSeveral(prompt)) return null;
  return 'Show this one subject alone: no other people.';
}

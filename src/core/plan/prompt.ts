import { isAlone } from './alone.ts';
import { mentionsSeveral } from './rules.ts';
import { ANGLES, findPreset, LENSES } from './presets.ts';
import type { ReferenceRole, UsedReference } from '../domain/reference.ts';
import type { Ratio, SceneKind } from '../domain/spec.ts';

export interface PromptParts {
  /** What the person wrote. */
  readonly prompt: string;
  /** In the order of the provider's call. */
  readonly references: readonly UsedReference[];
  readonly scene: SceneKind;
  readonly toneRatio: Ratio;
  readonly angleRatio: Ratio;
  /** Preset ids, or null. */
  readonly angle: string | null;
  readonly lens: string | null;
}

/** The prompt that the image model gets: the person's words, then the use of each image. Pure. */
export function assemblePrompt(parts: PromptParts): string {
  const clauseOf = (role: ReferenceRole) => {
    const images = imagesOf(role, parts.references);
    return images === null ? null : `${images}: ${useOf(role, parts)}`;
  };
  const clauses = [
    parts.prompt,
    clauseOf('own'),
    clauseOf('person'),
    clauseOf('tone'),
    clauseOf('angle') ?? angleClause(parts),
    lensClause(parts),
    aloneClause(parts),
  ];
  return clauses.filter((clause) => clause !== null).join('\n\n');
}

/** "Image 1" or "Images 2 to 4": the places of a role's images, which follow each other. */
function imagesOf(role: ReferenceRole, references: readonly UsedReference[]): string | null {
  const first = references.findIndex((one) => one.role === role);
  if (first === -1) return null;
  const last = references.findLastIndex((one) => one.role === role);
  return first === last ? `Image ${first + 1}` : `Images ${first + 1} to ${last + 1}`;
}

const ONE_OF_SEVERAL =
  'one of the people to show. Take face, hair and build from it, for that one person only: not its clothes, pose, light or background.';

function useOf(role: ReferenceRole, { prompt, toneRatio, angleRatio }: PromptParts): string {
  switch (role) {
    case 'own':
      return 'given by the person who asks. Follow what the text says of it; take the subject from it where the text is silent.';
    case 'person':
      if (mentionsSeveral(prompt)) return ONE_OF_SEVERAL;
      return 'the person to show. Take face, hair and build from it, for the person only: not its clothes, pose, light or background.';
    case 'tone':
      return `colour, tone and mood only, followed at ${toneRatio} %. Never take composition, subject, shape or background from it.`;
    case 'angle':
      return `camera angle and framing only, followed at ${angleRatio} %. Never take subject, colour or background from it.`;
  }
}

function angleClause({ angle, angleRatio }: PromptParts): string | null {
  const preset = angle === null ? undefined : findPreset(ANGLES, angle);
  return preset === undefined ? null : `Camera angle: ${preset.text}, followed at ${angleRatio} %.`;
}

function lensClause({ lens }: PromptParts): string | null {
  const preset = lens === null ? undefined : findPreset(LENSES, lens);
  return preset === undefined ? null : `Lens: ${preset.text}.`;
}

/** Only for a prompt of one subject that mentions no other people. */
function aloneClause({ scene, prompt }: PromptParts): string | null {
  if (scene !== 'single-subject' || !isAlone(prompt)) return null;
  return 'Show this one subject alone: no other people.';
}

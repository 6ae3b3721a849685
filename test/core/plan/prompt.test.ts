import { describe, expect, it } from 'vitest';
import { assemblePrompt, type PromptParts } from '../../../src/core/plan/prompt.ts';
import type { ReferenceRole } from '../../../src/core/domain/reference.ts';

function parts(more: Partial<PromptParts> = {}, roles: readonly ReferenceRole[] = []): PromptParts {
  return {
    prompt: 'a woman walking',
    references: roles.map((role, n) => ({ role, id: null, key: `k${n}`, label: `l${n}` })),
    scene: 'single-subject',
    toneRatio: 75,
    angleRatio: 25,
    angle: null,
    lens: null,
    ...more,
  };
}

const ALONE = 'no other people';

describe('the assembled prompt', () => {
  it('begins with the person’s own words', () => {
    expect(assemblePrompt(parts())).toMatch(/^a woman walking\n/);
  });

  it('says what each image is for, and where it stands', () => {
    const text = assemblePrompt(parts({}, ['own', 'person', 'angle', 'tone', 'tone', 'tone']));
    expect(text).toContain('Image 1: given by the person');
    expect(text).toContain('Image 2: the person to show');
    expect(text).toContain('Image 3: camera angle and framing only, followed at 25 %');
    expect(text).toContain('Images 4 to 6: colour, tone and mood only, followed at 75 %');
    expect(text).toContain('Never take composition, subject, shape or background');
  });

  it('gives the angle in words at its percentage, and the lens', () => {
    const text = assemblePrompt(parts({ angle: 'overhead', lens: '100mm-macro' }));
    expect(text).toContain(
      'Camera angle: overhead shot, camera looking straight down, followed at 25 %',
    );
    expect(text).toContain('Lens: 100 mm macro lens');
  });

  it('lets an angle image stand for the angle in words', () => {
    expect(assemblePrompt(parts({ angle: 'overhead' }, ['angle']))).not.toContain('overhead shot');
  });

  it.each<[string, PromptParts['scene'], boolean]>([
    ['a woman walking', 'single-subject', true],
    ['a woman in a crowd', 'single-subject', false],
    ['길을 걷는 여자와 친구들', 'single-subject', false],
    ['a woman, no people around', 'single-subject', true],
    ['two friends', 'group', false],
    ['a market', 'scene', false],
    ['a chair', 'object', false],
  ])('%s (%s) is alone: %s', (prompt, scene, alone) => {
    expect(assemblePrompt(parts({ prompt, scene })).includes(ALONE)).toBe(alone);
  });
});

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

describe('a person’s reference', () => {
  const clause = (prompt: string) => assemblePrompt(parts({ prompt, scene: 'group' }, ['person']));

  it('is for the one who is named, or for one of several', () => {
    expect(clause('a woman and a man')).toContain('Image 1: one of the people to show.');
    expect(clause('a woman with her dog')).toContain('Image 1: the person to show.');
  });
});

describe('a prompt of several people', () => {
  it.each([
    'a man and a woman on a bench',
    '엄마와 딸',
    'the boy’s mother',
    'a teacher helping a student',
    'bride and groom',
  ])('%s: never says that nobody else is there, whatever the scene was called', (prompt) => {
    expect(assemblePrompt(parts({ prompt }))).not.toContain(ALONE);
  });

  it.each(['a man with his dog', 'a woman in a man’s shirt', '강아지와 함께 있는 남자'])(
    '%s: is none, and says it',
    (prompt) => {
      expect(assemblePrompt(parts({ prompt }))).toContain(ALONE);
    },
  );
});

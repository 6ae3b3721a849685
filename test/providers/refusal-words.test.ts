import { describe, expect, it } from 'vitest';
import { declines } from '../../src/providers/common/refusal-words.ts';

describe('words in place of an image', () => {
  it.each([
    "I can't create images of that person because it goes against my safety guidelines.",
    'I can’t generate that image.',
    'I cannot create a picture of a real politician.',
    "I'm unable to generate images of minors.",
    'I am not able to help with that request.',
    "Sorry, I won't draw that.",
    "I'm sorry, but I must decline to create this.",
    'This request was flagged for sexual content.',
    'That would violate our usage policies.',
    'This goes against our guidelines.',
    'Request Moderated',
    'Content Moderated',
    'The prompt contains prohibited content.',
    'ResponsibleAIPolicyViolation',
    'content_filtered',
    'Explicit content is not shown.',
    '죄송합니다. 그 이미지는 생성할 수 없습니다.',
    '실존 인물의 사진은 만들어 드릴 수 없어요.',
    '해당 요청은 도와드릴 수 없습니다.',
  ])('refuse: %s', (said) => {
    expect(declines(said)).toBe(true);
  });

  it.each([
    '',
    'Here is your image.',
    'A dog on a beach.',
    'I can only describe it: a dog on a beach.',
    'I am a text-based model and cannot create images.',
    "I'm unable to generate images right now. Please try again later.",
    'I cannot generate the image due to a technical problem.',
    'Could you clarify which one I should make?',
    'I need more details before I can help.',
    'Image generation is not available in your region.',
    '지금은 일시적으로 이미지를 생성할 수 없습니다.',
    '해변의 강아지입니다.',
  ])('do not refuse: %s', (said) => {
    expect(declines(said)).toBe(false);
  });

  it('are read in their beginning, however long they are', () => {
    expect(declines(`I can't create that. ${'a'.repeat(5_000_000)}`)).toBe(true);
    expect(declines(`${'a '.repeat(2_500_000)}Request Moderated`)).toBe(false);
  });
});

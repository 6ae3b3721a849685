import { minuteOf } from '../base/text.ts';
import type { rewriteEn } from './rewrite.en.ts';
import { MODEL_ENDS_KO } from './text.ko.ts';

export const rewriteKo: typeof rewriteEn = {
  rewrite: () => '바꿔 써서 다시 시도',
  rewrite_send: () => '보내기',
  rewrite_discard: () => '버리기',
  rewrite_heading: (name) => `${name} · 더 안전한 표현`,
  rewrite_writing: () =>
    '더 안전한 표현을 쓰고 있습니다… 길어도 15초입니다. 아무것도 오지 않으면 ‘바꿔 써서 다시 시도’를 다시 눌러 주세요.',
  rewrite_ready: () =>
    '아직 아무것도 실행하지 않았습니다. 이 표현을 보내거나, 고치거나, 버릴 수 있습니다.',
  rewrite_original: () => '거부된 표현',
  rewrite_written: (model, by) => `더 안전한 표현: ${model}, 요청 ${by} 님`,
  rewrite_ran: (result, how) =>
    how === 'sent' ? `보냈습니다: ${result}` : `고쳐서 보냈습니다: ${result}`,
  rewrite_discarded: () => '버렸고, 아무것도 실행하지 않았습니다. 편집…은 여전히 쓸 수 있습니다.',
  rewrite_outdated: () => '이 쪽은 그 뒤에 다시 실행되었습니다.',
  rewrite_failed: (model, why) => `더 안전한 표현이 없습니다. ${model}: ${MODEL_ENDS_KO[why]}.`,
  rewrite_none: () => '더 안전한 표현이 없습니다. 텍스트 모델이 더 이상 설정되어 있지 않습니다.',
  rewrite_guidance: () =>
    '도움이 될 수 있는 것: 중립적인 낱말, 뜻하는 맥락(영화 촬영장, 박물관, 스포츠), 어느 정도의 거리. 제공자가 지적한 것은 빼고, 주제는 그대로 두세요.',
  rewrite_refused_too: () => '더 안전한 표현도 거부되었습니다.',
  rewrite_made: (how) =>
    how === 'sent' ? '더 안전한 표현으로 실행했습니다' : '더 안전한 표현을 고쳐서 실행했습니다',
  field_keep: () => '그대로 둘 내 이미지',
  review_heading: () => '안전 시스템이 거부한 것',
  review_empty: () => '여기에서 거부된 것이 없습니다.',
  review_entry: (name, model, by, at) => `${name} · ${model} · ${by} 님 · ${minuteOf(at)}`,
  review_stage: (stage) =>
    stage === null
      ? '제공자가 무엇을 거부했는지 말하지 않았습니다.'
      : `거부된 것: ${stage === 'input' ? '프롬프트나 그 이미지' : '완성된 이미지'}`,
  review_wording: (model, text) => `더 안전한 표현(${model}): ${text}`,
  review_asked: () => '더 안전한 표현을 쓰고 있거나, 그 답을 잃었습니다.',
  review_waits: () => '아직 아무도 이 표현을 보내거나 버리지 않았습니다.',
  review_unused: () => '이 표현은 쓰이지 않았습니다. 이 쪽은 다르게 실행되었습니다.',
  review_discarded: () => '이 표현은 버려졌습니다.',
  review_ran: (result, how) => (how === 'sent' ? `보냄: ${result}` : `고쳐서 보냄: ${result}`),
};

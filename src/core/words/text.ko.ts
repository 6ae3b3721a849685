import { dollars } from '../base/text.ts';
import type { CallPurpose } from '../domain/provider-call.ts';
import type { CandidateState, RaceRule } from '../domain/race.ts';
import type { PlanFallback } from '../domain/spec.ts';
import type { textEn } from './text.en.ts';

export const MODEL_ENDS_KO: Readonly<Record<PlanFallback, string>> = {
  resting: '실패가 이어져 쉬고 있습니다',
  asked_before: '봇이 다시 시작되기 전에 이미 답을 요청받아 두 번 묻지 않았습니다',
  safety_block: '프롬프트를 읽지 않겠다고 했습니다',
  invalid_request: '요청을 받아들이지 않았습니다',
  rate_limited: '지금은 요청을 더 받지 않습니다',
  provider_error: '쓸 수 있는 답을 주지 않았습니다',
  network: '연결되지 않았습니다',
  timeout: '제때 답하지 않았습니다',
  queue_timeout: '제때 답하지 않았습니다',
  worker_lost: '제때 답하지 않았습니다',
  storage: '물어볼 수 없었습니다',
  auth: '키를 받아들이지 않았습니다. 관리자에게 알려 주세요',
  quota: '남은 할당량이 없습니다. 관리자에게 알려 주세요',
  model_gone: '더 이상 제공되지 않습니다. 관리자에게 알려 주세요',
};

const RULES: Readonly<Record<RaceRule, string>> = {
  only_one: '이 모델만 이미지를 만들었습니다',
  no_judge: '그림을 보는 텍스트 모델이 없어 요청한 모델이 먼저입니다',
  judge_rests: '심사 모델이 실패가 이어져 쉬고 있어 요청한 모델이 먼저입니다',
  judge_asked_before: '봇이 다시 시작되며 심사 답을 잃어 요청한 모델이 먼저입니다',
  judge_failed: '심사 모델이 답하지 않아 요청한 모델이 먼저입니다',
};

const CANDIDATES: Readonly<Record<CandidateState, string>> = {
  waiting: '대기 중',
  running: '만드는 중',
  succeeded: '이미지를 만들었습니다',
  failed: '실패했습니다',
  dropped: '기다리지 않았습니다',
};

const CALLS: Readonly<Record<CallPurpose, string>> = {
  image: '이미지',
  classification: '계획',
  rewrite: '더 안전한 문구',
  judge: '심사',
  caption: '설명',
  embedding: '검색',
};

export const textKo: typeof textEn = {
  details_plan_cached: () => '같은 프롬프트에 답한 적이 있어 다시 묻지 않았습니다',
  details_plan_fallback: (model, why) => `규칙으로 정했습니다. ${model}: ${MODEL_ENDS_KO[why]}`,
  details_own_person: (shows) =>
    shows ? '첨부한 이미지에 인물이 있습니다' : '첨부한 이미지에 인물이 없습니다',
  details_call: (purpose, model, usd, tokens) =>
    `제공자 비용(${CALLS[purpose]}, ${model}): ${usd === null ? '알 수 없음' : dollars(usd)}` +
    (tokens === null ? '' : `, 토큰 ${tokens}개`),
  race_models: (names) =>
    `프롬프트에 나라가 나와 여러 모델이 겨룹니다: ${names.join(', ')}. 각 면에서 가장 좋은 이미지를 보여 줍니다`,
  race_none: (model) =>
    `프롬프트에 나라가 나오지만, 여기서 쓸 수 있는 모델이 ${model}뿐이라 겨루지 않았습니다`,
  race_progress: (side, ended, of) => `${side} · 모델 ${of}개 중 ${ended}개 끝남`,
  race_judged: (model, of, judge) =>
    `만든 모델: ${model}. ${judge} 심사로 모델 ${of}개 중 뽑혔습니다`,
  race_by_rule: (model, of, rule) => `만든 모델: ${model} (${of}개 중). ${RULES[rule]}`,
  race_reason: (reason) => `뽑힌 까닭: ${reason}`,
  race_failed: (model, why) => `${model}: ${why}`,
  race_candidate: (model, state, ms, won) =>
    `${model}: ${CANDIDATES[state]}` +
    (ms === null ? '' : ` (${(ms / 1000).toFixed(1)}초)`) +
    (won ? ', 뽑힘' : ''),
};

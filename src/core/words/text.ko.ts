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

export const textKo: typeof textEn = {
  details_plan_cached: () => '같은 프롬프트에 답한 적이 있어 다시 묻지 않았습니다',
  details_plan_fallback: (model, why) => `규칙으로 정했습니다. ${model}: ${MODEL_ENDS_KO[why]}`,
  details_own_person: (shows) =>
    shows ? '첨부한 이미지에 인물이 있습니다' : '첨부한 이미지에 인물이 없습니다',
};

import type { Held } from '../line/place.ts';
import type { SideState } from '../domain/side.ts';
import type { cardsEn, ShownRatios } from './cards.en.ts';
import type { Refusal } from '../domain/pair.ts';

const ANGLE = {
  text: '앵글을 글로',
  reference: '앵글을 이미지로',
  none: '앵글 지정 없음',
} as const;

function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 120 ? `${seconds}초` : `${Math.round(seconds / 60)}분`;
}

const HELD: Readonly<Record<Held['why'], (held: Held) => string>> = {
  failures: ({ provider, model }) => `${model ?? provider}: 실패가 이어져 잠시 쉬는 중`,
  rate_limited: ({ provider, model }) =>
    `${provider}: ${model === null ? '' : `${model}의 한도에 닿아 `}잠시 기다려 달라고 함`,
  trial: ({ provider, model }) => `${model ?? provider}: 먼저 한 번만 불러 보는 중`,
  unserved: ({ provider }) => `${provider}: 지금 맡은 작업자가 없음, 관리자에게 알려 주세요`,
  queue_away: () => '지금 작업자에 연결할 수 없음, 연결되면 시작',
};

const STATES: Readonly<Record<SideState, string>> = {
  waiting: '대기 중',
  running: '만드는 중',
  succeeded: '완료',
  failed: '실패',
  blocked: '안전 시스템이 차단',
  timed_out: '시간 초과',
  cancelled: '취소됨',
};

function ratioTexts([tone, angle]: ShownRatios): readonly string[] {
  return [...(tone === null ? [] : [`톤 ${tone}%`]), ...(angle === null ? [] : [`앵글 ${angle}%`])];
}

const REFUSED: Readonly<Record<Refusal['about'], string>> = {
  words: '메시지의 표현을',
  picture: '이미지를',
};

export const cardsKo: typeof cardsEn = {
  header_heading: (asker) => `${asker} 님이 한 쌍을 요청했습니다`,
  header_options: (model, size) => `${model} · ${size}`,
  experiment_tones: (a, b) => `A: 톤 레퍼런스 ${a}장 · B: ${b}장`,
  experiment_angles: (a, b) => `A: ${ANGLE[a]} · B: ${ANGLE[b]}`,
  recipe_tones: (tones) => `톤 ${tones}장`,
  recipe_angle: (angle) => ANGLE[angle],
  experiment_models: (a, b) => `모델 비교 · A: ${a} · B: ${b}`,
  header_sizes: (a, b) => (a === b ? a : `A: ${a} · B: ${b}`),
  side_planning: (side) => `${side} · 준비 중`,
  side_name: (side, number) => (number === 1 ? side : `${side} · ${number}번째`),
  side_state: (name, state) => `${name} · ${STATES[state]}`,
  side_waiting: (name, { place, waitMs, held }) =>
    `${name} · 대기 중 · ${place === 1 ? '다음 차례' : `${place}번째 차례`}` +
    (held === null ? '' : ` · ${HELD[held.why](held)}`) +
    (waitMs === null || waitMs < 1000 ? '' : ` · 약 ${duration(waitMs)} 뒤 시작`),
  side_ready: (name, ms) => `${name} · 완료 · ${duration(ms)}`,
  side_ended: (name, state, why) => `${name} · ${STATES[state]}: ${why}`,
  side_deleted: (name) => `${name} · 삭제됨`,
  side_undelivered: (name) =>
    `${name} · 이미지를 만들었지만 메시지를 보내지 못했습니다. ‘다시 게시’로 다시 보낼 수 있습니다`,
  side_refused: (name, { about, said }) =>
    `${name} · 이미지를 만들었지만 이 채팅이 ${REFUSED[about]} 표시하지 않습니다: “${said}”. 크레딧은 쓰이지 않았습니다.`,
  pair_refused: (why) => `거절됨: ${why}`,
  nothing_charged: () => '크레딧은 쓰이지 않았습니다.',
  not_comparable: () => '양쪽의 레퍼런스가 같아져서 비교가 되지 않는 쌍입니다.',
  not_comparable_angles: () =>
    '앵글 이미지를 쓸 수 없었습니다. 풀에 맞는 이미지가 없거나 모델이 레퍼런스를 더 받지 않습니다. 양쪽이 같아져서 비교가 되지 않는 쌍입니다.',
  other_angle: (side, angle, image) =>
    `${side}: 풀에 ‘${angle}’ 이미지가 없어 앵글을 ‘${image}’에서 가져옵니다.`,
  votes_ask: () => '어느 쪽이 더 좋나요?',
  votes_count: (count) => `투표: ${count}명. 투표하면 어떻게 나뉘었는지 볼 수 있습니다.`,
  image_recipe: (tones, ...ratios) => [`톤 ${tones}장`, ...ratioTexts(ratios)].join(' · '),
  image_for: (asker) => `${asker} 님께`,
  image_alt: (side, prompt) => `${side} 쪽: ${prompt}`,
  image_edited: (prompt) => `편집함: ${prompt}`,
  image_staged: (...ratios) =>
    `${ratioTexts(ratios).join(' · ')}로 지정했습니다. ‘다시 생성’을 누르면 실행됩니다.`,
  runs_gone: (max) => `똑같은 설정을 ${max}번 실행했으므로 더 실행할 수 없습니다.`,
  side_gone: (max) => `이 쪽은 ${max}번 만들었으므로 더 실행할 수 없습니다.`,
  next_run: (name) => `다음: ${name}`,
  run_again: (name) => `다시 시도함: ${name}`,
  person_from: (name) => `인물: ${name}`,
  other_place: (place) => `톤 레퍼런스 하나는 다른 장소의 것입니다: ${place}`,
  error_safety_block: (stage) =>
    stage === 'output'
      ? '안전 시스템이 완성된 이미지를 거절했습니다. 프롬프트를 편집해 주세요.'
      : '안전 시스템이 프롬프트를 거절했습니다. 편집해 주세요.',
  error_invalid_request: () => '모델이 받을 수 없는 요청입니다. 편집해 주세요.',
  error_rate_limited: (retryMs, model) =>
    `${model === null ? '제공자의' : `제공자가 정한 ${model} 모델의`} 요청 한도를 넘었습니다. ${retryMs === null ? '잠시 뒤' : `${duration(retryMs)} 뒤`} 다시 시도해 주세요.`,
  error_provider_error: () => '제공자 쪽에서 실패했습니다. 다시 시도해 볼 수 있습니다.',
  error_network: () => '제공자에 연결하지 못했습니다. 다시 시도해 볼 수 있습니다.',
  error_timeout: () => '제공자가 제시간에 답하지 않았습니다. 다시 시도해 볼 수 있습니다.',
  error_queue_timeout: () =>
    '제시간에 차례가 오지 않았습니다(빈 작업자가 없었거나 제공자가 쉬는 중). 제공자를 부르지 않았으니 다시 시도해 주세요.',
  error_worker_lost: () =>
    '이미지를 만들던 프로세스가 끝났습니다. 만들어졌는지 알 수 없으니 다시 시도해 주세요.',
  error_restored: () =>
    '이것이 끝나기 전에 만든 백업에서 데이터를 복원했습니다. 이 채팅에 있는 이미지는 그대로 남지만 허브에는 없으니 다시 시도해 주세요.',
  error_storage: (full: boolean) =>
    full
      ? '저장 공간이 가득 차서 이미지를 저장하지 못했습니다. 관리자에게 알리고, 공간이 생기면 다시 시도해 주세요.'
      : '이미지를 저장하지 못했습니다. 다시 시도해 볼 수 있습니다.',
  error_auth: () =>
    '제공자가 우리 키나 계정을 거절했습니다. 관리자에게 알려 주세요. 자세한 까닭은 자세히에 있습니다.',
  error_quota: (model) =>
    `제공자 계정의 ${model === null ? '' : `${model} 모델 `}한도를 다 썼습니다. 관리자에게 알려 주세요.`,
  error_model_gone: () => '제공자가 이 모델을 더 이상 제공하지 않습니다. 관리자에게 알려 주세요.',
  block_categories: (names) => `지목한 항목: ${names}`,
  provider_said: (detail) => `제공자의 말: ${detail}`,
};

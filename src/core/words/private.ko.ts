import type { SceneKind } from '../domain/spec.ts';
import { dollars, minuteOf } from '../base/text.ts';
import type { privateEn } from './private.en.ts';

const SCENES: Readonly<Record<SceneKind, string>> = {
  'single-subject': '피사체 하나',
  group: '여러 사람',
  scene: '장면',
  object: '사물',
};

export const privateKo: typeof privateEn = {
  delete_heading: (name) => `${name}을(를) 삭제할까요?`,
  delete_ask: () =>
    '이미지와 메시지가 모두에게서 사라지고 되돌릴 수 없습니다. 사용한 크레딧은 돌아오지 않으며, 의견과 풀에 등록된 것은 남습니다.',
  delete_done: () => '이미지와 메시지를 삭제했습니다. 사용한 크레딧은 돌아오지 않습니다.',
  details_heading: (name) => `${name} 자세히`,
  details_pair: () => '이 쌍 자세히',
  details_asked: (asker, at) => `요청: ${asker} 님, ${minuteOf(at)}`,
  details_run: (by, at) => `실행: ${by} 님, ${minuteOf(at)}`,
  details_why: (detail) => `자세히: ${detail}`,
  details_times: (waitedMs, ranMs) =>
    `대기 ${(waitedMs / 1000).toFixed(1)}초` +
    (ranMs === null ? '' : `, 실행 ${(ranMs / 1000).toFixed(1)}초`),
  details_plan: (madeBy, category, scene, location) =>
    `계획(${madeBy}): ${category}, ${SCENES[scene]}` +
    (location === null ? '' : `, 장소 ${location}`),
  details_category: (category) => `요청한 카테고리: ${category}`,
  details_fallback: (reason) => `텍스트 모델이 답하지 않아 규칙으로 정했습니다: ${reason}`,
  details_ratios: (tone, angle) => `톤 ${tone}%, 앵글 ${angle}%`,
  details_person: () => '인물이 있는 그림',
  details_preset: (angle, lens) => `앵글: ${angle}. 렌즈: ${lens}.`,
  details_model: (model, size) => `모델 ${model}, ${size}`,
  details_seed: (seed) => `시드 ${seed}`,
  details_references: (labels) => `레퍼런스: ${labels}`,
  details_no_references: () => '레퍼런스 없음',
  details_cost: (usd) =>
    usd === null ? '제공자 비용: 알 수 없음' : `제공자 비용: ${dollars(usd)}`,
  details_opinions: (likes, dislikes, feedback) =>
    `좋아요 ${likes}, 싫어요 ${dislikes}, 의견 ${feedback}`,
  details_prompt: () => '보낸 프롬프트:',
  role_own: () => '첨부',
  role_person: () => '인물',
  role_angle: () => '앵글',
  role_tone: () => '톤',
  feedback_saved: () => '고맙습니다. 의견을 저장했습니다. 다시 보내면 바뀝니다.',
  vote_saved: (choice, split) =>
    `투표했습니다: ${{ A: 'A', B: 'B', tie: '비김', both_bad: '둘 다 별로' }[choice]}. ` +
    `지금까지: A ${split.A} · B ${split.B} · 비김 ${split.tie} · 둘 다 별로 ${split.both_bad}. 같은 버튼을 다시 누르면 취소됩니다.`,
  vote_withdrawn: () => '투표를 취소했습니다.',
  details_votes: (mine, split) =>
    `투표: A ${split.A} · B ${split.B} · 비김 ${split.tie} · 둘 다 별로 ${split.both_bad}. ` +
    `내 투표: ${{ A: 'A', B: 'B', tie: '비김', both_bad: '둘 다 별로' }[mine]}.`,
  credits_heading: () => '내 크레딧',
  credits_today: (used, inFlight, quota) =>
    `오늘: ${quota}개 중 ${used}개 사용, ${inFlight}개 진행 중`,
  credits_reset: (at) => `${at}에 새로 채워집니다`,
  credits_lifetime: (count) => `전체: ${count}개`,
  credits_rule: () =>
    '새 설정의 이미지가 도착할 때 크레딧 하나가 쓰입니다. 실패, 다시 시도, 다시 뽑기는 무료입니다.',
  history_heading: () => '내 쌍',
  history_empty: () => '아직 없습니다. /generate로 처음 만들어 보세요.',
  likes_heading: () => '좋아한 이미지',
  likes_empty: () => '아직 없습니다. 이미지에 👍나 ❤️를 남겨 보세요.',
  models_heading: () => '모델',
  models_plan: (tiers, quota) => `쓸 수 있는 등급: ${tiers}. 하루에 이미지 ${quota}장까지입니다.`,
  models_none: () => '현재 플랜으로 쓸 수 있는 모델이 지금은 없습니다. 관리자에게 알려 주세요.',
  models_samples_only: (option) =>
    `지금은 샘플만 만들 수 있고, 샘플은 이름으로만 고릅니다: ${option}. 관리자에게 알려 주세요.`,
  models_choose: (model, tier) => `고르는 법: model:${model} 또는 tier:${tier}`,
  models_line: (name, tier) => `${tier}: ${name}`,
  models_sizes: (sizes, more) => (more > 0 ? `${sizes} 외 ${more}가지 크기` : sizes),
  models_no_references: () => '레퍼런스를 받지 않음',
  models_resting: () => '지금은 쉬는 중',
  models_more: (count) => `… 외 ${count}개`,
  models_sample: () => '샘플',
  models_default: () => '기본',
  models_of_tier: (tier) => `tier:${tier} 옵션의 모델`,
  models_not_in_plan: () => '현재 플랜에 없음',
  health_workers: (count, slots, providers) => `작업자 ${count}개, 자리 ${slots}개: ${providers}.`,
  health_queue_away: () =>
    'Redis에 연결할 수 없습니다. 명령은 받아 두고 기다리며, 진행 중인 작업은 계속됩니다. 확인해 주세요.',
  health_queue_refuses: (why) =>
    `Redis가 쓰기를 받지 않습니다. 명령은 받아 두고 기다리며, 진행 중인 작업은 계속됩니다. Redis의 답: ${why}`,
  health_workers_stop: () =>
    '모든 워커가 멈추는 중이며, 만들던 것만 마칩니다. npx diptych start --role worker로 다른 워커를 시작하세요. 그때까지 다른 것은 만들지 않습니다.',
  health_no_workers: () =>
    '살아 있는 작업자가 없습니다. npx diptych start --role worker로 시작해 주세요. 그때까지 아무것도 만들지 않습니다.',
  health_other_version: (id, version) =>
    `작업자 ${id}(${version})은(는) 다른 버전의 작업만 읽어 일을 받지 못합니다. 허브와 버전을 맞춰 주세요.`,
  health_blobs: (why) => `이미지를 저장하거나 읽을 수 없습니다: ${why}`,
  health_resting: (who, purpose, seconds, why) =>
    `${who}: ${why === 'failures' ? '실패가 이어져' : '기다려 달라고 해서'} ${seconds}초 동안 부르지 않습니다. 용도: ${purpose}.`,
  help_heading: () => 'Diptych가 하는 일',
  help_generate: () =>
    '/generate 서울을 걷는 여자: 이미지 두 장을 만들고, 준비되는 대로 하나씩 올립니다.',
  help_options: (options) => `옵션: ${options}`,
  help_buttons: () =>
    '이미지 아래에서: 다시 뽑기는 한 장 더, 편집…은 이 쪽만 바꾸고, 톤과 앵글은 ‘다시 생성’이 쓸 비율을 지정합니다.',
  help_emoji: () => '이미지에 남긴 이모지는 좋아요와 의견이 됩니다.',
  help_pool: () =>
    '“풀에 등록…”은 이미지를 레퍼런스 풀에 넣어 앞으로의 모든 쌍에서 쓰게 합니다(관리자). /diptych pool은 누구나 볼 수 있습니다.',
  help_words: (words) => `/diptych 다음에: ${words}`,
  help_sample: () =>
    '샘플 모델에서는 프롬프트의 이 단어들로 한쪽을 조종할 수 있습니다: #slow-b #fail-a #block-b #late-a #hang-b',
  first_heading: () => 'Diptych에 오신 것을 환영합니다',
  first_line: () =>
    '프롬프트 하나로 한 가지가 다른 두 이미지를 만듭니다. 하나를 눌러 보거나 직접 써 보세요.',
  example: (number, samples) =>
    [
      '해 질 녘 서울을 걷는 여자, 따뜻한 필름 톤',
      '돌 위의 향수 병, 탑뷰, 시네마틱 조명',
      `비 오는 골목 시장, 네온${samples ? ' #fail-b' : ''}`,
    ][number - 1] ?? '',
  example_label: (number, samples) =>
    ['서울의 여자', '향수 병', samples ? '한쪽이 실패: 다시 시도해 보기' : '비 오는 시장'][
      number - 1
    ] ?? '',
};

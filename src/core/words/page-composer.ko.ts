import type { pageComposerEn } from './page-composer.en.ts';

export const pageComposerKo: typeof pageComposerEn = {
  region: () => '작성란',
  box: () => '어떤 그림을 만들까요? /를 치면 명령이 나옵니다',
  send: () => '보내기',
  attach: () => '이미지 첨부',
  detach: (name) => `${name} 빼기`,
  attachments: () => '첨부한 이미지',
  dismiss: () => '닫기',
  suggestions: () => '추천',
  suggested: (count) => `추천 ${count}개`,
  drop: () => '여기에 놓으면 이미지가 첨부됩니다',
  drop_limits: (max, limit) => `PNG, JPEG, WebP, 최대 ${max}장, 한 장에 ${limit}까지`,
  too_many: (names, max) =>
    `이미지는 최대 ${max}장까지 첨부할 수 있습니다. 제외함: ${names.join(', ')}.`,
  not_images: (names) => `PNG, JPEG, WebP 이미지가 아닙니다: ${names.join(', ')}.`,
  too_large: (names, limit) => `${limit}보다 큽니다: ${names.join(', ')}.`,
  too_many_pixels: (names, megapixels) => `${megapixels}메가픽셀보다 큽니다: ${names.join(', ')}.`,
  too_long: (names, pixels) =>
    `가로나 세로가 ${pixels.toLocaleString('ko')}픽셀보다 큽니다: ${names.join(', ')}.`,
  broken: (names) => `손상되어 이미지로 읽을 수 없습니다: ${names.join(', ')}.`,
  sending: (image, of, percent) =>
    of === 1
      ? `이미지를 보내는 중, ${percent}%`
      : `이미지 ${of}장 중 ${image}번째를 보내는 중, ${percent}%`,
  stop: () => '취소',
  options: () => '옵션',
  chip: {
    tier: '등급',
    size: '크기',
    angle: '앵글',
    lens: '렌즈',
    persona: '인물',
    category: '톤',
    count: '쌍 수',
  },
  typed: () => '프롬프트에 적음: 이 줄에만 적용됩니다',
  clear: (name) => `${name} 지우기`,
  automatic: () => '자동',
  search: () => '검색',
  pairs: (count) => `${count}쌍`,
  no_choices: () => '맞는 것이 없습니다.',
  loading: () => '불러오는 중…',
  credits: (used, quota) => `${used} / ${quota}`,
  credits_reset: (at) => `${at}에 새로`,
  credits_whole: (used, coming, quota, at) =>
    `오늘 크레딧 ${quota}개 중 ${used}개를 썼${coming === 0 ? '습니다' : `고 ${coming}개가 진행 중입니다`}. ${at}에 새로 생깁니다.`,
  counted: (count, most) => `${count.toLocaleString('ko')} / ${most.toLocaleString('ko')}`,
  unknown_word: (word, nearest) =>
    `“${word}” 명령은 없습니다. 혹시 “${nearest}” 명령을 찾으셨나요? 프롬프트는 / 없이 적어 주세요.`,
  command_generate: () => '이미지 한 쌍 만들기',
  command_help: () => 'Diptych가 하는 일',
  command_credits: () => '내 크레딧',
  command_history: () => '내 쌍',
  command_likes: () => '좋아한 이미지',
  command_models: () => '고를 수 있는 모델',
  command_pool: () => '레퍼런스 풀',
  command_review: () => '안전 시스템이 거부한 것(관리자)',
  command_costs: () => '제공자 호출 비용(관리자)',
  command_settings: () => '제가 저절로 하는 일',
};

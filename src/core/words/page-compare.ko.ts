import type { pageCompareEn } from './page-compare.en.ts';

export const pageCompareKo: typeof pageCompareEn = {
  title: (prompt) => `비교: ${prompt}`,
  modes: () => '비교하는 방법',
  mode_beside: () => '나란히',
  mode_slider: () => '슬라이더',
  mode_flip: () => '눌러서 바꾸기',
  mode_hint: (mode) =>
    ({
      beside: '두 그림을 나란히',
      slider: '두 그림을 겹치고, 사이의 선을 끌어서 비교 (S)',
      flip: '같은 자리에서 번갈아: 그림을 누르고 있거나 F',
    })[mode],
  line: () => 'A와 B 사이의 선',
  flip: (side) => `누르고 있으면 ${side} 보기 (F)`,
  zoom_in: () => '확대 (+)',
  zoom_out: () => '축소 (−)',
  whole: () => '전체 그림 (W)',
  side: (side, recipe) => `${side}, ${recipe}: 화살표 키로 시도를 넘깁니다 (${side})`,
  earlier: (side) => `${side}의 이전 시도 (←)`,
  later: (side) => `${side}의 다음 시도 (→)`,
  attempt: (at, all) => `${at} / ${all}`,
  download: (side) => `${side} 내려받기 (D)`,
  download_one: () => '내려받기 (D)',
  vote: () => '어느 쪽이 더 좋나요?',
  with_key: (label, key) => `${label} (${key})`,
  only_newest: () => '투표는 양쪽의 가장 새로운 그림에 대한 것입니다.',
  differs: () => '다른 점',
  references_of: (side) => `${side}의 레퍼런스`,
  recipes: (a, b) => `A: ${a} · B: ${b}`,
};

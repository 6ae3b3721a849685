import type { pageHistoryEn } from './page-history.en.ts';

export const pageHistoryKo: typeof pageHistoryEn = {
  title: () => '내가 만든 쌍',
  open: () => '기록',
  search: () => '프롬프트에서 찾기',
  today: () => '오늘',
  yesterday: () => '어제',
  none: () => '아직 만든 쌍이 없습니다.',
  none_found: (words) => `“${words}”이(가) 들어 있는 프롬프트가 없습니다.`,
  loading: () => '찾는 중…',
  found: (count, more) => (more ? `${count}쌍 이상` : `${count}쌍`),
  older: () => '이전 쌍 보기',
  no_picture: (side) => `${side}: 그림 없음`,
  again: () => '다시 시도',
};

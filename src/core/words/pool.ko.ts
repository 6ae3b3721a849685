import type { ReferenceKind } from '../domain/reference.ts';
import type { poolEn } from './pool.en.ts';
import { dayOf } from '../base/text.ts';

const KINDS: Readonly<Record<ReferenceKind, string>> = {
  tone: '톤',
  angle: '앵글',
  model: '인물',
};

export const poolKo: typeof poolEn = {
  promote: () => '풀에 등록…',
  in_pool: () => '등록됨',
  promote_heading: (name) => `${name}을(를) 레퍼런스 풀에 등록`,
  promote_ask: () =>
    '인물이나 톤 카테고리를 고르세요. 그러면 앞으로의 모든 생성에서 이 이미지를 쓸 수 있습니다.',
  promote_pick: () => '인물 또는 톤 카테고리',
  promote_other: () => '직접 입력…',
  promote_already: (target, by, at) => `이미 ${target}(으)로 등록됨: ${by} 님, ${dayOf(at)}`,
  target_choice: (kind, name) =>
    ({ model: `인물: ${name}`, tone: `톤: ${name}`, angle: `앵글: ${name}` })[kind],
  target_hint: (references) => `레퍼런스 ${references}개`,
  form_promote: () => '풀에 등록',
  form_next: () => '다음',
  field_target_kind: () => '이미지의 쓰임',
  field_target_name: () => '인물이나 톤 카테고리의 이름',
  target_kind: (kind) =>
    ({ model: '인물', tone: '톤 카테고리', angle: '톤 카테고리의 카메라 앵글' })[kind],
  promote_sure: (kind, name) =>
    ({
      model: `${name}의 사진으로 등록할까요?`,
      tone: `${name} 톤으로 등록할까요?`,
      angle: `${name}의 앵글 이미지로 등록할까요?`,
    })[kind],
  promote_new: (kind) =>
    kind === 'model'
      ? '풀에 없던 새 인물입니다. 이 인물을 부르면 이 사진이 쓰입니다.'
      : '새 카테고리입니다. 그 이름을 말하는 프롬프트에 쓰입니다.',
  promote_confirm: () => '등록',
  promote_back: () => '다시 고르기',
  promoted: (target) => `등록됨 ✓ ${target}. 다음 계획부터 쓸 수 있습니다.`,
  reference_kind: (kind) => KINDS[kind],
  pool_heading: (shelf) => `레퍼런스 풀 · ${shelf}`,
  shelf_name: (shelf) =>
    ({ all: '전체', tone: '톤', angle: '앵글', model: '인물', removed: '제거됨' })[shelf],
  pool_lost: (count) =>
    `저장소에서 풀 사진 ${count}장이 사라져 새 쌍은 그것 없이 만듭니다. 로그와 doctor가 알려 줍니다.`,
  pool_count: (total, from, to) =>
    total === 0
      ? '아직 아무것도 없습니다.'
      : `${total}개 중 ${from}–${to}, 도움이 많이 된 순서: 좋아요와 이긴 투표에서 싫어요와 진 투표를 뺀 값입니다.`,
  pool_filter: () => '보기…',
  pool_open: () => '하나 열기…',
  pool_back: () => '풀로 돌아가기',
  pool_newer: () => '이전',
  pool_helped: ({ uses, likes, dislikes, won, lost }) =>
    uses === 0
      ? '아직 쓰이지 않음'
      : `이미지 ${uses}개에 쓰임: 좋아요 ${likes}, 싫어요 ${dislikes}, 투표 ${won}승 ${lost}패`,
  pool_place: (place) => `장소: ${place}`,
  pool_tags: (tags) => `태그: ${tags}`,
  pool_starter: (at) => `기본 풀에 포함, ${dayOf(at)}`,
  pool_imported: (at) => `가져옴, ${dayOf(at)}`,
  pool_promoted: (by, at) => `${by} 님이 등록, ${dayOf(at)}`,
  pool_removed: (by, at) =>
    `${by} 님이 제거, ${dayOf(at)}: 새 계획에는 쓰이지 않고, 이것으로 만든 것은 다시 실행할 수 있습니다.`,
  pool_purged: (at) =>
    `완전히 삭제됨, ${dayOf(at)}: 이미지가 없어서, 이것으로 만든 것은 그대로 다시 실행할 수 없습니다.`,
  pool_remove: () => '풀에서 제거',
  pool_restore: () => '되돌리기',
  reference_mark: (mark) => (mark === 'removed' ? '풀에서 제거됨' : '회수됨: 이미지 없음'),
  details_open: () => '레퍼런스 자세히…',
  menu_promote: () => 'Diptych 풀에 등록',
};

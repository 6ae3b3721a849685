import { expect, it } from 'vitest';
import { NOW } from '../../values.ts';
import { type Row, sentence } from './sentences.ts';

const ROWS: readonly Row[] = [
  [
    'pool_lost',
    [1],
    'The store has lost 1 picture of the pool: new pairs do without it. The log and the doctor name it.',
    '저장소에서 풀 사진 1장이 사라져 새 쌍은 그것 없이 만듭니다. 로그와 doctor가 알려 줍니다.',
  ],
  [
    'pool_lost',
    [2],
    'The store has lost 2 pictures of the pool: new pairs do without them. The log and the doctor name them.',
    '저장소에서 풀 사진 2장이 사라져 새 쌍은 그것 없이 만듭니다. 로그와 doctor가 알려 줍니다.',
  ],
  [
    'promote_heading',
    ['name'],
    'Promote name into the reference pool',
    'name을(를) 레퍼런스 풀에 등록',
  ],
  [
    'promote_already',
    ['target', 'by', NOW],
    'In the pool as target already: by by, 2026-11-24',
    '이미 target(으)로 등록됨: by 님, 2026-11-24',
  ],
  ['target_choice', ['tone', 'Film'], 'Tone: Film', '톤: Film'],
  ['target_choice', ['model', 'Mina'], 'Person: Mina', '인물: Mina'],
  ['target_choice', ['angle', 'Film'], 'Angle: Film', '앵글: Film'],
  ['target_kind', ['angle'], 'The camera angle, in a tone category', '톤 카테고리의 카메라 앵글'],
  [
    'promote_sure',
    ['angle', 'Film'],
    'As an angle image of Film?',
    'Film의 앵글 이미지로 등록할까요?',
  ],
  ['target_hint', [0], '0 references', '레퍼런스 0개'],
  ['target_hint', [1], '1 reference', '레퍼런스 1개'],
  ['target_hint', [2], '2 references', '레퍼런스 2개'],
  ['target_kind', ['tone'], 'A tone category', '톤 카테고리'],
  ['target_kind', ['model'], 'A person', '인물'],
  ['promote_sure', ['tone', 'Film'], 'As a tone of Film?', 'Film 톤으로 등록할까요?'],
  ['promote_sure', ['model', 'Mina'], 'As a picture of Mina?', 'Mina의 사진으로 등록할까요?'],
  [
    'promote_new',
    ['tone'],
    'A new category: prompts that say its name get it.',
    '새 카테고리입니다. 그 이름을 말하는 프롬프트에 쓰입니다.',
  ],
  [
    'promote_new',
    ['model'],
    'Somebody new to the pool: whoever names this person gets this picture.',
    '풀에 없던 새 인물입니다. 이 인물을 부르면 이 사진이 쓰입니다.',
  ],
  [
    'promoted',
    ['target'],
    'In the pool ✓ target. The next plan may use it.',
    '등록됨 ✓ target. 다음 계획부터 쓸 수 있습니다.',
  ],
  ['reference_kind', ['tone'], 'tone', '톤'],
  ['reference_kind', ['angle'], 'angle', '앵글'],
  ['reference_kind', ['model'], 'person', '인물'],
  ['pool_heading', ['shelf'], 'Reference pool · shelf', '레퍼런스 풀 · shelf'],
  ['shelf_name', ['all'], 'all', '전체'],
  ['shelf_name', ['tone'], 'tones', '톤'],
  ['shelf_name', ['angle'], 'angles', '앵글'],
  ['shelf_name', ['model'], 'people', '인물'],
  ['shelf_name', ['removed'], 'removed', '제거됨'],
  ['pool_count', [0, 1, 0], 'Nothing here yet.', '아직 아무것도 없습니다.'],
  [
    'pool_count',
    [9, 3, 5],
    '3–5 of 9, what helped most first: likes and won votes less dislikes and lost ones.',
    '9개 중 3–5, 도움이 많이 된 순서: 좋아요와 이긴 투표에서 싫어요와 진 투표를 뺀 값입니다.',
  ],
  [
    'pool_helped',
    [{ uses: 0, likes: 1, dislikes: 2, won: 3, lost: 4 }],
    'not used yet',
    '아직 쓰이지 않음',
  ],
  [
    'pool_helped',
    [{ uses: 1, likes: 1, dislikes: 0, won: 3, lost: 4 }],
    'used in 1 image: 1 like, 0 dislikes, votes 3 won, 4 lost',
    '이미지 1개에 쓰임: 좋아요 1, 싫어요 0, 투표 3승 4패',
  ],
  [
    'pool_helped',
    [{ uses: 5, likes: 2, dislikes: 1, won: 0, lost: 6 }],
    'used in 5 images: 2 likes, 1 dislike, votes 0 won, 6 lost',
    '이미지 5개에 쓰임: 좋아요 2, 싫어요 1, 투표 0승 6패',
  ],
  ['pool_place', ['place'], 'Place: place', '장소: place'],
  ['pool_tags', ['tags'], 'Tags: tags', '태그: tags'],
  ['pool_starter', [NOW], 'Part of the starter pool, 2026-11-24', '기본 풀에 포함, 2026-11-24'],
  ['pool_imported', [NOW], 'Imported 2026-11-24', '가져옴, 2026-11-24'],
  ['pool_promoted', ['by', NOW], 'Promoted by by, 2026-11-24', 'by 님이 등록, 2026-11-24'],
  [
    'pool_removed',
    ['by', NOW],
    'Removed by by, 2026-11-24: new plans leave it out, what was made with it can run again.',
    'by 님이 제거, 2026-11-24: 새 계획에는 쓰이지 않고, 이것으로 만든 것은 다시 실행할 수 있습니다.',
  ],
  [
    'pool_purged',
    [NOW],
    'Purged 2026-11-24: its image is gone, and what was made with it cannot run again as it was.',
    '완전히 삭제됨, 2026-11-24: 이미지가 없어서, 이것으로 만든 것은 그대로 다시 실행할 수 없습니다.',
  ],
  ['reference_mark', ['removed'], 'removed from the pool', '풀에서 제거됨'],
  ['reference_mark', ['purged'], 'withdrawn: its image is gone', '회수됨: 이미지 없음'],
];

it.each(ROWS)('what is said of the pool: %s %j', (key, values, english, korean) => {
  expect([sentence('en', key, values), sentence('ko', key, values)]).toEqual([english, korean]);
});

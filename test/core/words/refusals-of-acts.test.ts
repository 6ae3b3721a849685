import { expect, it } from 'vitest';
import { type Row, sentence } from './sentences.ts';

const ROWS: readonly Row[] = [
  [
    'count_out_of_range',
    ['count', 2],
    'count is count; it must be a whole number from 1 to 2.',
    'count 값이 count입니다. 1부터 2까지의 정수여야 합니다.',
  ],
  [
    'count_over_room',
    [2, 3],
    '2 pairs do not fit: you have room for 3 more in line. Nothing was started.',
    '2쌍은 대기열에 들어가지 않습니다. 3쌍을 더 넣을 수 있습니다. 아무것도 시작하지 않았습니다.',
  ],
  [
    'count_over_room',
    [1, 0],
    '1 pair does not fit: your line is full. Nothing was started.',
    '1쌍은 대기열에 들어가지 않습니다. 대기열이 찼습니다. 아무것도 시작하지 않았습니다.',
  ],
  [
    'queue_full',
    [1, 1],
    'The line is about 1 minute long, longer than the 1 minute a request may wait. Please try again later.',
    '대기 시간이 약 1분으로, 요청이 기다릴 수 있는 1분보다 깁니다. 나중에 다시 시도해 주세요.',
  ],
  [
    'references_too_many',
    [2, 3],
    '2 images are attached; at most 3 can be used. Nothing was started.',
    '이미지 2장이 첨부되었습니다. 최대 3장까지 쓸 수 있습니다. 아무것도 시작하지 않았습니다.',
  ],
  [
    'reference_type',
    ['name'],
    '“name” is not a PNG, JPEG or WebP image.',
    '“name” 파일은 PNG, JPEG, WebP 이미지가 아닙니다.',
  ],
  [
    'reference_too_large',
    ['name', 2],
    '“name” is larger than 2 MB.',
    '“name” 파일이 2 MB보다 큽니다.',
  ],
  [
    'reference_too_many_pixels',
    ['name', 2],
    '“name” has more than 2 megapixels.',
    '“name” 이미지가 2메가픽셀보다 큽니다.',
  ],
  [
    'reference_broken',
    ['name'],
    '“name” is damaged or cut short and cannot be read as an image.',
    '“name” 파일이 손상되었거나 잘려서 이미지로 읽을 수 없습니다.',
  ],
  [
    'reference_unavailable',
    ['name'],
    '“name” could not be fetched. Please attach it again.',
    '“name” 파일을 가져오지 못했습니다. 다시 첨부해 주세요.',
  ],
  [
    'target_name_long',
    [2, 3],
    'The name has 2 characters; at most 3 fit.',
    '이름이 2자입니다. 3자까지 쓸 수 있습니다.',
  ],
  [
    'shelf_unknown',
    ['name', 'known'],
    'There is no person and no category “name” in the pool. Known: known.',
    '풀에 “name”(이)라는 인물이나 카테고리가 없습니다. 있는 것: known.',
  ],
  [
    'target_taken',
    ['name'],
    'Somebody else made “name” just now: please pick it from the list.',
    '방금 다른 사람이 “name”을(를) 만들었습니다. 다시 골라 주세요.',
  ],
  [
    'already_promoted',
    ['target', 'by', '2026-11-24'],
    'This image is in the pool as target already: by promoted it, 2026-11-24.',
    '이미 target(으)로 등록되어 있습니다: by 님, 2026-11-24.',
  ],
  [
    'already_in_pool',
    ['target', 'by', '2026-11-24'],
    'target holds this very image already: by added it, 2026-11-24.',
    'target에 같은 이미지가 이미 있습니다: by 님이 2026-11-24에 추가했습니다.',
  ],
  [
    'reference_replaced',
    ['target'],
    'target holds this image again already: there is nothing to bring back.',
    'target에 같은 이미지가 이미 다시 있습니다. 되돌릴 것이 없습니다.',
  ],
  [
    'quota_used',
    [2, 3, 4, 'resetAt'],
    "This needs 4 credits; 2 of today's 3 are used or in flight. New credits come at resetAt.",
    '크레딧 4개가 필요한데, 오늘 3개 중 2개를 썼거나 쓰는 중입니다. resetAt에 새로 채워집니다.',
  ],
  [
    'queue_full',
    [2, 3],
    'The line is about 2 minutes long, longer than the 3 minutes a request may wait. Please try again later.',
    '대기 시간이 약 2분으로, 요청이 기다릴 수 있는 3분보다 깁니다. 나중에 다시 시도해 주세요.',
  ],
  [
    'provider_unserved',
    ['Fine', 'basic', 'model:"S"'],
    'Nothing here can run Fine just now: please tell an admin, or choose a tier that works: basic. By name there are samples: model:"S".',
    '지금 여기에서는 Fine 모델을 쓸 수 없습니다. 관리자에게 알려 주세요. 지금 쓸 수 있는 등급: basic. 이름으로 고를 수 있는 샘플: model:"S".',
  ],
  [
    'provider_unserved',
    ['Fine', 'basic', ''],
    'Nothing here can run Fine just now: please tell an admin, or choose a tier that works: basic.',
    '지금 여기에서는 Fine 모델을 쓸 수 없습니다. 관리자에게 알려 주세요. 지금 쓸 수 있는 등급: basic.',
  ],
  [
    'provider_unserved',
    ['Fine', ''],
    'Nothing here can run Fine just now: please tell an admin.',
    '지금 여기에서는 Fine 모델을 쓸 수 없습니다. 관리자에게 알려 주세요.',
  ],
  [
    'provider_unserved',
    ['Fine', '', 'model:"S"'],
    'Nothing here can run Fine just now: please tell an admin. By name there are samples: model:"S".',
    '지금 여기에서는 Fine 모델을 쓸 수 없습니다. 관리자에게 알려 주세요. 이름으로 고를 수 있는 샘플: model:"S".',
  ],
  [
    'tier_unserved',
    ['gold', 'basic', 'model:"S"'],
    'Nothing here can run tier “gold” just now: please tell an admin, or choose a tier that works: basic. By name there are samples: model:"S".',
    '지금 여기에서는 “gold” 등급을 쓸 수 없습니다. 관리자에게 알려 주세요. 지금 쓸 수 있는 등급: basic. 이름으로 고를 수 있는 샘플: model:"S".',
  ],
  [
    'tier_unserved',
    ['gold', '', ''],
    'Nothing here can run tier “gold” just now: please tell an admin.',
    '지금 여기에서는 “gold” 등급을 쓸 수 없습니다. 관리자에게 알려 주세요.',
  ],
  [
    'not_asker',
    ['asker'],
    'Only the person who asked (asker) and admins can do that.',
    '요청한 사람(asker)과 관리자만 할 수 있습니다.',
  ],
  [
    'bot_needs',
    ['permissions'],
    'I cannot post here yet. Ask an admin to give me these permissions in this channel: permissions.',
    '아직 여기에 글을 올릴 수 없습니다. 이 채널에서 다음 권한을 관리자에게 부탁해 주세요: permissions.',
  ],
  [
    'runs_used',
    [2],
    'This exact spec has run 2 times, the limit. Edit it or change its ratios to go on.',
    '똑같은 설정을 한도인 2번까지 실행했습니다. 편집하거나 비율을 바꾸면 계속할 수 있습니다.',
  ],
  [
    'side_full',
    [2],
    'This side has 2 generations, the limit. Start a new pair to go on.',
    '이 쪽은 한도인 2번까지 만들었습니다. 새 쌍을 시작해 주세요.',
  ],
  [
    'feedback_too_long',
    [2],
    'Feedback can have at most 2 characters.',
    '의견은 최대 2자까지 쓸 수 있습니다.',
  ],
  [
    'reference_no_tone',
    ['p1', 'model'],
    'The reference “p1” is a picture of a person, and only tones can be given here.',
    '레퍼런스 “p1”은(는) 인물 이미지입니다. 여기에는 톤만 쓸 수 있습니다.',
  ],
  [
    'reference_no_tone',
    ['a1', 'angle'],
    'The reference “a1” is an angle, and only tones can be given here.',
    '레퍼런스 “a1”은(는) 앵글 이미지입니다. 여기에는 톤만 쓸 수 있습니다.',
  ],
  [
    'reference_twice',
    ['t1', 't1'],
    'The reference “t1” is named twice: name each one once.',
    '레퍼런스 “t1”이(가) 두 번 적혀 있습니다. 한 번씩만 적어 주세요.',
  ],
  [
    'reference_twice',
    ['t1', 't2'],
    'The references “t1” and “t2” are the same picture: name one of them.',
    '레퍼런스 “t1”과(와) “t2”은(는) 같은 이미지입니다. 하나만 적어 주세요.',
  ],
  [
    'references_unknown',
    ['ids'],
    'There are no such references in the pool: ids.',
    '풀에 이런 레퍼런스가 없습니다: ids.',
  ],
  [
    'model_unavailable',
    ['model'],
    'model is not available any more: start a new pair with another tier.',
    'model 모델은 더 이상 쓸 수 없습니다. 새 쌍에서 다른 모델을 골라 주세요.',
  ],
  [
    'request_key_reused',
    [],
    'This Idempotency-Key was used for another request: use a new key for a new request.',
    '이 Idempotency-Key는 다른 요청에 쓰였습니다. 새 요청에는 새 키를 써 주세요.',
  ],
  [
    'request_unanswered',
    [],
    'This request was sent before, and its answer was not kept. The pair shows what came of it.',
    '이미 받은 요청이지만 어떻게 답했는지 알 수 없습니다. 지금 상태는 그 쌍에서 볼 수 있습니다.',
  ],
];

it.each(ROWS)('what an act is refused with: %s %j', (key, values, english, korean) => {
  expect([sentence('en', key, values), sentence('ko', key, values)]).toEqual([english, korean]);
});

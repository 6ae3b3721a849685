import { expect, it } from 'vitest';
import { type Row, sentence } from './sentences.ts';

const ROWS: readonly Row[] = [
  [
    'model_unknown',
    ['id', 'known'],
    'There is no model “id”. Known: known.',
    '“id”라는 모델이 없습니다. 있는 것: known.',
  ],
  [
    'model_exists',
    ['id'],
    'There is a model “id” already: change it with set.',
    '“id” 모델이 이미 있습니다. set으로 바꾸세요.',
  ],
  [
    'model_invalid',
    [
      [
        { of: 'type', field: 'rank', type: 'number' },
        { of: 'unknown_key', field: 'steps', known: 'id, tier' },
        { of: 'other', field: 'note' },
      ],
    ],
    'The model is not right: rank must be a number; steps is not one of the fields id, tier; note is not valid.',
    '모델이 올바르지 않습니다. “rank” 값은 숫자여야 합니다. “steps” 항목은 없습니다. 쓸 수 있는 항목: id, tier. “note” 값이 올바르지 않습니다. /api/openapi.json을 봐 주세요.',
  ],
  [
    'model_inactive',
    ['name'],
    'name is inactive: activate it before it can be the default.',
    'name은(는) 꺼져 있습니다. 기본으로 하려면 먼저 켜 주세요.',
  ],
  [
    'model_is_default',
    ['name'],
    'name is the default: make another model the default first.',
    'name은(는) 기본 모델입니다. 먼저 다른 모델을 기본으로 정해 주세요.',
  ],
  [
    'model_size_unlisted',
    ['size', 'valid'],
    'square, landscape and portrait must be sizes the model takes: size is none of valid.',
    'square, landscape, portrait는 모델이 만드는 크기여야 합니다. size은(는) valid에 없습니다.',
  ],
  [
    'model_size_small',
    ['size', 2],
    'size has fewer pixels than the model’s minimum of 2.',
    'size은(는) 모델의 최소 픽셀 수 2보다 작습니다.',
  ],
  [
    'tier_left_empty',
    ['tier', 'plan'],
    'The plan “plan” promises tier “tier”, which would have no active model: change the plan, or activate another model of that tier, first.',
    '“plan” 플랜에 “tier” 등급이 있는데 켜진 모델이 없게 됩니다. 먼저 플랜을 바꾸거나 그 등급의 다른 모델을 켜 주세요.',
  ],
  [
    'plan_name_invalid',
    ['name'],
    '“name” is no name of a plan: use small letters, digits, dashes and underscores.',
    '“name”은(는) 플랜 이름이 될 수 없습니다. 영문 소문자, 숫자, -, _ 만 쓸 수 있습니다.',
  ],
  [
    'plan_incomplete',
    ['name'],
    'The plan “name” is new, so it needs both tiers and daily_quota.',
    '“name”은(는) 새 플랜이므로 tiers와 daily_quota가 모두 필요합니다.',
  ],
  [
    'plan_lacks_default',
    ['tier', 'model'],
    'The plan “default” must keep tier “tier”, which is that of the default model, model: leave it in, or make a model of another tier the default first.',
    '“default” 플랜에는 기본 모델(model)의 “tier” 등급이 있어야 합니다. 그 등급을 남겨 두거나, 먼저 다른 등급의 모델을 기본으로 정해 주세요.',
  ],
  [
    'default_outside_plan',
    ['model', 'tier', 'tiers'],
    'The plan “default” has the tiers tiers, but not “tier” of model, so most people could not use the default model: add the tier to that plan first, or choose a model of its tiers.',
    '“default” 플랜에는 tiers 등급이 있고 model 모델의 “tier” 등급은 없어, 대부분의 사람이 기본 모델을 쓸 수 없게 됩니다. 먼저 그 플랜에 등급을 더하거나, 그 플랜에 있는 등급의 모델을 골라 주세요.',
  ],
  [
    'plan_tier_empty',
    ['tier', 'known'],
    'No active model has tier “tier”, so no plan can promise it. Tiers: known.',
    '“tier” 등급에는 켜진 모델이 없어 플랜에 넣을 수 없습니다. 등급: known.',
  ],
  [
    'plan_holder_invalid',
    ['holder'],
    '“holder” can hold no plan: give web:NAME, discord:ID or role:ID.',
    '“holder”에는 플랜을 줄 수 없습니다. web:이름, discord:ID, role:ID 가운데 하나여야 합니다.',
  ],
  [
    'plan_unknown',
    ['name', 'known'],
    'There is no plan “name”. Known: known.',
    '“name” 플랜이 없습니다. 있는 플랜: known.',
  ],
  [
    'days_invalid',
    ['days', 2],
    '“days” is not a number of days: it must be a whole number from 1 to 2.',
    '“days”은(는) 날수가 아닙니다. 1부터 2까지의 정수여야 합니다.',
  ],
  [
    'host_refused',
    ['host'],
    'This hub answers on loopback names only, not as “host”: open http://127.0.0.1, or set API_TOKEN.',
    '이 허브는 루프백 이름으로만 답합니다(“host” 아님). http://127.0.0.1을 열거나 API_TOKEN을 설정해 주세요.',
  ],
  [
    'origin_refused',
    ['origin'],
    "Changes are taken from the hub's own page only, not from “origin”.",
    '변경은 허브 자신의 페이지에서만 받습니다(“origin” 아님).',
  ],
  [
    'content_type_refused',
    ['text/plain'],
    'The body must be application/json, and it is text/plain.',
    '본문은 application/json이어야 합니다(받은 형식: text/plain).',
  ],
  [
    'content_type_refused',
    [''],
    'The body must be application/json, and it is without a type.',
    '본문은 application/json이어야 합니다(받은 형식: 없음).',
  ],
  [
    'route_unknown',
    ['path'],
    'There is nothing at path: /api/openapi.json lists what there is.',
    'path에는 아무것도 없습니다. 목록은 /api/openapi.json에 있습니다.',
  ],
];

it.each(ROWS)('what a setting or a call is refused with: %s %j', (key, values, english, korean) => {
  expect([sentence('en', key, values), sentence('ko', key, values)]).toEqual([english, korean]);
});

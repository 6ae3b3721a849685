import { expect, it } from 'vitest';
import { type Row, sentence } from './sentences.ts';

const ROWS: readonly Row[] = [
  [
    'prompt_too_long',
    [2, 3],
    'The prompt has 2 characters; at most 3 fit. Please shorten it.',
    '프롬프트가 2자입니다. 최대 3자까지 쓸 수 있으니 줄여 주세요.',
  ],
  [
    'prompt_too_long_for_model',
    [2, 3, 'model'],
    'With its directions the prompt has 2 characters, and model reads at most 3. Please shorten it.',
    '지시문을 더하면 프롬프트가 2자인데, model 모델은 최대 3자까지 읽습니다. 줄여 주세요.',
  ],
  [
    'option_unknown',
    ['name', 'known'],
    'There is no option “name”. Known options: known.',
    '“name” 옵션은 없습니다. 쓸 수 있는 옵션: known.',
  ],
  [
    'option_unknown',
    ['sise', 'known', 'size'],
    'There is no option “sise”. Did you mean “size”? What belongs to the prompt can stand in quotation marks. Known options: known.',
    '“sise” 옵션은 없습니다. 혹시 “size” 옵션을 찾으셨나요? 프롬프트의 일부라면 따옴표 안에 적어 주세요. 쓸 수 있는 옵션: known.',
  ],
  [
    'option_without_value',
    ['tier', 'basic, quality'],
    'The option “tier” has no value. It takes: basic, quality. What belongs to the prompt can stand in quotation marks.',
    '“tier” 옵션에 값이 없습니다. 쓸 수 있는 값: basic, quality. 프롬프트의 일부라면 따옴표 안에 적어 주세요.',
  ],
  [
    'option_without_value',
    ['persona', ''],
    'The option “persona” has no value. What belongs to the prompt can stand in quotation marks.',
    '“persona” 옵션에 값이 없습니다. 프롬프트의 일부라면 따옴표 안에 적어 주세요.',
  ],
  [
    'command_unknown',
    ['/help', '/diptych help'],
    'There is no command “/help”. Did you mean “/diptych help”? A prompt needs no slash.',
    '“/help” 명령은 없습니다. 혹시 “/diptych help” 명령을 찾으셨나요? 프롬프트는 / 없이 적어 주세요.',
  ],
  [
    'word_unknown',
    ['creditz', 'help, credits', 'credits'],
    'There is no “/diptych creditz”. Did you mean “/diptych credits”? Known words: help, credits.',
    '“/diptych creditz” 명령은 없습니다. 혹시 “/diptych credits” 명령을 찾으셨나요? 쓸 수 있는 말: help, credits.',
  ],
  [
    'word_unknown',
    ['nonsense', 'help, credits'],
    'There is no “/diptych nonsense”. Known words: help, credits.',
    '“/diptych nonsense” 명령은 없습니다. 쓸 수 있는 말: help, credits.',
  ],
  [
    'command_misplaced',
    ['/diptych'],
    '“/diptych” is a command of its own: send it by itself, not as a prompt.',
    '“/diptych”은(는) 따로 보내는 명령입니다. 프롬프트에 넣지 말고 그대로 보내 주세요.',
  ],
  [
    'option_invalid',
    ['name', 'a, b'],
    '“name” is not valid. Valid: a, b.',
    '“name” 값이 올바르지 않습니다. 올바른 값: a, b.',
  ],
  [
    'tier_unknown',
    ['gold', 'basic'],
    'There is no tier “gold”. Available: basic.',
    '“gold” 등급은 없습니다. 쓸 수 있는 등급: basic.',
  ],
  ['tier_unknown', ['gold', ''], 'There is no tier “gold”.', '“gold” 등급은 없습니다.'],
  [
    'tier_inactive',
    ['gold', 'basic'],
    'Tier “gold” has no active model just now. Available: basic.',
    '“gold” 등급에는 지금 켜진 모델이 없습니다. 쓸 수 있는 등급: basic.',
  ],
  [
    'tier_inactive',
    ['gold', ''],
    'Tier “gold” has no active model just now.',
    '“gold” 등급에는 지금 켜진 모델이 없습니다.',
  ],
  [
    'tier_not_in_plan',
    ['gold', 'basic'],
    'Your plan does not include tier “gold”. You can use: basic.',
    '현재 플랜에는 “gold” 등급이 없습니다. 쓸 수 있는 등급: basic.',
  ],
  [
    'tier_not_in_plan',
    ['gold', ''],
    'Your plan does not include tier “gold”.',
    '현재 플랜에는 “gold” 등급이 없습니다.',
  ],
  [
    'model_choice_unknown',
    ['name', 'known'],
    'There is no model “name”. You can use: known.',
    '“name” 모델은 없습니다. 쓸 수 있는 모델: known.',
  ],
  [
    'model_choice_inactive',
    ['name', 'known'],
    '“name” is not active just now. You can use: known.',
    '“name” 모델은 지금 꺼져 있습니다. 쓸 수 있는 모델: known.',
  ],
  [
    'model_choice_gone',
    ['name', 'known'],
    '“name” is not offered any more. You can use: known.',
    '“name” 모델은 더 이상 제공되지 않습니다. 쓸 수 있는 모델: known.',
  ],
  [
    'model_choice_retired',
    ['name', 'successor'],
    '“name” is not offered any more. Use its successor: successor.',
    '“name” 모델은 더 이상 제공되지 않습니다. 후속 모델을 써 주세요: successor.',
  ],
  [
    'model_choice_not_in_plan',
    ['name', 'known'],
    'Your plan does not include “name”. You can use: known.',
    '현재 플랜에는 “name” 모델이 없습니다. 쓸 수 있는 모델: known.',
  ],
  [
    'model_choice_other_tier',
    ['model', 'own', 'tier', 'known'],
    'model is of tier “own”, not “tier”: leave tier out, or use a model of “tier”: known.',
    'model 모델은 “tier” 등급이 아니라 “own” 등급입니다. tier를 빼거나 “tier” 등급의 모델을 써 주세요: known.',
  ],
  [
    'size_invalid',
    ['size', 'model', 'valid'],
    'model does not make size pictures. It takes: valid.',
    'model 모델은 size 크기를 만들지 않습니다. 가능한 크기: valid.',
  ],
  [
    'angle_unknown',
    ['angle', 'nearest'],
    'There is no angle “angle”. Did you mean “nearest”?',
    '“angle” 앵글은 없습니다. 혹시 “nearest” 앵글을 찾으셨나요?',
  ],
  [
    'lens_unknown',
    ['lens', 'nearest'],
    'There is no lens “lens”. Did you mean “nearest”?',
    '“lens” 렌즈는 없습니다. 혹시 “nearest” 렌즈를 찾으셨나요?',
  ],
  [
    'persona_unknown',
    ['persona', 'known'],
    'There is no persona “persona” in the pool. Known: known.',
    '레퍼런스 풀에 “persona” 인물이 없습니다. 등록된 인물: known.',
  ],
  [
    'category_unknown',
    ['category', 'known'],
    'There is no category “category” in the pool. Known: known.',
    '레퍼런스 풀에 “category” 분류가 없습니다. 등록된 분류: known.',
  ],
  [
    'experiment_unknown',
    ['name', 'known'],
    'There is no experiment “name”. Known: known.',
    '“name” 실험은 없습니다. 쓸 수 있는 실험: known.',
  ],
  [
    'versus_none',
    ['model'],
    'There is only one model you may use, model, so there is none to compare it with: try experiment:tones or experiment:angles.',
    '쓸 수 있는 모델이 model 하나뿐이라 비교할 모델이 없습니다. experiment:tones나 experiment:angles를 써 보세요.',
  ],
  [
    'versus_samples',
    ['model', 'known'],
    'Only samples are left to compare model with, and those are taken by name: known.',
    'model 모델과 비교할 수 있는 것은 샘플뿐이고, 샘플은 이름으로만 고릅니다: known.',
  ],
  [
    'versus_unknown',
    ['name', 'known'],
    'There is no tier and no model “name”. Compare with: known.',
    '“name” 등급이나 모델은 없습니다. 비교할 수 있는 모델: known.',
  ],
  [
    'versus_same',
    ['model', 'known'],
    'One side is made with model already. Compare it with: known.',
    '한쪽을 이미 model 모델로 만듭니다. 비교할 수 있는 모델: known.',
  ],
  [
    'versus_inactive',
    ['name', 'known'],
    '“name” is not active just now. Compare with: known.',
    '“name”은(는) 지금 꺼져 있습니다. 비교할 수 있는 모델: known.',
  ],
  [
    'versus_gone',
    ['name', 'known'],
    '“name” is not offered any more. Compare with: known.',
    '“name”은(는) 더 이상 제공되지 않습니다. 비교할 수 있는 모델: known.',
  ],
  [
    'versus_retired',
    ['name', 'successor'],
    '“name” is not offered any more. Compare with its successor: successor.',
    '“name”은(는) 더 이상 제공되지 않습니다. 후속 모델과 비교해 주세요: successor.',
  ],
  [
    'versus_not_in_plan',
    ['name', 'known'],
    'Your plan does not include “name”. Compare with: known.',
    '현재 플랜에는 “name”이(가) 없습니다. 비교할 수 있는 모델: known.',
  ],
  [
    'versus_experiment',
    ['experiment'],
    'versus compares two models, which experiment:experiment does not: leave one of them out.',
    'versus는 두 모델을 비교하는 옵션이라 experiment:experiment와 함께 쓸 수 없습니다. 둘 중 하나를 빼 주세요.',
  ],
];

it.each(ROWS)('what a request is refused with: %s %j', (key, values, english, korean) => {
  expect([sentence('en', key, values), sentence('ko', key, values)]).toEqual([english, korean]);
});

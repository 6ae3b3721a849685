import type { refusalsEn } from './refusals.en.ts';
import { shapeFaultKo } from './shape-faults.ko.ts';

const youCanUse = (known: string) => (known === '' ? '' : ` 쓸 수 있는 모델: ${known}.`);
const available = (known: string) => (known === '' ? '' : ` 쓸 수 있는 등급: ${known}.`);
const insteadOf = (tiers: string, sample = '') =>
  (tiers === '' ? '' : ` 지금 쓸 수 있는 등급: ${tiers}.`) +
  (sample === '' ? '' : ` 이름으로 고를 수 있는 샘플: ${sample}.`);

export const refusalsKo: typeof refusalsEn = {
  prompt_empty: () => '프롬프트가 비어 있습니다. 그림에 무엇이 보여야 하는지 적어 주세요.',
  prompt_too_long: (length, max) =>
    `프롬프트가 ${length}자입니다. 최대 ${max}자까지 쓸 수 있으니 줄여 주세요.`,
  prompt_too_long_for_model: (length, max, model) =>
    `지시문을 더하면 프롬프트가 ${length}자인데, ${model} 모델은 최대 ${max}자까지 읽습니다. 줄여 주세요.`,
  option_unknown: (name, known, nearest) =>
    `“${name}” 옵션은 없습니다.${nearest === undefined ? '' : ` 혹시 “${nearest}” 옵션을 찾으셨나요? 프롬프트의 일부라면 따옴표 안에 적어 주세요.`} 쓸 수 있는 옵션: ${known}.`,
  option_without_value: (name, values) =>
    `“${name}” 옵션에 값이 없습니다.${values === '' ? '' : ` 쓸 수 있는 값: ${values}.`} 프롬프트의 일부라면 따옴표 안에 적어 주세요.`,
  command_unknown: (command, nearest) =>
    `“${command}” 명령은 없습니다. 혹시 “${nearest}” 명령을 찾으셨나요? 프롬프트는 / 없이 적어 주세요.`,
  word_unknown: (word, known, nearest) =>
    `“/diptych ${word}” 명령은 없습니다.${nearest === undefined ? '' : ` 혹시 “/diptych ${nearest}” 명령을 찾으셨나요?`} 쓸 수 있는 말: ${known}.`,
  command_misplaced: (command) =>
    `“${command}”은(는) 따로 보내는 명령입니다. 프롬프트에 넣지 말고 그대로 보내 주세요.`,
  option_invalid: (name, expected) => `“${name}” 값이 올바르지 않습니다. 올바른 값: ${expected}.`,
  tier_unknown: (tier, known) => `“${tier}” 등급은 없습니다.${available(known)}`,
  tier_inactive: (tier, known) =>
    `“${tier}” 등급에는 지금 켜진 모델이 없습니다.${available(known)}`,
  tier_not_in_plan: (tier, allowed) =>
    `현재 플랜에는 “${tier}” 등급이 없습니다.${available(allowed)}`,
  model_choice_unknown: (name, known) => `“${name}” 모델은 없습니다.${youCanUse(known)}`,
  model_choice_inactive: (name, known) => `“${name}” 모델은 지금 꺼져 있습니다.${youCanUse(known)}`,
  model_choice_gone: (name, known) =>
    `“${name}” 모델은 더 이상 제공되지 않습니다.${youCanUse(known)}`,
  model_choice_retired: (name, successor) =>
    `“${name}” 모델은 더 이상 제공되지 않습니다. 후속 모델을 써 주세요: ${successor}.`,
  model_choice_not_in_plan: (name, known) =>
    `현재 플랜에는 “${name}” 모델이 없습니다.${youCanUse(known)}`,
  model_choice_other_tier: (model, own, tier, known) =>
    `${model} 모델은 “${tier}” 등급이 아니라 “${own}” 등급입니다. tier를 빼거나 “${tier}” 등급의 모델을 써 주세요: ${known}.`,
  size_invalid: (size, model, valid) =>
    `${model} 모델은 ${size} 크기를 만들지 않습니다. 가능한 크기: ${valid}.`,
  angle_unknown: (angle, nearest) =>
    `“${angle}” 앵글은 없습니다. 혹시 “${nearest}” 앵글을 찾으셨나요?`,
  lens_unknown: (lens, nearest) =>
    `“${lens}” 렌즈는 없습니다. 혹시 “${nearest}” 렌즈를 찾으셨나요?`,
  persona_unknown: (persona, known) =>
    `레퍼런스 풀에 “${persona}” 인물이 없습니다. 등록된 인물: ${known}.`,
  category_unknown: (category, known) =>
    `레퍼런스 풀에 “${category}” 분류가 없습니다. 등록된 분류: ${known}.`,
  experiment_unknown: (name, known) => `“${name}” 실험은 없습니다. 쓸 수 있는 실험: ${known}.`,
  versus_none: (model) =>
    `쓸 수 있는 모델이 ${model} 하나뿐이라 비교할 모델이 없습니다. experiment:tones나 experiment:angles를 써 보세요.`,
  versus_samples: (model, known) =>
    `${model} 모델과 비교할 수 있는 것은 샘플뿐이고, 샘플은 이름으로만 고릅니다: ${known}.`,
  versus_unknown: (name, known) =>
    `“${name}” 등급이나 모델은 없습니다. 비교할 수 있는 모델: ${known}.`,
  versus_same: (model, known) =>
    `한쪽을 이미 ${model} 모델로 만듭니다. 비교할 수 있는 모델: ${known}.`,
  versus_inactive: (name, known) =>
    `“${name}”은(는) 지금 꺼져 있습니다. 비교할 수 있는 모델: ${known}.`,
  versus_gone: (name, known) =>
    `“${name}”은(는) 더 이상 제공되지 않습니다. 비교할 수 있는 모델: ${known}.`,
  versus_retired: (name, successor) =>
    `“${name}”은(는) 더 이상 제공되지 않습니다. 후속 모델과 비교해 주세요: ${successor}.`,
  versus_not_in_plan: (name, known) =>
    `현재 플랜에는 “${name}”이(가) 없습니다. 비교할 수 있는 모델: ${known}.`,
  versus_experiment: (experiment) =>
    `versus는 두 모델을 비교하는 옵션이라 experiment:${experiment}와 함께 쓸 수 없습니다. 둘 중 하나를 빼 주세요.`,
  count_out_of_range: (count, max) =>
    `count 값이 ${count}입니다. 1부터 ${max}까지의 정수여야 합니다.`,
  count_over_room: (count, fits) =>
    `${count}쌍은 대기열에 들어가지 않습니다. ${fits === 0 ? '대기열이 찼습니다' : `${fits}쌍을 더 넣을 수 있습니다`}. 아무것도 시작하지 않았습니다.`,
  references_too_many: (count, max) =>
    `이미지 ${count}장이 첨부되었습니다. 최대 ${max}장까지 쓸 수 있습니다. 아무것도 시작하지 않았습니다.`,
  reference_type: (name) => `“${name}” 파일은 PNG, JPEG, WebP 이미지가 아닙니다.`,
  reference_too_large: (name, megabytes) => `“${name}” 파일이 ${megabytes} MB보다 큽니다.`,
  reference_too_many_pixels: (name, megapixels) =>
    `“${name}” 이미지가 ${megapixels}메가픽셀보다 큽니다.`,
  reference_too_long: (name, pixels) =>
    `“${name}” 이미지의 가로나 세로가 ${pixels.toLocaleString('ko')}픽셀보다 큽니다.`,
  reference_too_slow: (name) =>
    `“${name}” 이미지를 읽는 데 너무 오래 걸립니다. 이미지 프로그램에서 새로 저장해 첨부해 주세요.`,
  reference_busy: (name) =>
    `지금 확인 중인 이미지가 너무 많아 “${name}” 이미지를 확인하지 못했습니다. 잠시 후 다시 시도해 주세요.`,
  reference_broken: (name) => `“${name}” 파일이 손상되었거나 잘려서 이미지로 읽을 수 없습니다.`,
  reference_unavailable: (name) => `“${name}” 파일을 가져오지 못했습니다. 다시 첨부해 주세요.`,
  reference_out_of_sight: (name) =>
    `“${name}” 파일을 읽을 수 없습니다. 파일이 공유된 채널에 저를 초대하거나(그 채널에서 /invite @ 와 제 이름을 입력), 이미지를 직접 첨부해 주세요.`,
  reference_needs_scope: (name, scope) =>
    `“${name}” 파일을 읽을 수 없습니다. 이 워크스페이스에서 “${scope}” 권한이 없습니다. 관리자에게 앱에 권한을 추가하고 다시 설치해 달라고 하세요.`,
  reference_elsewhere: (name) =>
    `“${name}” 파일은 이 채팅 밖에 있어서 가져오지 않습니다. 이미지를 직접 첨부해 주세요.`,
  reference_withdrawn: () =>
    '레퍼런스가 풀에서 회수되었습니다. 편집…을 누르면 새 레퍼런스를 고릅니다.',
  storage_full: () =>
    '이 허브의 저장 공간이 가득 차서 처리하지 못했습니다. 관리자에게 알리고, 공간이 생기면 다시 시도해 주세요.',
  storage_busy: () =>
    '지금 다른 프로그램이 이 허브의 저장소를 쓰고 있어 아무것도 바뀌지 않았습니다. 잠시 후 다시 시도해 주세요.',
  storage_damaged: () =>
    '이 허브의 데이터베이스가 손상되어 처리하지 못했습니다. 관리자에게 알려 주세요.',
  storage_gone: () =>
    '허브가 실행되는 동안 데이터베이스 파일이 옮겨지거나 삭제되어 처리하지 못했습니다. 관리자에게 알려 주세요.',
  storage_failed: () =>
    '지금 허브가 저장소를 쓸 수 없어 처리하지 못했습니다. 관리자에게 알리고, 나중에 다시 시도해 주세요.',
  target_name_empty: () => '인물이나 톤 카테고리의 이름을 적어 주세요.',
  target_name_long: (length, max) => `이름이 ${length}자입니다. ${max}자까지 쓸 수 있습니다.`,
  target_unknown: () => '그 인물이나 카테고리는 이제 풀에 없습니다. 다시 골라 주세요.',
  shelf_unknown: (name, known) =>
    `풀에 “${name}”(이)라는 인물이나 카테고리가 없습니다. 있는 것: ${known}.`,
  target_taken: (name) => `방금 다른 사람이 “${name}”을(를) 만들었습니다. 다시 골라 주세요.`,
  choice_too_old: () => '고른 지 너무 오래되었습니다. 풀에 등록…을 다시 눌러 주세요.',
  not_an_image: () => '그 메시지에는 등록할 이미지가 없습니다. 제 이미지 메시지에서 사용하세요.',
  already_promoted: (target, by, at) => `이미 ${target}(으)로 등록되어 있습니다: ${by} 님, ${at}.`,
  already_in_pool: (target, by, at) =>
    `${target}에 같은 이미지가 이미 있습니다: ${by} 님이 ${at}에 추가했습니다.`,
  image_missing: () => '저장소에 이 이미지의 파일이 없어서 등록할 수 없습니다. 바뀐 것은 없습니다.',
  pool_copy_failed: () =>
    '저장소가 이미지를 복사하지 못해서 바뀐 것이 없습니다. 잠시 뒤에 다시 시도해 주세요.',
  reference_removed: () => '그 레퍼런스는 이미 풀에서 제거되었습니다.',
  reference_stands: () => '그 레퍼런스는 풀에 있습니다. 되돌릴 제거가 없습니다.',
  reference_purged: () =>
    '그 레퍼런스는 완전히 삭제되어 이미지가 없습니다. 다시 가져오거나 등록해야 합니다.',
  reference_replaced: (target: string) =>
    `${target}에 같은 이미지가 이미 다시 있습니다. 되돌릴 것이 없습니다.`,
  planning_timeout: () =>
    '준비에 시간이 너무 오래 걸려 아무것도 시작하지 않았습니다. 다시 보내 주세요.',
  planning_failed: () => '준비하지 못해 아무것도 시작하지 않았습니다. 다시 보내 주세요.',
  quota_used: (used, quota, needed, resetAt) =>
    `크레딧 ${needed}개가 필요한데, 오늘 ${quota}개 중 ${used}개를 썼거나 쓰는 중입니다. ${resetAt}에 새로 채워집니다.`,
  too_busy: () =>
    '한꺼번에 너무 많은 요청이 들어와 이 요청은 접수하지 못했습니다. 잠시 후 다시 보내 주세요.',
  queue_full: (minutes, limit) =>
    `대기 시간이 약 ${minutes}분으로, 요청이 기다릴 수 있는 ${limit}분보다 깁니다. 나중에 다시 시도해 주세요.`,
  provider_unserved: (model, tiers, sample) =>
    `지금 여기에서는 ${model} 모델을 쓸 수 없습니다. 관리자에게 알려 주세요.${insteadOf(tiers, sample)}`,
  tier_unserved: (tier, tiers, sample) =>
    `지금 여기에서는 “${tier}” 등급을 쓸 수 없습니다. 관리자에게 알려 주세요.${insteadOf(tiers, sample)}`,
  not_allowed_person: () => '여기에서 Diptych를 쓸 수 없습니다. 관리자가 이 계정을 차단했습니다.',
  not_allowed_role: () => '여기에서는 정해진 역할만 Diptych를 쓸 수 있는데, 해당 역할이 없습니다.',
  not_allowed_channel: () =>
    '이 채널에서는 Diptych를 쓸 수 없습니다. 쓸 수 있는 채널을 관리자에게 물어보세요.',
  not_asker: (asker) => `요청한 사람(${asker})과 관리자만 할 수 있습니다.`,
  not_admin: () => '관리자만 할 수 있습니다.',
  not_our_message: () =>
    '그 메시지에는 제가 만든 쌍이나 이미지가 없습니다. 그런 메시지에 사용해 주세요.',
  bot_needs: (permissions) =>
    `아직 여기에 글을 올릴 수 없습니다. 이 채널에서 다음 권한을 관리자에게 부탁해 주세요: ${permissions}.`,
  form_overfull: () => '옵션이 너무 많아 양식에 담을 수 없습니다. 프롬프트와 함께 보내 주세요.',
  button_unknown: () => '우리 버튼이 아니거나, 이제 쓰지 않는 버전의 메시지에 있는 버튼입니다.',
  gone: () => '이 쌍은 더 이상 여기에 없습니다.',
  image_deleted: () => '이 이미지는 삭제되었습니다.',
  already_running: () => '이 쪽은 이미 실행 중입니다. 카드에서 진행 상황을 볼 수 있습니다.',
  already_ended: () => '이미 끝났습니다. 취소한 것이 없습니다.',
  not_available: () =>
    '이 버튼은 이 이미지에 더 이상 해당하지 않습니다. 메시지에 있는 버튼을 써 주세요.',
  rewrite_impossible: () =>
    '더 안전한 표현을 쓸 텍스트 모델이 설정되어 있지 않습니다. 편집…으로 프롬프트를 바꿀 수 있습니다.',
  rewrite_of_rewrite: () =>
    '이미 더 안전한 표현이었고, 그것도 거부되었습니다. 편집…으로 바꿀 수 있습니다.',
  compare_pairs: () => '서로 다른 쌍의 이미지입니다.',
  newer_images: () => '더 새로운 이미지가 있습니다. 가장 새로운 쌍에 투표해 주세요.',
  ratios_unchanged: () =>
    '지정한 비율이 이 이미지를 만든 비율과 같습니다. 먼저 톤이나 앵글을 바꿔 주세요.',
  angle_shapes_nothing: () =>
    '이 이미지에는 카메라 앵글이 없어서 앵글 비율을 바꿔도 달라지지 않습니다. 먼저 ‘편집…’에서 앵글을 정해 주세요.',
  tone_shapes_nothing: () =>
    '이 이미지에는 톤 레퍼런스가 없어서 톤 비율을 바꿔도 달라지지 않습니다. 실행한 것이 없습니다.',
  runs_used: (max) =>
    `똑같은 설정을 한도인 ${max}번까지 실행했습니다. 편집하거나 비율을 바꾸면 계속할 수 있습니다.`,
  side_full: (max) => `이 쪽은 한도인 ${max}번까지 만들었습니다. 새 쌍을 시작해 주세요.`,
  rating_invalid: () => '평점은 1부터 5까지의 정수여야 합니다.',
  feedback_too_long: (max) => `의견은 최대 ${max}자까지 쓸 수 있습니다.`,
  emoji_invalid: () => '이모지가 아닙니다. 이모지 하나를 쓰거나 :heart: 같은 이름을 써 주세요.',
  request_key_reused: () =>
    '이 Idempotency-Key는 다른 요청에 쓰였습니다. 새 요청에는 새 키를 써 주세요.',
  request_unanswered: () =>
    '이미 받은 요청이지만 어떻게 답했는지 알 수 없습니다. 지금 상태는 그 쌍에서 볼 수 있습니다.',
  stopping: () =>
    '허브가 다시 시작하는 중이라 새 작업을 시작하지 않습니다. 잠시 뒤 다시 시도해 주세요. 차감된 것은 없습니다.',
  not_ready: () => '허브가 아직 시작하는 중입니다. 잠시 뒤 다시 시도해 주세요.',
  reference_no_tone: (id, kind) =>
    `레퍼런스 “${id}”은(는) ${kind === 'model' ? '인물' : '앵글'} 이미지입니다. 여기에는 톤만 쓸 수 있습니다.`,
  reference_twice: (id, twin) =>
    id === twin
      ? `레퍼런스 “${id}”이(가) 두 번 적혀 있습니다. 한 번씩만 적어 주세요.`
      : `레퍼런스 “${id}”과(와) “${twin}”은(는) 같은 이미지입니다. 하나만 적어 주세요.`,
  references_unknown: (ids) => `풀에 이런 레퍼런스가 없습니다: ${ids}.`,
  model_unavailable: (model) =>
    `${model} 모델은 더 이상 쓸 수 없습니다. 새 쌍에서 다른 모델을 골라 주세요.`,
  model_unknown: (id, known) => `“${id}”라는 모델이 없습니다. 있는 것: ${known}.`,
  model_exists: (id) => `“${id}” 모델이 이미 있습니다. set으로 바꾸세요.`,
  model_invalid: (faults) => `모델이 올바르지 않습니다. ${faults.map(shapeFaultKo).join(' ')}`,
  model_inactive: (name) => `${name}은(는) 꺼져 있습니다. 기본으로 하려면 먼저 켜 주세요.`,
  model_is_default: (name) =>
    `${name}은(는) 기본 모델입니다. 먼저 다른 모델을 기본으로 정해 주세요.`,
  model_size_unlisted: (size, valid) =>
    `square, landscape, portrait는 모델이 만드는 크기여야 합니다. ${size}은(는) ${valid}에 없습니다.`,
  model_size_small: (size, minPixels) =>
    `${size}은(는) 모델의 최소 픽셀 수 ${minPixels}보다 작습니다.`,
  tier_left_empty: (tier, plan) =>
    `“${plan}” 플랜에 “${tier}” 등급이 있는데 켜진 모델이 없게 됩니다. 먼저 플랜을 바꾸거나 그 등급의 다른 모델을 켜 주세요.`,
  plan_name_invalid: (name) =>
    `“${name}”은(는) 플랜 이름이 될 수 없습니다. 영문 소문자, 숫자, -, _ 만 쓸 수 있습니다.`,
  plan_incomplete: (name) => `“${name}”은(는) 새 플랜이므로 tiers와 daily_quota가 모두 필요합니다.`,
  plan_tiers_none: () => '플랜에는 등급이 하나 이상 있어야 합니다. 예: tiers=basic.',
  plan_lacks_default: (tier, model) =>
    `“default” 플랜에는 기본 모델(${model})의 “${tier}” 등급이 있어야 합니다. 그 등급을 남겨 두거나, 먼저 다른 등급의 모델을 기본으로 정해 주세요.`,
  default_outside_plan: (model, tier, tiers) =>
    `“default” 플랜에는 ${tiers} 등급이 있고 ${model} 모델의 “${tier}” 등급은 없어, 대부분의 사람이 기본 모델을 쓸 수 없게 됩니다. 먼저 그 플랜에 등급을 더하거나, 그 플랜에 있는 등급의 모델을 골라 주세요.`,
  plan_quota_invalid: () => 'daily_quota는 0 이상의 정수(이미지 수)여야 합니다.',
  plan_tier_empty: (tier, known) =>
    `“${tier}” 등급에는 켜진 모델이 없어 플랜에 넣을 수 없습니다. 등급: ${known}.`,
  plan_holder_invalid: (holder) =>
    `“${holder}”에는 플랜을 줄 수 없습니다. web:이름, discord:ID, role:ID 가운데 하나여야 합니다.`,
  plan_unknown: (name, known) => `“${name}” 플랜이 없습니다. 있는 플랜: ${known}.`,
  days_invalid: (days, max) =>
    `“${days}”은(는) 날수가 아닙니다. 1부터 ${max}까지의 정수여야 합니다.`,
  host_refused: (host) =>
    `이 허브는 루프백 이름으로만 답합니다(“${host}” 아님). http://127.0.0.1을 열거나 API_TOKEN을 설정해 주세요.`,
  forwarded_refused: () =>
    'API_TOKEN이 없으면 전달된 요청을 받지 않습니다. 프록시 뒤에서 쓰려면 설정해 주세요.',
  origin_refused: (origin) => `변경은 허브 자신의 페이지에서만 받습니다(“${origin}” 아님).`,
  content_type_refused: (type) =>
    `본문은 application/json이어야 합니다(받은 형식: ${type || '없음'}).`,
  token_needed: () =>
    '이 허브에는 API 토큰이 필요합니다. 로그인하거나 Bearer 토큰으로 보내 주세요.',
  token_wrong: () => '이 허브의 API 토큰이 아닙니다.',
  token_tries: (seconds) =>
    `이 주소에서 틀린 API 토큰이 너무 많이 왔습니다. ${seconds}초 뒤에 다시 시도해 주세요.`,
  streams_many: (max) =>
    `대화를 보고 있는 페이지가 ${max}개를 넘어 가장 오래된 것이 멈췄습니다. 몇 개를 닫고 다시 돌아와 주세요.`,
  body_invalid: (fault) => shapeFaultKo(fault),
  body_not_json: () => '요청 본문이 JSON이 아닙니다. 잘렸거나 잘못 쓴 곳이 있습니다.',
  body_not_utf8: () => '요청 본문이 UTF-8이 아닙니다. UTF-8로 저장하거나 보내 주세요.',
  body_too_large: (limit) => `요청이 여기에서 받을 수 있는 ${limit}보다 큽니다.`,
  body_too_deep: (max) => `요청 본문이 ${max}단계보다 깊게 겹쳐 있습니다.`,
  body_cut: () => '요청이 다 오기 전에 끊겼습니다. 다시 보내 주세요.',
  upload_type_refused: (type) =>
    `본문은 이미지 자체여야 하고, 형식은 image/png, image/jpeg, image/webp, application/octet-stream 가운데 하나여야 합니다(받은 형식: ${type}).`,
  uploads_busy: () => '지금 다른 이미지를 많이 받고 있습니다. 잠시 뒤에 다시 보내 주세요.',
  uploads_waiting: (max) => `이미 ${max}장의 이미지를 보내는 중입니다. 끝난 뒤에 더 보내 주세요.`,
  uploads_held: (max, size, minutes) =>
    `쓰지 않은 이미지가 너무 많습니다(최대 ${max}장, ${size}). 먼저 /generate에 쓰거나 ${minutes}분 뒤에 다시 보내 주세요.`,
  body_slow: (seconds) => `요청이 ${seconds}초 안에 다 오지 않았습니다. 다시 보내 주세요.`,
  route_unknown: (path) => `${path}에는 아무것도 없습니다. 목록은 /api/openapi.json에 있습니다.`,
  method_refused: (path, method, allowed) =>
    `${path}에는 ${method} 요청을 보낼 수 없습니다. ${allowed} 요청을 받습니다.`,
  link_expired: () => '링크가 만료되었거나 온전하지 않습니다. 이미지를 다시 요청해 주세요.',
  user_invalid: () =>
    'X-Diptych-User는 글자, 숫자, 작은따옴표, 점, 줄표, 밑줄로 된 1–40자의 이름이어야 하고, 빈칸은 쓸 수 없습니다.',
  cursor_unknown: () => '그 페이지는 없습니다. “before” 없이 다시 시작해 주세요.',
};

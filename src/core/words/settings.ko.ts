import { minuteOf } from '../base/text.ts';
import type { SettingName } from '../domain/workspace-setting.ts';
import type { settingsEn } from './settings.en.ts';

const NAMES: Readonly<Record<SettingName, string>> = {
  auto_retries: '자동 재시도',
  auto_rewrite: '자동 바꿔 쓰기',
  fallback_model: '대체 모델',
};

const ABOUT: Readonly<Record<SettingName, string>> = {
  auto_retries: '다시 시도하면 나아질 수 있는 실패는 몇 초 뒤에 저절로 다시 시도합니다.',
  auto_rewrite: '안전 시스템이 거절한 쪽은 더 안전한 표현으로 저절로 한 번 다시 만듭니다.',
  fallback_model:
    '제공자가 끝내 만들지 못한 쪽은 다른 제공자의 이 모델로 한 번 만듭니다. 새 설정이므로 이미지가 나오면 크레딧이 쓰입니다.',
};

const counter = (number: number, total: number) =>
  total === 1 ? '' : ` (${total}번 중 ${number}번째)`;
const seconds = (ms: number) => `${Math.max(1, Math.ceil(ms / 1000))}초`;

export const settingsKo: typeof settingsEn = {
  settings_heading: () => '이 워크스페이스의 설정',
  settings_intro: () =>
    '여기서 제가 저절로 하는 일입니다. 실행 횟수, 할당량, 크레딧은 요청한 사람이 버튼을 누른 것과 똑같이 셉니다.',
  no_spoilers: () =>
    '이 채팅은 누군가 보려고 할 때까지 그림을 가려 둘 수 없습니다. /diptych settings만 쓰면 설정할 수 있는 것이 보입니다.',
  setting_no_models: () => '지금 여기서 쓸 수 있는 다른 제공자의 모델이 없습니다.',
  settings_admins: () => '이 설정은 관리자가 바꿉니다.',
  setting_name: (name) => NAMES[name],
  setting_about: (name) => ABOUT[name],
  setting_value: (name, value) => {
    if (value === 'off') return '끔';
    if (name === 'auto_retries') return `최대 ${value}번`;
    return name === 'auto_rewrite' ? '켬' : value;
  },
  setting_line: (name, value) => `${NAMES[name]}: ${value}`,
  setting_set: (by, at) => `${by} 님이 설정, ${minuteOf(at)}`,
  setting_never: () => '아직 아무도 바꾸지 않았습니다',
  act_planned: (kind, waitMs, number, total, model) =>
    ({
      auto_retry: `${seconds(waitMs)} 뒤 저절로 다시 시도합니다${counter(number, total)}`,
      auto_rewrite: `${seconds(waitMs)} 뒤 더 안전한 표현을 저절로 시도합니다`,
      fallback: `${seconds(waitMs)} 뒤 저절로 시도할 모델: ${model}`,
    })[kind],
  act_writing: () => '더 안전한 표현을 저절로 쓰는 중…',
  act_soon: (kind, number, total, model) =>
    ({
      auto_retry: `곧 저절로 다시 시도${counter(number, total)}`,
      auto_rewrite: '곧 더 안전한 표현을 저절로 시도',
      fallback: `곧 저절로 시도할 모델: ${model}`,
    })[kind],
  act_setting: (name, by) => `${by} 님이 켠 설정 ‘${NAMES[name]}’에 따른 것입니다.`,
  act_dropped: (kind, why) =>
    ({
      auto_retry: `저절로 다시 시도하지 않았습니다: ${why}`,
      auto_rewrite: `더 안전한 표현을 저절로 시도하지 않았습니다: ${why}`,
      fallback: `다른 모델을 저절로 시도하지 않았습니다: ${why}`,
    })[kind],
  act_switched_off: () => '그 사이에 설정이 바뀌었습니다.',
  act_not_allowed: () => '요청한 사람이 지금은 실행할 수 없습니다.',
  act_too_late: () => '허브가 너무 오래 꺼져 있었습니다.',
  act_cancelled: (by) => `${by} 님이 취소했습니다.`,
  act_made: (kind, number, total, model) =>
    ({
      auto_retry: `저절로 다시 시도함${counter(number, total)}`,
      auto_rewrite: '저절로 바꿔 씀',
      fallback: `저절로 다른 모델로 만듦: ${model}`,
    })[kind],
  act_wording: (model, by) =>
    `${model}: 더 안전한 표현. ${by} 님이 켠 설정 ‘${NAMES.auto_rewrite}’에 따라 씀`,
  details_run_act: (setting, by, asker, at) =>
    `${by} 님이 켠 설정 ‘${NAMES[setting]}’에 따라 ${asker} 님을 위해 실행, ${minuteOf(at)}`,
};

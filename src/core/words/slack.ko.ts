import type { slackEn } from './slack.en.ts';

/** Texts of Slack alone. */
export const slackKo: typeof slackEn = {
  uninvited: (prompt: string) =>
    '제가 이 채널에 없어서 아무것도 만들지 않았고, 크레딧도 쓰지 않았습니다. 저를 초대한 뒤(/invite @ 와 제 이름을 입력) ' +
    `다시 시도를 누르세요. 요청한 프롬프트: “${prompt}”`,
  uninvited_reason: () => '봇이 채널에 없습니다.',
  ask_again: () => '다시 시도',
  app_about: () => '프롬프트 하나로 이미지 한 쌍을 만들고, 진행 상황을 숨기지 않습니다.',
  hint_generate: () => '서울을 걷는 여자 size:portrait',
  diptych_about: () => '도움말, 크레딧, 기록, 좋아요, 모델, 풀, 비용',
  hint_diptych: () => 'help',
  shortcut_reference: () => '레퍼런스로 사용',
  shortcut_reference_about: () => '이 메시지의 이미지를 레퍼런스로 삼아 한 쌍을 만듭니다',
  shortcut_details: () => '자세히',
  shortcut_details_about: () => '이 메시지의 이미지가 어떻게 만들어졌는지',
};

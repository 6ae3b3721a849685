import type { slackEn } from './slack.en.ts';

/** Texts of Slack alone. */
export const slackKo: typeof slackEn = {
  uninvited: (prompt: string) =>
    '제가 이 채널에 없어서 아무것도 만들지 않았고, 크레딧도 쓰지 않았습니다. 저를 초대한 뒤(/invite @ 와 제 이름을 입력) ' +
    `다시 시도를 누르세요. 요청한 프롬프트: “${prompt}”`,
  uninvited_reason: () => '봇이 채널에 없습니다.',
  ask_again: () => '다시 시도',
};

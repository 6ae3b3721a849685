import type { ClosedWhy } from '../ports/surface.ts';
import type { slackEn, Unshown } from './slack.en.ts';

const UNSHOWN: Readonly<Record<Unshown, string>> = {
  storage_limit_reached:
    '이 워크스페이스의 파일 저장 공간이 가득 찼습니다. 파일을 지우거나 관리자에게 공간을 늘려 달라고 하세요.',
  file_uploads_disabled:
    '이 워크스페이스에서는 아무도 파일을 올릴 수 없습니다. 관리자가 바꿀 수 있습니다.',
  file_uploads_except_images_disabled:
    '이 워크스페이스는 올릴 수 있는 파일을 제한합니다. 관리자가 바꿀 수 있습니다.',
  file_type_not_allowed:
    '이 워크스페이스는 이 형식의 파일을 받지 않습니다. 관리자가 바꿀 수 있습니다.',
  file_upload_size_restricted: '파일이 이 워크스페이스가 받는 크기보다 큽니다.',
  missing_scope:
    '여기에 파일을 올릴 권한이 없습니다. 앱에 files:write와 files:read를 추가하고 다시 설치해 달라고 관리자에게 부탁하세요.',
  file_deleted: 'Slack에서 파일이 삭제되었습니다.',
  never_ready: 'Slack이 제때 준비하지 못했습니다.',
};

const CLOSED: Readonly<
  Record<ClosedWhy, { readonly what: string; readonly help: string; readonly reason: string }>
> = {
  uninvited: {
    what: '제가 이 채널에 없어서',
    help: '저를 초대한 뒤(/invite @ 와 제 이름을 입력)',
    reason: '봇이 채널에 없습니다.',
  },
  direct: {
    what: '제가 이 다이렉트 메시지에 없어서',
    help: '제가 있는 채널이나 저와의 다이렉트 메시지에서 요청하세요.',
    reason: '봇이 이 다이렉트 메시지에 없습니다.',
  },
  archived: {
    what: '보관된 채널이어서',
    help: '관리자가 채널을 되살린 뒤',
    reason: '보관된 채널입니다.',
  },
  restricted: {
    what: '이 채널에는 일부 사람만 글을 올릴 수 있어서',
    help: '관리자에게 이 앱도 글을 올릴 수 있게 해 달라고 한 뒤',
    reason: '이 채널에는 일부 사람만 글을 올릴 수 있습니다.',
  },
  gone: {
    what: '채널이나 스레드가 없어져서',
    help: '다른 곳에서 요청하세요.',
    reason: '채널이나 스레드가 없어졌습니다.',
  },
  tab_off: {
    what: '제 메시지 탭이 꺼져 있어서',
    help: '관리자에게 앱 설정의 App Home에서 켜 달라고 한 뒤',
    reason: '봇의 메시지 탭이 꺼져 있습니다.',
  },
  refused: {
    what: '제가 이 채널에 글을 올릴 수 없어서',
    help: '관리자에게 이 앱의 권한을 확인해 달라고 한 뒤',
    reason: '봇이 이 채널에 글을 올릴 수 없습니다.',
  },
};

function lacking(scope: string) {
  return {
    what: `이 워크스페이스에서 제게 “${scope}” 권한이 없어서`,
    help: '관리자에게 앱에 권한을 추가하고 다시 설치해 달라고 한 뒤',
  };
}

/** Texts of Slack alone. */
export const slackKo: typeof slackEn = {
  closed: (why, prompt, { scope, again }) => {
    const { what, help } = scope === null ? CLOSED[why] : lacking(scope);
    const then =
      again === null ? '' : ` ${again === 'press' ? '다시 시도를 누르세요.' : '다시 요청하세요.'}`;
    return `${what} 아무것도 만들지 않았고, 크레딧도 쓰지 않았습니다. ${help}${then} 요청한 프롬프트: “${prompt}”`;
  },
  closed_reason: (why: ClosedWhy) => CLOSED[why].reason,
  ask_again: () => '다시 시도',
  help_slack: () =>
    '/generate만 입력하면 모든 옵션과 내 이미지를 넣을 수 있는 양식이 열립니다. 메시지 메뉴에는 ‘레퍼런스로 사용’과 ‘자세히’가 있습니다. 제 홈 탭에는 크레딧, 만든 이미지 쌍, 좋아요가 보입니다.',
  app_about: () => '프롬프트 하나로 이미지 한 쌍을 만들고, 진행 상황을 숨기지 않습니다.',
  hint_generate: () => '서울을 걷는 여자 size:portrait',
  diptych_about: () => '도움말, 크레딧, 기록, 좋아요, 모델, 풀, 검토, 비용',
  hint_diptych: () => 'help',
  shortcut_reference: () => '레퍼런스로 사용',
  shortcut_reference_about: () => '이 메시지의 이미지를 레퍼런스로 삼아 한 쌍을 만듭니다',
  shortcut_details: () => '자세히',
  shortcut_details_about: () => '이 메시지의 이미지가 어떻게 만들어졌는지',
  slack_unshown: (why) => `그림을 여기에 보여 드리지 못합니다. ${UNSHOWN[why]}`,
  slack_place_uninvited: () =>
    '제가 이제 이 페어의 채널에 없어서 메시지를 올릴 수 없습니다. 저를 초대하면(/invite @ 와 제 이름을 입력) 페어의 헤더에 “다시 게시”가 나타납니다. 잃어버린 것은 없습니다.',
  slack_place_archived: () =>
    '이 페어의 채널이 보관되어 메시지를 올릴 수 없습니다. 채널이 다시 열리면 페어의 헤더에 “다시 게시”가 나타나고, /diptych history에서 만든 것을 볼 수 있습니다.',
  slack_place_restricted: () =>
    '이 페어의 채널에는 일부 사람만 글을 올릴 수 있습니다. 관리자에게 이 앱도 올릴 수 있게 해 달라고 하세요. 그러면 페어의 헤더에 “다시 게시”가 나타납니다. 잃어버린 것은 없습니다.',
  slack_place_scope: (scope) =>
    `이 워크스페이스에서 “${scope}” 권한이 없어서 페어의 메시지를 올릴 수 없습니다. 관리자에게 앱에 권한을 추가하고 다시 설치해 달라고 하세요. 그러면 페어의 헤더에 “다시 게시”가 나타납니다.`,
  slack_place_refused: (code) =>
    `Slack이 이 페어의 채널에 글을 올리지 못하게 합니다(${code}). 관리자에게 문의하세요. 그러면 페어의 헤더에 “다시 게시”가 나타납니다. 잃어버린 것은 없습니다.`,
  slack_place_share_limit: (code) =>
    `Slack이 페어의 이미지를 공유하지 않습니다. 이 워크스페이스의 파일 공유 한도에 도달했습니다(${code}). 관리자에게 파일을 지우거나 한도를 늘려 달라고 하세요. 그런 다음 페어의 헤더에 있는 “다시 게시”를 누르면 다시 시도합니다. 잃어버린 것은 없습니다.`,
  slack_place_threadless: () =>
    '이 페어의 스레드에는 답글을 달 수 없습니다. 첫 메시지가 삭제되었거나 답글을 받지 않는 메시지입니다. 만든 것은 남아 있으며 /diptych history에서 볼 수 있습니다. 채널이나 다른 스레드에서 다시 요청해 주세요.',
  slack_loading: () => '잠시만 기다려 주세요…',
  slack_pictures: () => '일부 사진은 빠졌습니다. Slack은 지금 계신 곳에 게시된 사진만 보여 줍니다.',
  slack_message: () => '메시지 열기',
  slack_keep: () => '그대로 두기',
  slack_remove_ask: (name) =>
    `새 계획에는 “${name}”이(가) 쓰이지 않습니다. 이것으로 만든 것은 다시 실행할 수 있고, 관리자가 되돌릴 수 있습니다.`,
  slack_files: (files, megabytes) =>
    `이미지 ${files}개까지: PNG, JPEG, WebP, 하나에 ${megabytes} MB까지. 더 큰 것은 채널에 올린 뒤 그 메시지의 메뉴에서 “Use as reference”를 고르세요.`,
  slack_text_cut: (characters) =>
    `Slack의 입력 창에는 ${characters}자까지 들어가므로, 글의 끝부분이 여기에서 빠졌습니다.`,
  slack_role_unknown: () =>
    '지금은 Slack이 관리자인지 알려 주지 않아 그 일을 할 수 없습니다. 잠시 후 다시 시도해 주세요.',
  slack_role_scope: (scope) =>
    `이 워크스페이스에서 “${scope}” 권한이 없어서 Slack이 관리자인지 알려 주지 않으므로 그 일을 할 수 없습니다. 관리자에게 앱에 권한을 추가하고 다시 설치해 달라고 하세요.`,
  slack_too_late: () =>
    'Slack의 응답이 늦어 아무것도 열지 못했습니다. 다시 누르거나 입력해 주세요.',
  slack_no_images: () =>
    '그 메시지에는 이미지가 없습니다. PNG, JPEG, WebP 파일이 있는 메시지를 고르세요.',
  slack_files_direct: () =>
    '제가 이 다이렉트 메시지에 없어서 Slack이 파일을 보여 주지 않습니다. 제가 있는 채널이나 저와의 다이렉트 메시지에 이미지를 올려 주세요.',
  slack_files_scope: (scope) =>
    `이 워크스페이스에서 “${scope}” 권한이 없어서 Slack이 메시지의 파일을 보여 주지 않습니다. 관리자에게 앱에 권한을 추가하고 다시 설치해 달라고 하세요.`,
  slack_files_hidden: () =>
    '제가 이 채널에 없어서 Slack이 메시지의 파일을 보여 주지 않습니다. 저를 초대한 뒤(/invite @ 와 제 이름을 입력) 다시 시도하세요.',
};

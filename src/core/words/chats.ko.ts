import type { DiptychWord, OptionName } from '../chat/command.ts';
import type { chatsEn } from './chats.en.ts';

const WORDS: Readonly<Record<DiptychWord, string>> = {
  help: 'Diptych이 하는 일과 쓰는 법',
  credits: '오늘과 지금까지의 내 크레딧',
  history: '내가 만든 쌍, 최신순',
  likes: '내가 좋아한 이미지',
  models: '고를 수 있는 모델과 크기',
  pool: '레퍼런스 풀: 보기, 고르기, 제거',
  review: '관리자용: 이곳에서 안전 시스템이 거부한 것과 그 결과',
  costs: '관리자용: 이곳의 제공자 호출 비용과 그중 헛되이 쓴 금액',
  settings: '이 워크스페이스에서 제가 저절로 하는 일. 관리자가 바꿉니다',
};

const OPTIONS: Readonly<Record<OptionName, string>> = {
  prompt: '그림에 담을 내용. 비워 두면 양식이 열립니다',
  tier: '품질 등급. 그 등급의 첫 모델을 씁니다',
  model: '이름으로 고르는 모델. 등급의 첫 모델 대신 씁니다',
  size: '크기: square, landscape, portrait 또는 1024x1024처럼 정확한 크기',
  angle: '카메라 앵글',
  lens: '렌즈',
  persona: '레퍼런스 풀의 인물',
  category: '레퍼런스 풀의 톤 카테고리',
  tone_ratio: '톤 레퍼런스를 따르는 정도(%)',
  angle_ratio: '앵글을 따르는 정도(%)',
  experiment: '양쪽에서 다르게 할 것',
  versus: '비교할 등급이나 모델. 한쪽을 그것으로 만듭니다',
  count: '몇 쌍을 만들지',
};

export const chatsKo: typeof chatsEn = {
  command_generate: () => '프롬프트 하나로 이미지 한 쌍을 만듭니다',
  command_diptych: () => '도움말, 크레딧, 기록, 좋아요, 모델, 풀, 검토, 비용, 설정',
  word_about: (word) => WORDS[word],
  option_about: (name) => OPTIONS[name],
  option_reference: () => '내 레퍼런스 이미지: PNG, JPEG, WebP, 20 MB까지',
  option_shelf: () => '이 인물이나 톤 카테고리만',
  option_spoiler: () => '누군가 보려고 할 때까지 이 채널의 그림을 가립니다',
  experiment_name: (name) =>
    ({
      tones: '톤 레퍼런스 3장 대 5장',
      angles: '글로 쓴 앵글 대 이미지',
      models: '한 모델 대 다른 모델',
    })[name],
  menu_details: () => 'Diptych 자세히',
  spoiler_now: (on) =>
    on
      ? '이 채널에서는 누군가 보려고 할 때까지 그림을 가립니다.'
      : '이 채널에서는 그림을 그대로 보여 줍니다.',
  fault: () => '여기서 문제가 생겼고 기록해 두었습니다. 다시 시도해 주세요.',
  place_forbidden: () =>
    '요청하신 쌍의 채널에 더 이상 글을 올릴 수 없습니다. 채널 보기, 메시지 보내기, 파일 첨부, 메시지 기록 보기 권한을 ' +
    '관리자에게 부탁해 주세요. 그러면 쌍의 머리글에 ‘다시 게시’가 나타납니다. 잃어버린 것은 없습니다.',
  filtered_prompt: (said) =>
    `이 채팅이 프롬프트의 표현을 표시하지 않습니다: “${said}”. 그래서 이 요청으로는 더 만들지 않습니다. 다른 표현으로 적어 주세요.`,
  filtered_message: ({ about, said }) =>
    `이미지를 만들었지만 이 채팅이 ${about === 'words' ? '메시지의 표현을' : '이미지를'} 표시하지 않습니다: “${said}”. ` +
    '크레딧은 쓰이지 않았습니다. 쌍의 머리글에 있는 ‘편집…’으로 다른 프롬프트를 써 볼 수 있습니다.',
  filtered_edit: (said) =>
    `이 채팅이 표현을 거부해서 쌍의 메시지가 지금 상태를 보여 주지 못합니다: “${said}”. /diptych history에서 볼 수 있습니다.`,
  filtered_private: (said) => `이 채팅이 그 표현을 표시하지 않습니다: “${said}”.`,
  withheld: () => '(이 채팅이 표시하지 않는 표현)',
  place_gone: () =>
    '요청하신 쌍의 채널이 사라져 이미지를 올릴 수 없습니다. 이미지는 남아 있으며 /diptych history에서 볼 수 있습니다.',
  text_whole: () => '전체 내용은 첨부한 파일에 있습니다.',
  more_pictures: (count) => `그 밖의 그림 ${count}장`,
  shown_smaller: (megabytes) =>
    `줄여서 보여 줍니다. 원본은 ${megabytes} MB로 여기에 올릴 수 있는 크기를 넘습니다.`,
  original_link: () => '원본 열기',
  original_kept: (key) =>
    `원본은 허브에 ${key}(으)로 있습니다. 관리자에게 부탁하거나, PUBLIC_URL을 정하면 여기에 연결됩니다.`,
};

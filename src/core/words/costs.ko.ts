import type { UnshownOutcome } from '../domain/cost-report.ts';
import type { CallPurpose } from '../domain/provider-call.ts';
import { dollars } from '../base/text.ts';
import type { costsEn } from './costs.en.ts';

const OUTCOMES: Readonly<Record<UnshownOutcome, string>> = {
  safety_block: '안전 시스템이 막음',
  invalid_request: '요청이 받아들여지지 않음',
  rate_limited: '요청이 너무 잦음',
  provider_error: '제공자 쪽 실패',
  network: '제공자에 연결되지 않음',
  timeout: '제시간에 답이 없음',
  queue_timeout: '너무 오래 기다림',
  worker_lost: '만들던 프로세스가 끝남',
  storage: '이미지를 저장하지 못함',
  auth: '키가 없거나 거부됨',
  quota: '제공자의 한도를 다 씀',
  model_gone: '없어진 모델',
  dropped: '너무 늦게 도착',
  cancelled: '취소됨',
};

const PURPOSES: Readonly<Record<CallPurpose, string>> = {
  image: '이미지',
  classification: '프롬프트 읽기',
  rewrite: '프롬프트 다시 쓰기',
  judge: '이미지 평가',
  caption: '설명 쓰기',
  embedding: '임베딩',
};

export const costsKo: typeof costsEn = {
  costs_heading: (days) => `제공자 비용 · ${days}일`,
  costs_period: (from, to, everywhere) =>
    `${from}부터 ${to}까지, UTC 기준. ${everywhere ? '모든 워크스페이스의 호출입니다.' : '이 워크스페이스의 호출만 셉니다.'}`,
  costs_none: () => '제공자를 호출한 적이 없습니다.',
  costs_sum: ({ calls, unknown, usd }) => {
    if (usd === null) return `비용 알 수 없음 · 호출 ${calls}건`;
    if (unknown === 0) return `${dollars(usd)} · 호출 ${calls}건`;
    return `최소 ${dollars(usd)} · 비용을 알 수 없는 호출 ${unknown}건 · 전체 ${calls}건`;
  },
  costs_line: (name, sum) => `${name}: ${sum}`,
  costs_total: () => '합계',
  costs_running: (calls) => `이 중 ${calls}건은 아직 진행 중입니다.`,
  costs_unshown: () => '헛되이 쓴 비용',
  costs_share: (sum, percent) => `${sum} · 알려진 금액의 ${percent} %`,
  costs_unshown_none: (imagesOnly) =>
    imagesOnly
      ? '끝난 호출은 모두 이미지를 보여 주었습니다.'
      : '끝난 호출은 모두 이미지나 쓸모 있는 답을 주었습니다.',
  costs_unshown_about: (sum, imagesOnly) =>
    imagesOnly
      ? `보여 준 이미지 없이 끝난 호출: ${sum}`
      : `이미지나 쓸모 있는 답 없이 끝난 호출: ${sum}`,
  costs_outcome: (outcome) => OUTCOMES[outcome],
  costs_by_day: () => '날짜별',
  costs_by_model: () => '모델별',
  costs_by_purpose: () => '용도별',
  costs_purpose: (purpose) => PURPOSES[purpose],
  costs_by_person: () => '사람별',
  costs_more: (count) => `그 밖의 ${count}개`,
  costs_days: (days) => `${days}일`,
  option_days: (days) => `며칠 동안인지. 비워 두면 ${days}일`,
  help_costs: () =>
    '/diptych costs 30은 관리자에게 30일 동안의 제공자 호출 비용과 그중 헛되이 쓴 금액을 알려 줍니다.',
};

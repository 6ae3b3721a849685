import { expect, it } from 'vitest';
import { type Row, sentence } from './sentences.ts';

const ROWS: readonly Row[] = [
  ['costs_heading', [2], 'Provider costs · 2 days', '제공자 비용 · 2일'],
  [
    'costs_period',
    ['2026-11-01', '2026-11-24', true],
    '2026-11-01 to 2026-11-24, days of UTC. Calls of all workspaces.',
    '2026-11-01부터 2026-11-24까지, UTC 기준. 모든 워크스페이스의 호출입니다.',
  ],
  [
    'costs_period',
    ['2026-11-01', '2026-11-24', false],
    '2026-11-01 to 2026-11-24, days of UTC. Calls of this workspace only.',
    '2026-11-01부터 2026-11-24까지, UTC 기준. 이 워크스페이스의 호출만 셉니다.',
  ],
  [
    'costs_sum',
    [{ calls: 1, unknown: 1, usd: null }],
    'cost unknown · 1 call',
    '비용 알 수 없음 · 호출 1건',
  ],
  ['costs_sum', [{ calls: 2, unknown: 0, usd: 3 }], '$3.00 · 2 calls', '$3.00 · 호출 2건'],
  [
    'costs_sum',
    [{ calls: 5, unknown: 1, usd: 0.5 }],
    'at least $0.5000 · 1 call of unknown cost · 5 in all',
    '최소 $0.5000 · 비용을 알 수 없는 호출 1건 · 전체 5건',
  ],
  [
    'costs_sum',
    [{ calls: 5, unknown: 2, usd: 0.5 }],
    'at least $0.5000 · 2 calls of unknown cost · 5 in all',
    '최소 $0.5000 · 비용을 알 수 없는 호출 2건 · 전체 5건',
  ],
  ['costs_line', ['name', 'sum'], 'name: sum', 'name: sum'],
  ['costs_running', [1], '1 call of these is still running.', '이 중 1건은 아직 진행 중입니다.'],
  ['costs_running', [2], '2 calls of these are still running.', '이 중 2건은 아직 진행 중입니다.'],
  [
    'costs_share',
    ['sum', 'percent'],
    'sum · percent % of the known dollars',
    'sum · 알려진 금액의 percent %',
  ],
  [
    'costs_unshown_about',
    ['sum'],
    'On calls that ended without an image that was shown: sum',
    '보여 준 이미지 없이 끝난 호출: sum',
  ],
  ['costs_outcome', ['safety_block'], 'Blocked by a safety system', '안전 시스템이 막음'],
  ['costs_outcome', ['invalid_request'], 'Request not accepted', '요청이 받아들여지지 않음'],
  ['costs_outcome', ['rate_limited'], 'Rate limited', '요청이 너무 잦음'],
  ['costs_outcome', ['provider_error'], 'Failed at the provider', '제공자 쪽 실패'],
  ['costs_outcome', ['network'], 'Provider not reached', '제공자에 연결되지 않음'],
  ['costs_outcome', ['timeout'], 'No answer in time', '제시간에 답이 없음'],
  ['costs_outcome', ['queue_timeout'], 'Waited too long', '너무 오래 기다림'],
  [
    'costs_outcome',
    ['worker_lost'],
    'Lost with the process that made it',
    '만들던 프로세스가 끝남',
  ],
  ['costs_outcome', ['storage'], 'Image could not be stored', '이미지를 저장하지 못함'],
  ['costs_outcome', ['auth'], 'Key missing or refused', '키가 없거나 거부됨'],
  ['costs_outcome', ['quota'], 'Provider’s quota used up', '제공자의 한도를 다 씀'],
  ['costs_outcome', ['model_gone'], 'Model withdrawn', '없어진 모델'],
  ['costs_outcome', ['dropped'], 'Came too late', '너무 늦게 도착'],
  ['costs_outcome', ['cancelled'], 'Cancelled', '취소됨'],
  ['costs_more', [2], '2 more', '그 밖의 2개'],
  ['costs_days', [2], '2 days', '2일'],
  ['option_days', [2], 'How many days; 2 without it', '며칠 동안인지. 비워 두면 2일'],
];

it.each(ROWS)('what is said of costs: %s %j', (key, values, english, korean) => {
  expect([sentence('en', key, values), sentence('ko', key, values)]).toEqual([english, korean]);
});

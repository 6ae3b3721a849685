import { expect, it } from 'vitest';
import { type Row, sentence } from './sentences.ts';

const ROWS: readonly Row[] = [
  [
    'storage_full',
    [],
    'The storage of this hub is full, so this could not be done. Please tell an admin, and try again when there is room.',
    '이 허브의 저장 공간이 가득 차서 처리하지 못했습니다. 관리자에게 알리고, 공간이 생기면 다시 시도해 주세요.',
  ],
  [
    'storage_busy',
    [],
    'Another program holds the storage of this hub just now, so nothing has changed. Please try again in a moment.',
    '지금 다른 프로그램이 이 허브의 저장소를 쓰고 있어 아무것도 바뀌지 않았습니다. 잠시 후 다시 시도해 주세요.',
  ],
  [
    'storage_damaged',
    [],
    'The database of this hub is damaged, so this could not be done. Please tell an admin.',
    '이 허브의 데이터베이스가 손상되어 처리하지 못했습니다. 관리자에게 알려 주세요.',
  ],
  [
    'storage_gone',
    [],
    'The database of this hub was moved or deleted while the hub runs, so this could not be done. Please tell an admin.',
    '허브가 실행되는 동안 데이터베이스 파일이 옮겨지거나 삭제되어 처리하지 못했습니다. 관리자에게 알려 주세요.',
  ],
  [
    'storage_failed',
    [],
    'The hub cannot use its storage just now, so this could not be done. Please tell an admin, and try again later.',
    '지금 허브가 저장소를 쓸 수 없어 처리하지 못했습니다. 관리자에게 알리고, 나중에 다시 시도해 주세요.',
  ],
];

it.each(ROWS)('what a fault of storage is told with: %s %j', (key, values, english, korean) => {
  expect([sentence('en', key, values), sentence('ko', key, values)]).toEqual([english, korean]);
});

import type { Failure } from '../core/domain/failure.ts';
import type { Texts } from '../core/domain/person.ts';

/** Of a side that had not ended at the time of the backup. */
export const SIDE_LOST: Failure = {
  kind: 'worker_lost',
  detail: 'the data was restored from a backup in which this had not ended',
  restored: true,
};

/** Of a request that was being prepared at the time of the backup: it may have been answered since. */
export const REQUEST_LOST: Texts = {
  en: 'The data was restored from a backup, so what became of this request is not known. Please send it again if you still need it.',
  ko: '백업에서 데이터를 복원해서 이 요청이 어떻게 되었는지 알 수 없습니다. 아직 필요하면 다시 보내 주세요.',
};

/** Why a workspace's setting does not go on by itself. */
export const ACT_LOST: Texts = {
  en: 'the data was restored from a backup, so it may have been done before.',
  ko: '백업에서 데이터를 복원해서 이미 했을 수도 있습니다.',
};

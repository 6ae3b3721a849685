import { type StorageFaultKind, storageFault } from '../ports/storage-fault.ts';
import { type RefusalKey, UserError } from './user-error.ts';

const REFUSALS = {
  full: 'storage_full',
  busy: 'storage_busy',
  damaged: 'storage_damaged',
  gone: 'storage_gone',
  denied: 'storage_failed',
  handles: 'storage_failed',
  failed: 'storage_failed',
} as const satisfies Readonly<Record<StorageFaultKind, RefusalKey>>;

/** What a person reads when storage failed; undefined for any other error. Log the error itself: this drops its cause. */
export function storageRefusal(error: unknown): UserError | undefined {
  const kind = storageFault(error);
  return kind && new UserError(REFUSALS[kind]);
}

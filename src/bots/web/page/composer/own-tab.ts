import type { Kept } from './kept.ts';
import { randomName } from './random-name.ts';

const KEY = 'diptych.tab';

/**
 * The tab's own name. It outlives a reload and a crash; a tab that was duplicated takes another one. Where the browser
 * has no locks (a plain address that is not this machine's), a duplicated tab cannot be told.
 */
export async function ownTab(session: Kept, locks: LockManager | undefined): Promise<string> {
  const known = session.read(KEY);
  const before = typeof known === 'string' ? known : randomName();
  const tab = (await holdLock(`diptych.tab:${before}`, locks)) === 'others' ? randomName() : before;
  if (tab !== before) await holdLock(`diptych.tab:${tab}`, locks);
  session.write(KEY, tab);
  return tab;
}

/** Whether no open tab has this name. Without locks nobody knows, and it counts as open. */
export async function isClosed(tab: string, locks: LockManager | undefined): Promise<boolean> {
  if (locks === undefined) return false;
  return locks.request(`diptych.tab:${tab}`, { ifAvailable: true }, (lock) => lock !== null);
}

/** Holds it for as long as the page stands, unless others hold it. */
function holdLock(
  name: string,
  locks: LockManager | undefined,
): Promise<'own' | 'others' | 'unknown'> {
  if (locks === undefined) return Promise.resolve('unknown');
  const { promise, resolve } = Promise.withResolvers<'own' | 'others'>();
  const held = locks.request(name, { ifAvailable: true }, (lock) => {
    resolve(lock === null ? 'others' : 'own');
    return lock === null ? undefined : untilLeft(() => void holdLock(name, locks));
  });
  held.catch(() => resolve('own'));
  return promise;
}

/** Resolves when the page is left. `back` runs if it is gone back to as it was, which browsers allow no page with locks. */
function untilLeft(back: () => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  addEventListener('pagehide', () => resolve(), { once: true });
  addEventListener('pageshow', ({ persisted }) => persisted && back(), { once: true });
  return promise;
}

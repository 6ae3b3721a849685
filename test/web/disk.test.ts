import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { StorageError } from '../../src/core/ports/storage-fault.ts';
import { Hub } from '../studio/hub.ts';
import { webOf } from './app.ts';

/** Turns of the event loop in which an answer would come. */
const TURNS = 30;

describe('an answer over HTTP', () => {
  it.each([
    ['to a press', '/api/press', { id: 'nonsense' }],
    ['to a question', '/api/history', undefined],
  ])('%s tells nothing that a power cut may undo', async (_which, path, body) => {
    const hub = await new Hub().start();
    const { ask } = webOf(hub);
    const disk = Promise.withResolvers<void>();
    vi.spyOn(hub.store, 'durable').mockImplementation(() => disk.promise);
    let answered = false;
    const asked = ask(path, body === undefined ? {} : { body }).finally(() => {
      answered = true;
    });
    for (let n = 0; n < TURNS; n += 1) await turn();
    expect(answered).toBe(false);
    disk.resolve();
    expect((await asked).status).toBeLessThan(500);
  });

  it('says that the storage fails when the disk does not keep what was done', async () => {
    const hub = await new Hub().start();
    const { ask } = webOf(hub);
    const fault = new StorageError('failed', 'made to fail');
    vi.spyOn(hub.store, 'durable').mockRejectedValue(fault);
    const { status, json } = await ask('/api/press', { body: { id: 'nonsense' } });
    expect([status, json.code]).toEqual([503, 'storage_failed']);
    expect((await ask('/healthz')).status).toBe(200);
    expect((await ask('/metrics')).status).toBe(200);
  });
});

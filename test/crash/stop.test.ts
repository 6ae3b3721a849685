import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fillHome } from '../filled-home.ts';
import { PATIENT } from '../patient.ts';
import { call } from '../web/hub.ts';
import { HubProcess } from './hub-process.ts';
import { AskedPair } from './scale-out-kit.ts';

describe('a hub that makes its images itself and is told to stop', () => {
  let home: string;
  let said = '';
  const start = () =>
    HubProcess.start(
      { DIPTYCH_HOME: home, PORT: '0', WITNESS: join(home, 'witness') },
      (text: string) => {
        said += text;
      },
    );
  beforeEach(async () => {
    said = '';
    home = await mkdtemp(join(tmpdir(), 'diptych-stop-'));
    await fillHome(home);
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('finishes what it makes, refuses new commands meanwhile, and shows all of it', async () => {
    const hub = await start();
    const pair = await AskedPair.ask(hub.url, 'a tree #slow-a #slow-b');
    await pair.until('A', 'running');
    await pair.until('B', 'running');
    hub.signal();
    await vi.waitFor(async () => {
      const refused = await call(hub.url, '/api/generate', { body: { prompt: 'a cat' } });
      expect([refused.status, refused.json.code]).toEqual([503, 'stopping']);
    }, PATIENT);
    const ready = await call(hub.url, '/readyz');
    expect([ready.status, ready.json.detail]).toEqual([503, 'the hub is stopping']);
    expect(await hub.ended()).toBe(0);
    expect(said).toContain('Stopping: finishing 2 images first; Ctrl-C once more stops at once.');
    const next = await start();
    for (const side of ['A', 'B'] as const) {
      const now = await pair.at(next.url).side(side);
      expect([now.state, now.number, now.message_id !== null]).toEqual(['succeeded', 1, true]);
    }
    await next.kill();
  });

  it('ends at once when it is told twice', async () => {
    const hub = await start();
    const pair = await AskedPair.ask(hub.url, 'a lake #hang-a #hang-b');
    await pair.until('A', 'running');
    hub.signal();
    await vi.waitFor(() => expect(said).toContain('Stopping: finishing'), PATIENT);
    hub.signal();
    expect(await hub.ended()).toBe(1);
  });
});

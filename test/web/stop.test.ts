import { describe, expect, it } from 'vitest';
import { call, runHub } from './hub.ts';

describe('a hub that has stopped', () => {
  it('answers nobody, and leaves its folder to the next one at once', async () => {
    const hub = await runHub();
    const { url } = hub;
    expect((await call(url, '/readyz')).status).toBe(200);
    await hub.stopKeepingHome();
    await expect(call(url, '/healthz')).rejects.toThrow(/ECONNREFUSED|socket hang up/);
    const next = await hub.restartWith({});
    expect((await call(next.url, '/readyz')).status).toBe(200);
    await hub.close();
  });

  it('lets who follows the chat go', async () => {
    const hub = await runHub();
    const response = await fetch(`${hub.url}/api/events`);
    const reader = response.body?.getReader();
    await reader?.read();
    await hub.close();
    const ended = async () => {
      for (;;) if ((await reader?.read())?.done !== false) return true;
    };
    expect(await ended()).toBe(true);
  });
});

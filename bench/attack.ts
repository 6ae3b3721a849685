import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadConfig } from '../src/config.ts';
import { pinoLog } from '../src/log.ts';
import { startHub } from '../src/hub.ts';
import { median, newFolder } from './world.ts';

const RUNS = 5;

/**
 * Milliseconds of a person's pair on a quiet hub, and while another person sends the worst inputs of each door. The
 * sender is another process, which shares the machine.
 */
export async function pairUnderAttack(): Promise<{ quiet: number; attacked: number }> {
  const home = newFolder();
  const config = loadConfig({ DIPTYCH_HOME: home, PORT: '0', LOG_LEVEL: 'error' });
  const hub = await startHub(config, {
    log: pinoLog('error'),
    signal: new AbortController().signal,
  });
  await pairMs(hub.url);
  const quiet = await medianOfPairs(hub.url);
  const flood = spawn(process.execPath, [join(import.meta.dirname, 'flood.ts'), hub.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(flood.stdout, 'data');
  const attacked = await medianOfPairs(hub.url);
  flood.kill();
  await once(flood, 'exit');
  await hub.close();
  rmSync(home, { recursive: true, force: true });
  return { quiet, attacked };
}

async function medianOfPairs(url: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) times.push(await pairMs(url));
  return median(times);
}

/** From the request to the end of both sides. */
async function pairMs(url: string): Promise<number> {
  const began = performance.now();
  const headers = { 'content-type': 'application/json', 'x-diptych-user': 'ben' };
  const body = JSON.stringify({ prompt: 'a cat' });
  const asked = await fetch(`${url}/api/generate`, { method: 'POST', headers, body });
  const { batch_id: id } = JSON.parse(await asked.text());
  for (;;) {
    const response = await fetch(`${url}/api/generation-status?batch_id=${id}`, { headers });
    const { side_a_state: a, side_b_state: b } = JSON.parse(await response.text());
    if (a === 'succeeded' && b === 'succeeded') return performance.now() - began;
    await pause(10);
  }
}

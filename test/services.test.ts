import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { join } from 'node:path';
import { findProgram } from './setup/services.ts';
import { tempFolder } from './temp-folder.ts';
import { runHub, type RunningHub } from './web/hub.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

describe('what the tests need from the system', () => {
  it('Redis starts and answers', async () => {
    const port = await freePort();
    const args = ['--port', String(port), '--save', '', '--dir', await tempFolder()];
    const redis = spawn(findProgram('redis-server') ?? '', args);
    try {
      for await (const chunk of redis.stdout) {
        if (String(chunk).includes('Ready to accept connections')) break;
      }
      const socket = createConnection(port, '127.0.0.1');
      socket.write('PING\r\n');
      const [answer] = await once(socket, 'data');
      socket.destroy();
      expect(String(answer)).toBe('+PONG\r\n');
    } finally {
      redis.kill();
    }
  });
});

describe('the front page in Chromium', () => {
  let hub: RunningHub;
  beforeAll(async () => {
    hub = await runHub();
  });
  afterAll(() => hub.close());

  it('is drawn with its style, under the strict policy', async () => {
    const folder = await tempFolder();
    const picture = join(folder, 'page.png');
    const chromium = spawn(findProgram('chromium') ?? '', [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars',
      `--user-data-dir=${folder}`,
      `--screenshot=${picture}`,
      '--window-size=1200,700',
      hub.url,
    ]);
    await once(chromium, 'exit');
    // The style centres the text in a column: beside it the page stays empty.
    const beside = { left: 0, top: 0, width: 150, height: 700 };
    const margin = await sharp(await sharp(picture).extract(beside).toBuffer()).stats();
    const whole = await sharp(picture).stats();
    expect(margin.channels.map((one) => one.stdev)).toEqual(margin.channels.map(() => 0));
    expect(whole.channels[0]?.stdev).toBeGreaterThan(5);
  }, 60_000);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { text } from 'node:stream/consumers';
import { findProgram } from './setup/services.ts';
import { tempFolder } from './temp-folder.ts';

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

  it('Chromium starts and says what it is', async () => {
    const chromium = spawn(findProgram('chromium') ?? '', ['--version']);
    expect(await text(chromium.stdout)).toMatch(/^Chromium \d+/);
  });
});

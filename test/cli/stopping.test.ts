import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const STOPPING = join(import.meta.dirname, '../../src/cli/stopping.ts');

it('a process that has stopped ends, though something in it never does', async () => {
  const script = `
    const { endSoon } = await import(${JSON.stringify(STOPPING)});
    setInterval(() => undefined, 1_000);
    process.stdout.write(String(endSoon(7)));
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code]: unknown[] = await once(child, 'exit');
  expect([code, said]).toEqual([7, '7']);
});

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../temp-folder.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Runs the command in a folder without settings. */
async function runEval(...args: readonly string[]) {
  const env = { PATH: process.env['PATH'], DIPTYCH_HOME: await tempFolder() };
  const child = spawn(process.execPath, [resolve(ROOT, 'eval/main.ts'), ...args], {
    cwd: await tempFolder(),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, err };
}

describe('npm run eval', () => {
  it('prints the table of the rules without a key', async () => {
    const { code, out, err } = await runEval(resolve(ROOT, 'eval/prompts.jsonl'));
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n').map((line) => line.slice(0, 11).trim())).toEqual([
      '',
      'category',
      'person',
      'scene',
      'location',
      'tone ratio',
      'angle ratio',
      'no answer',
      '',
    ]);
  });

  it.each([
    [['no-such-list.jsonl'], 'The list cannot be read: ENOENT'],
    [[resolve(ROOT, 'eval/refusals.jsonl')], 'Rewrites need a text model'],
    [['--concurrency', '33', 'list.jsonl'], 'must be a whole number from 1 to 32'],
    [['--concurrency', '1.5', 'list.jsonl'], 'must be a whole number from 1 to 32'],
    [[], "missing required argument 'file'"],
  ])('with %j says why not, without a stack', async (args, sentence) => {
    const { code, out, err } = await runEval(...args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/^\s+at /m);
  });
});

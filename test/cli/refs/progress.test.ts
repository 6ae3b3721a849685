import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { lines, progressOn } from '../../../src/cli/refs/progress.ts';

describe('progress', () => {
  it('is a bar with the counts on a terminal, and leaves the cursor as it was', () => {
    const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 100 });
    const progress = progressOn(terminal);
    progress.start(4);
    progress.update(3, '2 added, 1 refused');
    progress.stop();
    const drawn = String(terminal.read());
    expect(drawn).toContain('75% | 3/4 | 2 added, 1 refused');
    expect(drawn).toContain('\u001b[?25l');
    expect(drawn).toContain('\u001b[?25h');
  });

  it('is a plain line now and then elsewhere', () => {
    const said: string[] = [];
    const progress = lines((text) => said.push(text), 2);
    progress.start(5);
    for (let done = 1; done <= 5; done += 1) progress.update(done, `${done} added`);
    progress.stop();
    expect(said).toEqual(['2 of 5: 2 added', '4 of 5: 4 added']);
  });
});

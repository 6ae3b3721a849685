import { describe, expect, it, vi } from 'vitest';
import { linesFor } from '../../../src/cli/pairs/lines-for.ts';
import { liveLines } from '../../../src/cli/pairs/live-lines.ts';
import { PATIENT } from '../../patient.ts';
import { aTerminal } from '../screen.ts';

/** Lines on a terminal, with a clock that is set by hand. */
function onTerminal(pairs: number, columns = 80) {
  const terminal = aTerminal(columns);
  const printed: string[] = [];
  const clock = { now: 1_000_000 };
  const lines = liveLines(
    pairs,
    terminal.stream,
    (text) => printed.push(text),
    () => clock.now,
  );
  const shows = (expected: readonly string[]) =>
    vi.waitFor(() => expect(terminal.screen()).toEqual(expected), PATIENT);
  return { terminal, printed, clock, lines, shows };
}

describe('the lines of a pair on a terminal', () => {
  it('are one a side, drawn anew with the time that its state has taken', async () => {
    const { clock, lines, shows } = onTerminal(1);
    await shows(['A asked for · 0 s', 'B asked for · 0 s']);
    lines.show(0, 'A', { state: 'running', more: [] });
    lines.show(0, 'B', { state: 'waiting', more: ['place 2 in line'] });
    clock.now += 7_900;
    lines.show(0, 'A', { state: 'running', more: [] });
    await shows(['A running · 7 s', 'B waiting · 7 s · place 2 in line']);
    lines.show(0, 'A', { state: 'succeeded', more: ['pics/A.png'] });
    lines.show(0, 'B', { state: 'running', more: [] });
    clock.now += 3_000;
    await shows(['A succeeded after 7 s · pics/A.png', 'B running · 3 s']);
    lines.end();
  });

  it('say which pair they are about, and make room for a note above them', async () => {
    const { lines, shows } = onTerminal(2);
    lines.note('The hub went away.');
    await shows([
      'The hub went away.',
      'Pair 1 of 2 · A asked for · 0 s',
      'Pair 1 of 2 · B asked for · 0 s',
      'Pair 2 of 2 · A asked for · 0 s',
      'Pair 2 of 2 · B asked for · 0 s',
    ]);
    lines.end();
  });

  it('fit a narrow terminal, also in Korean, and are said in full at the end', async () => {
    const { clock, lines, printed, shows, terminal } = onTerminal(1, 30);
    lines.show(0, 'A', { state: 'succeeded', more: ['고양이와 강아지와 바다/A.png'] });
    lines.show(0, 'B', { state: 'failed', more: ['the provider failed. Retry can help.'] });
    await shows(['A succeeded after 0 s · 고양…', 'B failed after 0 s · the pro…']);
    clock.now += 60_000;
    lines.end();
    expect(terminal.screen()).toEqual([]);
    expect(printed).toEqual([
      'A succeeded after 0 s · 고양이와 강아지와 바다/A.png',
      'B failed after 0 s · the provider failed. Retry can help.',
    ]);
  });

  it('end once, and leave no mode of the terminal changed', () => {
    const { lines, printed, terminal } = onTerminal(1);
    lines.refused(0, 'The image is broken.');
    lines.end();
    lines.end();
    expect(printed).toEqual([
      'A refused after 0 s · The image is broken.',
      'B refused after 0 s · The image is broken.',
    ]);
    expect(terminal.raw()).not.toContain('\u001b[?');
  });
});

describe('lines without room to be drawn anew', () => {
  it.each([
    ['on a terminal with fewer rows than sides', aTerminal(80, 4).stream],
    ['in a pipe', undefined],
  ])('are plain, a line a change: %s', (_where, stream) => {
    const printed: string[] = [];
    const lines = linesFor(2, (text) => printed.push(text), stream);
    for (const pair of [0, 1]) lines.show(pair, 'A', { state: 'running', more: [] });
    lines.show(0, 'A', { state: 'running', more: [] });
    lines.refused(1, 'The image is broken.');
    lines.end();
    expect(printed).toEqual([
      'Pair 1 of 2 · A running',
      'Pair 2 of 2 · A running',
      'Pair 2 of 2 · refused: The image is broken.',
    ]);
  });
});

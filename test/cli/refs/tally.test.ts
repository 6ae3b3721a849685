import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Outcome, refused, whyOf } from '../../../src/cli/refs/outcome.ts';
import { Report } from '../../../src/cli/refs/report.ts';
import { Tally } from '../../../src/cli/refs/tally.ts';
import { tempFolder } from '../../temp-folder.ts';

const ADDED: Outcome = { kind: 'added' };
const TWICE: Outcome = { kind: 'duplicate', why: 'in the pool already (Film)' };
const GONE: Outcome = { kind: 'removed', why: 'removed by ana' };

function tallyOf(...outcomes: readonly (readonly [string, Outcome])[]): Tally {
  const tally = new Tally();
  for (const [shown, outcome] of outcomes) tally.count(shown, outcome);
  return tally;
}
const many = (count: number): readonly (readonly [string, Outcome])[] =>
  Array.from({ length: count }, (_, n) => [`${n}.png`, refused('empty')] as const);

describe('the counts of an import', () => {
  it('are of every way in which a file may end', () => {
    const all = [ADDED, ADDED, TWICE, GONE, refused('empty'), refused('empty')];
    const tally = tallyOf(...all.map((one, n) => [`${n}.png`, one] as const));
    expect(tally.all).toBe(6);
    expect([tally.added, tally.duplicates, tally.removed, tally.refused]).toEqual([2, 1, 1, 2]);
    expect(tally.line(false)).toBe('2 added, 1 duplicate, 1 removed from it before, 2 refused');
    expect(tally.line(true)).toMatch(/^2 would be added, /);
  });

  it('have commas in large numbers, and say nothing of removals that are none', () => {
    const tally = new Tally();
    for (let n = 0; n < 1_234; n += 1) tally.count('x', ADDED);
    expect(tally.summary(false, null)).toBe('1,234 added, 0 duplicates, 0 refused.');
  });

  it('name the reasons by how often they came, then each file with its own', () => {
    const tally = tallyOf(
      ['a.png', refused('empty')],
      ['b\u001b[2J.png', refused('cannot be read', 'EACCES')],
      ['c.png', refused('cannot be read', 'EIO')],
      ['d.png', GONE],
      ['e.png', TWICE],
    );
    expect(tally.summary(false, null).split('\n')).toEqual([
      '0 added, 1 duplicate, 1 removed from it before, 3 refused.',
      '  2 × cannot be read',
      '  1 × empty',
      'Not added:',
      '  a.png: empty',
      expect.stringMatching(/^ {2}b.*\.png: cannot be read: EACCES$/),
      '  c.png: cannot be read: EIO',
      '  d.png: removed by ana',
    ]);
    expect(tally.summary(false, null)).not.toContain('\u001b');
  });

  it('name twenty files, and say how many more there are', () => {
    const last = (count: number, report: string | null = null) =>
      tallyOf(...many(count))
        .summary(false, report)
        .split('\n')
        .slice(22);
    expect(last(20)).toEqual(['  19.png: empty']);
    expect(last(21)).toEqual(['  19.png: empty', '  1 more: --report FILE lists all']);
    expect(last(22, 'r.csv')).toEqual([
      '  19.png: empty',
      '  2 more',
      'Every file that was not added: r.csv',
    ]);
  });
});

describe('the report of an import', () => {
  it('is a table of what was not added, whatever signs are in it', async () => {
    const path = join(await tempFolder(), 'report.csv');
    const report = await Report.open(path);
    await report.add('added.png', ADDED);
    await report.add('a, b.png', TWICE);
    await report.add('say "hi".png', refused('empty'));
    await report.add('two\nlines.png', refused('cannot be read', 'EACCES'));
    await report.add('cr\r.png', GONE);
    await report.close();
    expect(readFileSync(path, 'utf8')).toBe(
      [
        'file,outcome,reason',
        '"a, b.png",duplicate,in the pool already (Film)',
        '"say ""hi"".png",refused,empty',
        '"two\nlines.png",refused,cannot be read: EACCES',
        '"cr\r.png",removed,removed by ana',
        '',
      ].join('\n'),
    );
  });

  it('that cannot be written says so at once', async () => {
    const path = join(await tempFolder(), 'nowhere', 'report.csv');
    await expect(Report.open(path)).rejects.toThrow(
      `The report ${path} cannot be written (ENOENT).`,
    );
  });

  it('has no reason for what was added', () => {
    expect([ADDED, TWICE, refused('empty'), refused('a', 'b')].map(whyOf)).toEqual([
      '',
      'in the pool already (Film)',
      'empty',
      'a: b',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { type Column, roomOf, tableOf } from '../../../src/cli/table/table.ts';
import { cutToWidth, widthOf, wrapped } from '../../../src/cli/table/width.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly note?: string;
}
const COLUMNS: readonly Column<Row>[] = [
  { heading: 'ID', cell: ({ id }) => id },
  { heading: 'NAME', cell: ({ name }) => name },
  { heading: 'NOTE', cell: ({ note = '' }) => note, optional: true },
];
const ROWS: readonly Row[] = [
  { id: 'cat', name: '고양이 그림', note: 'likes fish' },
  { id: 'lighthouse', name: 'A lighthouse by the sea' },
];

describe('a table', () => {
  it('has its columns under each other, a Korean character being two columns wide', () => {
    expect(tableOf(ROWS, COLUMNS, Infinity)).toEqual([
      'ID          NAME                     NOTE',
      'cat         고양이 그림              likes fish',
      'lighthouse  A lighthouse by the sea',
    ]);
  });

  it('leaves the optional columns out, then goes on in the next line, in a narrow terminal', () => {
    expect(tableOf(ROWS, COLUMNS, 40)).toEqual([
      'ID          NAME',
      'cat         고양이 그림',
      'lighthouse  A lighthouse by the sea',
    ]);
    expect(tableOf(ROWS, COLUMNS, 25)).toEqual([
      'ID          NAME',
      'cat         고양이 그림',
      'lighthouse  A lighthouse',
      '            by the sea',
    ]);
  });

  it('is a block a row where there is no room for columns', () => {
    expect(tableOf(ROWS, COLUMNS, 18)).toEqual([
      'ID: cat',
      'NAME: 고양이 그림',
      'NOTE: likes fish',
      '',
      'ID: lighthouse',
      'NAME: A lighthouse',
      'by the sea',
    ]);
  });

  it('is never wider than the terminal, down to two columns', () => {
    for (let width = 2; width < 60; width += 1) {
      const lines = tableOf(ROWS, COLUMNS, width);
      expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
    }
  });

  it('leaves out a column that nobody fills, and breaks at no line end in a name', () => {
    expect(tableOf([{ id: 'a', name: 'two\nlines' }], COLUMNS, 80)).toEqual([
      'ID  NAME',
      'a   two lines',
    ]);
  });

  it('has all the room there is in a pipe, and the columns of a terminal', () => {
    expect(roomOf({})).toBe(Infinity);
    expect(roomOf({ isTTY: true, columns: 61 })).toBe(61);
  });
});

describe('the width of a text', () => {
  it('is counted in columns when it is cut, and no character is cut in half', () => {
    expect(cutToWidth('고양이', 6)).toBe('고양이');
    expect(cutToWidth('고양이', 5)).toBe('고양…');
    expect(cutToWidth('고양이', 4)).toBe('고…');
    expect(cutToWidth('abc', 0)).toBe('');
  });

  it('is kept by breaking between words, and inside a word that is longer', () => {
    expect(wrapped('the sea and 바다그림', 7)).toEqual(['the sea', 'and', '바다그', '림']);
  });
});

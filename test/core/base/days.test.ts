import { describe, expect, it } from 'vitest';
import { Days, isTimeZone } from '../../../src/core/base/days.ts';

const HOUR = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

describe('a day', () => {
  it.each([
    ['UTC', '2026-11-24T23:59:59.999Z', '2026-11-24T00:00:00.000Z', '2026-11-25T00:00:00.000Z'],
    ['UTC', '2026-11-25T00:00:00.000Z', '2026-11-25T00:00:00.000Z', '2026-11-26T00:00:00.000Z'],
    [
      'Asia/Seoul',
      '2026-11-24T14:59:59.999Z',
      '2026-11-23T15:00:00.000Z',
      '2026-11-24T15:00:00.000Z',
    ],
    [
      'Asia/Seoul',
      '2026-11-24T15:00:00.000Z',
      '2026-11-24T15:00:00.000Z',
      '2026-11-25T15:00:00.000Z',
    ],
    [
      'Asia/Kathmandu',
      '2026-11-24T18:14:59.999Z',
      '2026-11-23T18:15:00.000Z',
      '2026-11-24T18:15:00.000Z',
    ],
    [
      'Asia/Kathmandu',
      '2026-11-24T18:15:00.000Z',
      '2026-11-24T18:15:00.000Z',
      '2026-11-25T18:15:00.000Z',
    ],
    [
      'Pacific/Kiritimati',
      '2026-11-24T10:00:00.000Z',
      '2026-11-24T10:00:00.000Z',
      '2026-11-25T10:00:00.000Z',
    ],
  ])('in %s at %s', (zone, at, begins, ends) => {
    const day = new Days(zone).of(Date.parse(at));
    expect([iso(day.begins), iso(day.ends)]).toEqual([begins, ends]);
  });

  it.each([
    // Clocks go from 2:00 to 3:00 on 8 March, and from 2:00 to 1:00 on 1 November.
    ['America/New_York', '2026-03-08T12:00:00Z', '2026-03-08T05:00:00.000Z', 23],
    ['America/New_York', '2026-03-09T12:00:00Z', '2026-03-09T04:00:00.000Z', 24],
    ['America/New_York', '2026-11-01T12:00:00Z', '2026-11-01T04:00:00.000Z', 25],
    ['America/New_York', '2026-11-02T12:00:00Z', '2026-11-02T05:00:00.000Z', 24],
    // Clocks go from 0:00 to 1:00: there is no midnight on 7 September 2025, and the day before it ends all the same.
    ['America/Santiago', '2025-09-07T12:00:00Z', '2025-09-07T04:00:00.000Z', 23],
    ['America/Santiago', '2025-09-07T03:59:59Z', '2025-09-06T04:00:00.000Z', 24],
    // Clocks go from 24:00 back to 23:00.
    ['America/Santiago', '2025-04-06T02:30:00Z', '2025-04-05T03:00:00.000Z', 25],
    ['America/Santiago', '2025-04-06T03:30:00Z', '2025-04-05T03:00:00.000Z', 25],
  ])('in %s at %s begins at %s and has %i hours', (zone, at, begins, hours) => {
    const day = new Days(zone).of(Date.parse(at));
    expect([iso(day.begins), (day.ends - day.begins) / HOUR]).toEqual([begins, hours]);
  });

  it('is told apart from the one that was asked for before', () => {
    const days = new Days('Asia/Seoul');
    const noon = Date.parse('2026-11-24T03:00:00Z');
    const begun = [noon, noon + 11 * HOUR, noon + 12 * HOUR, noon - 13 * HOUR, noon];
    expect(begun.map((at) => iso(days.of(at).begins).slice(0, 13))).toEqual([
      '2026-11-23T15',
      '2026-11-23T15',
      '2026-11-24T15',
      '2026-11-22T15',
      '2026-11-23T15',
    ]);
  });
});

describe('a time', () => {
  it('is written with its zone', () => {
    const at = Date.parse('2026-11-24T15:00:59Z');
    expect(new Days('UTC').minuteOf(at)).toBe('2026-11-24 15:00 UTC');
    expect(new Days('Asia/Seoul').minuteOf(at)).toBe('2026-11-25 00:00 Asia/Seoul');
    expect(new Days('America/New_York').minuteOf(at)).toBe('2026-11-24 10:00 America/New_York');
  });
});

describe('a name of a time zone', () => {
  it.each([
    ['UTC', true],
    ['Asia/Seoul', true],
    ['America/Argentina/Buenos_Aires', true],
    ['Seoul', false],
    ['Mars/Olympus', false],
    ['+09:00', false],
    ['-0500', false],
    ['', false],
  ])('%s: %s', (name, is) => {
    expect(isTimeZone(name)).toBe(is);
  });
});

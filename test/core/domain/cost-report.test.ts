import { readDays } from '../../../src/core/studio/press/costs.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  costReport,
  firstDay,
  sumOf,
  CALL_OUTCOMES,
  type CostCell,
} from '../../../src/core/domain/cost-report.ts';
import { CALL_PURPOSES } from '../../../src/core/domain/provider-call.ts';
import { dollars } from '../../../src/core/base/text.ts';
import { UserError } from '../../../src/core/words/user-error.ts';
import { say } from '../../../src/core/words/words.ts';
import { aCostCell } from '../../cost-cell.ts';
import { NOW } from '../../values.ts';

const report = (cells: readonly CostCell[]) =>
  costReport(cells, { now: NOW, days: 30 }, (id) => `model ${id}`);

const anyCell: fc.Arbitrary<CostCell> = fc
  .record({
    day: fc.constantFrom('2026-11-22', '2026-11-23', '2026-11-24'),
    modelId: fc.constantFrom('a', 'b', 'c'),
    personId: fc.constantFrom('web:ana', 'web:ben', 'web:eve'),
    personName: fc.constantFrom('ana', 'ben'),
    outcome: fc.constantFrom(...CALL_OUTCOMES),
    purpose: fc.constantFrom(...CALL_PURPOSES),
    known: fc.nat({ max: 50 }),
    unknown: fc.nat({ max: 5 }),
    usd: fc.double({ min: 0, max: 100, noNaN: true }),
  })
  .map(({ known, unknown, usd, ...cell }) => {
    return { ...cell, calls: known + unknown, unknown, usd: known === 0 ? null : usd };
  });

describe('the report', () => {
  it('comes to the same by day, by model, by purpose and by person, and by outcome what was spent on nothing', () => {
    fc.assert(
      fc.property(fc.array(anyCell, { minLength: 1, maxLength: 60 }), (cells) => {
        const { total, byDay, byModel, byPurpose, byPerson, unshown, byOutcome } = report(cells);
        for (const parts of [byDay, byModel, byPurpose, byPerson])
          expect(sumOf(parts)).toEqual(total);
        expect(sumOf(byOutcome)).toEqual(unshown);
        expect(total.calls).toBe(cells.reduce((sum, one) => sum + one.calls, 0));
        expect(unshown.usd ?? 0).toBeLessThanOrEqual(total.usd ?? 0);
      }),
    );
  });

  it('puts the newest day first, and the dearest model, person and outcome', () => {
    const cells = [
      aCostCell({ day: '2026-11-23', modelId: 'a', outcome: 'timeout', usd: 1 }),
      aCostCell({ day: '2026-11-24', modelId: 'b', outcome: 'network', usd: 2 }),
      aCostCell({ day: '2026-11-22', modelId: 'c', outcome: 'auth', unknown: 1, usd: null }),
    ];
    const { byDay, byModel, byOutcome } = report(cells);
    expect(byDay.map((one) => one.id)).toEqual(['2026-11-24', '2026-11-23', '2026-11-22']);
    expect(byModel.map((one) => one.name)).toEqual(['model b', 'model a', 'model c']);
    expect(byOutcome.map((one) => one.id)).toEqual(['network', 'timeout', 'auth']);
  });

  it('puts what nobody knows the cost of last, with the free, the more calls the sooner', () => {
    const unknown = (modelId: string, calls: number) =>
      aCostCell({ modelId, calls, unknown: calls, usd: null });
    const cells = [
      aCostCell({ modelId: 'free', calls: 3, usd: 0 }),
      unknown('few', 2),
      aCostCell({ modelId: 'cheap', usd: 0.5 }),
      unknown('many', 5),
      aCostCell({ modelId: 'dear', usd: 7 }),
    ];
    for (const given of [cells, cells.toReversed()]) {
      const order = report(given).byModel.map((one) => one.id);
      expect(order).toEqual(['dear', 'cheap', 'many', 'free', 'few']);
    }
  });

  it.each(CALL_OUTCOMES)('counts %s as spent on nothing when it ended without an image', (one) => {
    const { unshown, running } = report([aCostCell({ outcome: one })]);
    expect(unshown.calls).toBe(['image', 'answered', 'running'].includes(one) ? 0 : 1);
    expect(running).toBe(one === 'running' ? 1 : 0);
  });

  it('tells the share of the known dollars, and none when there are no dollars', () => {
    const spent = aCostCell({ usd: 3 });
    const lost = aCostCell({ outcome: 'safety_block', usd: 1 });
    expect(report([spent, lost]).unshownPercent).toBe(25);
    const unknown = { ...lost, unknown: 1, usd: null };
    expect(report([spent, unknown]).unshownPercent).toBeNull();
    expect(report([{ ...spent, usd: 0 }]).unshownPercent).toBeNull();
    expect(report([]).total).toEqual({ calls: 0, unknown: 0, usd: 0 });
  });

  it('tells two people of one name apart', () => {
    const cells = ['web:ana', 'discord:1', 'web:ben'].map((personId) => {
      return aCostCell({ personId, personName: personId === 'web:ben' ? 'ben' : 'ana' });
    });
    const names = report(cells).byPerson.map((one) => one.name);
    expect(names).toEqual(['ana (web:ana)', 'ana (discord:1)', 'ben']);
  });

  it('says from which day to which it is, both of UTC', () => {
    expect(report([])).toMatchObject({ from: '2026-10-26', to: '2026-11-24' });
    expect(firstDay(NOW, 1)).toBe(Date.UTC(2026, 10, 24));
    expect(firstDay(NOW, 2)).toBe(Date.UTC(2026, 10, 23));
  });
});

describe('days that somebody types', () => {
  it.each([
    ['', 30],
    [' ', 30],
    ['1', 1],
    [' 7 ', 7],
    ['366', 366],
  ])('“%s” are %i', (typed, days) => {
    expect(readDays(typed)).toBe(days);
  });

  it.each(['0', '-1', '367', '0007', '1000', '1.5', '1e2', '7d', 'week', '٣', '9'.repeat(50)])(
    '“%s” are refused in one sentence that says what would do',
    (typed) => {
      try {
        expect(readDays(typed)).toBe('refused');
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        expect([error.status, error.code]).toEqual([400, 'days_invalid']);
        expect(say(error, 'en')).toContain('it must be a whole number from 1 to 366.');
        expect(say(error, 'ko')).toContain('1부터 366까지');
        expect(say(error, 'en').length).toBeLessThan(120);
      }
    },
  );
});

describe('dollars', () => {
  it.each([
    [0, '$0.00'],
    [0.00001, '<$0.0001'],
    [0.0123, '$0.0123'],
    [0.04, '$0.0400'],
    [0.99994, '$0.9999'],
    [0.99999, '$1.00'],
    [12.344, '$12.34'],
    [1_234_567.891, '$1,234,567.89'],
  ])('%d read %s', (usd, text) => {
    expect(dollars(usd)).toBe(text);
  });
});

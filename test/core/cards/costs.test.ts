import { describe, expect, it } from 'vitest';
import { renderPrivate } from '../../../src/bots/discord/render-private.ts';
import { decodeAction } from '../../../src/core/chat/action.ts';
import type { Card } from '../../../src/core/chat/card.ts';
import { ROOM as AT_DISCORD } from '../../../src/bots/discord/limits.ts';
import { costsCard } from '../../../src/core/cards/costs.ts';
import type { CostRoom } from '../../../src/core/ports/surface.ts';
import {
  costReport,
  type CostCell,
  UNSHOWN_OUTCOMES,
} from '../../../src/core/domain/cost-report.ts';
import { CALL_PURPOSES } from '../../../src/core/domain/provider-call.ts';
import type { Locale } from '../../../src/core/domain/person.ts';
import { dayOf } from '../../../src/core/base/text.ts';
import { words } from '../../../src/core/words/words.ts';
import { aCostCell } from '../../cost-cell.ts';
import { NOW } from '../../values.ts';

const DAY = 86_400_000;
const ROOM: CostRoom = { days: 3, models: 3, people: 3, outcomes: 3 };

function cardOf(cells: readonly CostCell[], room = ROOM, locale: Locale = 'en'): Card {
  const report = costReport(cells, { now: NOW, days: 30 }, (id) => `Model ${id}`);
  return costsCard(report, { everywhere: false, room, locale });
}

const texts = (card: Card) => card.lines.map((line) => line.text);
/** The lines below a title. */
function below(card: Card, title: string): readonly string[] {
  const at = card.lines.findIndex((line) => line.text === title && line.title === true);
  const rest = card.lines.slice(at + 1);
  const end = rest.findIndex((line) => line.title === true);
  return rest.slice(0, end === -1 ? rest.length : end).map((line) => line.text);
}

describe('the card of costs', () => {
  it('says the total first, then what was spent on nothing, then days, models and people', () => {
    const card = cardOf([
      aCostCell({ calls: 3, usd: 3 }),
      aCostCell({ day: '2026-11-23', modelId: 'b', outcome: 'safety_block', usd: 1 }),
    ]);
    expect([card.heading, ...texts(card)]).toEqual([
      'Provider costs · 30 days',
      '2026-10-26 to 2026-11-24, days of UTC. Calls of this workspace only.',
      'Total: $4.00 · 4 calls',
      'Spent on nothing',
      'On calls that ended without an image that was shown: $1.00 · 1 call · 25.0 % of the known dollars',
      'Blocked by a safety system: $1.00 · 1 call',
      'By day',
      '2026-11-24: $3.00 · 3 calls',
      '2026-11-23: $1.00 · 1 call',
      'By model',
      'Model a: $3.00 · 3 calls',
      'Model b: $1.00 · 1 call',
      'By person',
      'ana: $4.00 · 4 calls',
    ]);
  });

  it('always says how many costs are unknown, and gives no dollars where none is known', () => {
    const card = cardOf([
      aCostCell({ calls: 9, unknown: 4, usd: 1.23 }),
      aCostCell({ outcome: 'timeout', unknown: 1, usd: null }),
      aCostCell({ outcome: 'running', unknown: 1, usd: null }),
    ]);
    expect(texts(card)).toContain('Total: at least $1.23 · 6 calls of unknown cost · 11 in all');
    expect(texts(card)).toContain('1 call of these is still running.');
    expect(below(card, 'Spent on nothing')).toEqual([
      'On calls that ended without an image that was shown: cost unknown · 1 call',
      'No answer in time: cost unknown · 1 call',
    ]);
  });

  it('says so when no provider was called, and when nothing was spent on nothing', () => {
    expect(texts(cardOf([]))[1]).toBe('No provider was called.');
    expect(below(cardOf([aCostCell()]), 'Spent on nothing')).toEqual([
      'Every call that has ended made an image that was shown.',
    ]);
  });

  it('counts what text models cost in the total, with a line by purpose, once there is any', () => {
    const images = aCostCell({ calls: 3, usd: 3 });
    const read = { purpose: 'classification', outcome: 'answered', usd: 0.25 } as const;
    const card = cardOf([images, aCostCell(read)]);
    expect(texts(card)).toContain('Total: $3.25 · 4 calls');
    expect(below(card, 'By purpose')).toEqual([
      'Images: $3.00 · 3 calls',
      'Reading prompts: $0.2500 · 1 call',
    ]);
    expect(below(card, 'By day')).toEqual(['2026-11-24: $3.25 · 4 calls']);
    expect(below(card, 'Spent on nothing')).toEqual([
      'Every call that has ended gave an image or an answer that was used.',
    ]);
    const lost = cardOf([images, aCostCell({ ...read, outcome: 'timeout', usd: 1 })]);
    expect(below(lost, 'Spent on nothing')).toEqual([
      'On calls that ended without an image or an answer that was used: $1.00 · 1 call · 25.0 % of the known dollars',
      'No answer in time: $1.00 · 1 call',
    ]);
  });

  it('cuts a list to its top, and says how many more there are and what they come to', () => {
    const cells = Array.from({ length: 5 }, (_, n) =>
      aCostCell({
        personId: `web:${n}`,
        personName: `p${n}`,
        usd: n === 4 ? null : 5 - n,
        unknown: n === 4 ? 1 : 0,
      }),
    );
    expect(below(cardOf(cells), 'By person')).toEqual([
      'p0: $5.00 · 1 call',
      'p1: $4.00 · 1 call',
      '3 more: at least $5.00 · 1 call of unknown cost · 3 in all',
    ]);
    expect(below(cardOf(cells.slice(0, 3)), 'By person')).toEqual([
      'p0: $5.00 · 1 call',
      'p1: $4.00 · 1 call',
      'p2: $3.00 · 1 call',
    ]);
  });

  it.each([
    [0, '0.0'],
    [0.0004, '<0.1'],
    [0.001, '0.1'],
    [0.5, '33.3'],
  ])('says what share %d dollars to a dollar are: %s %', (usd, share) => {
    const card = cardOf([aCostCell(), aCostCell({ outcome: 'timeout', usd })]);
    expect(below(card, 'Spent on nothing')[0]).toMatch(
      new RegExp(`· 1 call · ${share} % of the known dollars$`),
    );
  });

  it('is private, in one language, and cuts long names', () => {
    const card = cardOf([aCostCell({ personName: 'x'.repeat(41) })]);
    expect([card.kind, card.locale]).toEqual(['private', 'en']);
    expect(below(card, 'By person')).toEqual([`${'x'.repeat(39)}…: $1.00 · 1 call`]);
    const whole = cardOf([aCostCell({ personName: 'x'.repeat(40) })]);
    expect(below(whole, 'By person')).toEqual([`${'x'.repeat(40)}: $1.00 · 1 call`]);
  });

  it('offers other periods to press', () => {
    const buttons = cardOf([]).rows.flat();
    expect(buttons.map((one) => one.label)).toEqual(['7 days', '90 days', '366 days']);
    expect(decodeAction(buttons[1]?.id ?? '')).toEqual({ type: 'costs', days: 90 });
  });

  it.each([
    ['en', 'images alone', ['image']],
    ['en', 'every purpose', CALL_PURPOSES],
    ['ko', 'images alone', ['image']],
    ['ko', 'every purpose', CALL_PURPOSES],
  ] as const)(
    'fits whole into one message of Discord, at its fullest: %s, calls for %s',
    (locale, _what, purposes) => {
      const name = (n: number) => `${n}${'*'.repeat(60)}`;
      const cells = Array.from({ length: 40 }, (_, n) =>
        aCostCell({
          day: dayOf(NOW - n * DAY),
          modelId: name(n),
          personId: `discord:${n}`,
          personName: name(n),
          outcome: UNSHOWN_OUTCOMES[n % UNSHOWN_OUTCOMES.length] ?? 'timeout',
          purpose: purposes[n % purposes.length] ?? 'image',
          calls: 12_345,
          unknown: 1_234,
          usd: 12_345.67,
        }),
      );
      const card = cardOf([...cells, aCostCell({ outcome: 'running' })], AT_DISCORD.costs, locale);
      const { body, whole } = renderPrivate(card, new Map(), locale);
      expect(whole).toBeNull();
      expect(JSON.stringify(body)).toContain(`**${words(locale).costs_by_day()}**`);
    },
  );
});

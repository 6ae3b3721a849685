import type { Command } from 'commander';
import { costsCard } from '../core/cards/costs.ts';
import { type CostReport, DEFAULT_DAYS, MAX_DAYS } from '../core/domain/cost-report.ts';
import { readCosts, readDays } from '../core/studio/press/costs.ts';
import type { Env } from '../config.ts';
import { onStore } from './on-store.ts';

interface CostFlags {
  readonly days?: string;
  readonly json?: boolean;
}

/** `diptych costs`: works beside a running hub. */
export function registerCosts(program: Command, env: () => Env, out: (text: string) => void): void {
  program
    .command('costs')
    .description('what provider calls cost, in all workspaces, and what was spent on nothing')
    .option('--days <days>', `1 to ${MAX_DAYS}, today being the last (default: ${DEFAULT_DAYS})`)
    .option('--json', 'print the whole report as JSON')
    .action((flags: CostFlags) => out(costs(flags, env(), Date.now())));
}

/** The whole report as text or JSON. Throws a `StartupError` when `days` is not a number of days. */
export function costs({ days = '', json }: CostFlags, env: Env, now: number): string {
  const report = onStore(env, (store) => readCosts(store, { now, days: readDays(days) }, null));
  return json === true ? JSON.stringify(report, null, 2) : textOf(report);
}

function textOf(report: CostReport): string {
  const all = Number.POSITIVE_INFINITY;
  const room = { days: all, models: all, people: all, outcomes: all };
  const { heading, lines } = costsCard(report, { everywhere: true, room, locale: 'en' });
  const texts = lines.map(({ text, title }) => (title === true ? `\n${text}` : text));
  return [heading, ...texts].join('\n');
}

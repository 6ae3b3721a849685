import type { Command } from 'commander';
import { mended } from '../core/base/written.ts';
import { counted } from '../core/base/text.ts';
import type { Plan } from '../core/domain/model.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { PlanKeeper } from '../core/studio/rows/plan-keeper.ts';
import type { Env } from '../config.ts';
import { addListing } from './listing.ts';
import { onStore } from './on-store.ts';
import { type Column, tableOf } from './table/table.ts';

/** `diptych plans …`: works beside a running hub, which reads these rows at every command. */
export function registerPlans(program: Command, env: () => Env, out: (text: string) => void): void {
  const plans = program.command('plans').description('which tiers people may use, and how much');
  const listing = { description: 'every plan, with its tiers, its images a day, and who holds it' };
  addListing(plans, listing, (_flags, width) => listPlans(env(), width), out);
  plans
    .command('set')
    .description('make a plan, or change one; everybody without a plan has "default"')
    .argument('<name>', 'such as default')
    .argument('<fields...>', 'tiers=basic,quality daily_quota=100')
    .action((name: string, fields: string[]) => out(setPlan(env(), name, fields)));
  plans
    .command('give')
    .description('give a plan to a person or to a role, in place of the one they had')
    .argument('<holder>', 'such as web:ana, discord:123 or role:456')
    .argument('<plan>', 'see list')
    .action((holder: string, plan: string) => out(givePlan(env(), holder, plan)));
}

type HeldPlan = Plan & { readonly holders: readonly string[] };
const COLUMNS: readonly Column<HeldPlan>[] = [
  { heading: 'PLAN', cell: ({ name }) => name },
  { heading: 'TIERS', cell: ({ tiers }) => tiers.join(', ') },
  { heading: 'IMAGES A DAY', cell: ({ dailyQuota }) => String(dailyQuota) },
  { heading: 'HELD BY', cell: ({ holders }) => holders.join(', ') || 'nobody' },
];

/** A table of the plans. `width` is the columns that there are for it. */
export function listPlans(env: Env, width: number): readonly string[] {
  const plans = onStore(env, ({ models }) =>
    models.plans().map((plan) => {
      const holders = models.holdersOf(plan.name);
      const held = plan.name === 'default' ? ['everybody else', ...holders] : holders;
      return { ...plan, holders: held };
    }),
  );
  return tableOf(plans, COLUMNS, width);
}

/** Creates or changes a plan; answers with the saved plan. Throws a `StartupError`. */
export function setPlan(env: Env, name: string, fields: readonly string[]): string {
  const given = readPlanFields(fields);
  return onStore(env, (store) => `Saved. ${lineOf(new PlanKeeper(store).set(name, given))}`);
}

/** Gives a plan to a person or role. Throws a `StartupError`. */
export function givePlan(env: Env, holder: string, plan: string): string {
  return onStore(env, (store) => {
    new PlanKeeper(store).give(holder, plan);
    return `${holder} has the plan "${plan}" now.`;
  });
}

function lineOf({ name, tiers, dailyQuota }: Plan): string {
  return `${name} · ${tiers.join(', ')} · ${counted(dailyQuota, 'image')} a day`;
}

function readPlanFields(words: readonly string[]): Partial<Omit<Plan, 'name'>> {
  const fields = words.map(mended).map((word) => {
    const [, name, value = ''] = /^(tiers|daily_quota)=(.*)$/.exec(word) ?? [];
    if (name === 'tiers') return { tiers: value.split(',').flatMap((one) => one.trim() || []) };
    if (name === 'daily_quota') return { dailyQuota: value === '' ? Number.NaN : Number(value) };
    throw new StartupError(
      `"${word}" is no field=value of a plan. Fields: tiers=basic,quality daily_quota=100.`,
    );
  });
  return Object.assign({}, ...fields);
}

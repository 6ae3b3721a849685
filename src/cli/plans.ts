import type { Command } from 'commander';
import { mended } from '../core/base/written.ts';
import { counted } from '../core/base/text.ts';
import type { Plan } from '../core/domain/model.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { PlanKeeper } from '../core/studio/rows/plan-keeper.ts';
import type { Env } from '../config.ts';
import { onStore } from './on-store.ts';

/** `diptych plans …`: works beside a running hub, which reads these rows at every command. */
export function registerPlans(program: Command, env: () => Env, out: (text: string) => void): void {
  const plans = program.command('plans').description('which tiers people may use, and how much');
  plans
    .command('list')
    .description('every plan, with its tiers, its images a day, and who holds it')
    .action(() => out(listPlans(env()).join('\n')));
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

/** One line a plan. */
export function listPlans(env: Env): readonly string[] {
  return onStore(env, ({ models }) =>
    models.plans().map((plan) => {
      const holders = models.holdersOf(plan.name);
      const held = plan.name === 'default' ? ['everybody else', ...holders] : holders;
      return `${lineOf(plan)} · ${held.length === 0 ? 'nobody' : held.join(', ')}`;
    }),
  );
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

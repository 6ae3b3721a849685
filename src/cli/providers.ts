import type { Command } from 'commander';
import type { Clock } from '../core/ports/system.ts';
import { HEALTHY, type ProviderHealth, restOf } from '../core/line/provider-rest.ts';
import { imageScope, isAllImages } from '../core/line/rest-scope.ts';
import type { Provider } from '../core/ports/provider-store.ts';
import type { Store } from '../core/ports/store.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { counted } from '../core/base/text.ts';
import { SystemClock } from '../system.ts';
import type { Env } from '../config.ts';
import { addListing } from './listing.ts';
import { onStore } from './on-store.ts';
import { type Column, tableOf } from './table/table.ts';

/** `diptych providers …`: works beside a running hub, which reads these rows before each dispatch. */
export function registerProviders(
  program: Command,
  env: () => Env,
  out: (text: string) => void,
): void {
  const providers = program.command('providers').description('who makes the images');
  const listing = {
    description: 'every provider, with its calls at once, and whether it rests',
  };
  addListing(
    providers,
    listing,
    (_flags, width) => listProviders(env(), new SystemClock(), width),
    out,
  );
  providers
    .command('cap')
    .description('how many calls a provider may have at once')
    .argument('<provider>', 'see list')
    .argument('<calls>', 'a whole number from 1 on, or none')
    .action((name: string, calls: string) => out(capProvider(env(), name, calls)));
  providers
    .command('wake')
    .description('end a provider’s rest: it is called again at once')
    .argument('<provider>', 'see list')
    .action((name: string) => out(wakeProvider(env(), name)));
}

interface ListedProvider {
  readonly provider: string;
  readonly what: string;
  readonly cap: string;
  readonly state: string;
}
const COLUMNS: readonly Column<ListedProvider>[] = [
  { heading: 'PROVIDER', cell: ({ provider }) => provider },
  { heading: 'WHAT', cell: ({ what }) => what },
  { heading: 'CALLS AT ONCE', cell: ({ cap }) => cap },
  { heading: 'STATE', cell: ({ state }) => state },
];

/**
 * A table with a row for each provider, and one for each of its models and purposes that has not worked of late. `width` is the
 * columns that there are for it.
 */
export function listProviders(env: Env, clock: Clock, width: number): readonly string[] {
  return tableOf(listed(env, clock), COLUMNS, width);
}

function listed(env: Env, clock: Clock): readonly ListedProvider[] {
  return onStore(env, ({ providers, rests }) =>
    providers.list().flatMap((one) => {
      const images = rests.get(imageScope(one.name));
      const others = rests
        .list()
        .filter(({ scope }) => scope.provider === one.name && !isAllImages(scope));
      return [
        {
          provider: one.name,
          what: one.displayName,
          cap: one.maxCalls === null ? 'no cap' : String(one.maxCalls),
          state: stateOf(images, clock.now()),
        },
        ...others.map(({ scope, health }) => ({
          provider: one.name,
          what: scope.model ?? scope.purpose,
          cap: '',
          state: stateOf(health, clock.now()),
        })),
      ];
    }),
  );
}

/** Sets how many calls a provider may have at once; "none" removes the cap. Throws a `StartupError`. */
export function capProvider(env: Env, name: string, calls: string): string {
  const maxCalls = calls === 'none' ? null : Number(calls);
  if (maxCalls !== null && (!Number.isInteger(maxCalls) || maxCalls < 1)) {
    throw new StartupError(`"${calls}" is no cap: give a whole number from 1 on, or none.`);
  }
  return onStore(env, (store) => {
    const { displayName } = requireProvider(store, name);
    store.providers.put({ name, displayName, maxCalls });
    return `Saved. ${lineOf(store.providers.get(name))}`;
  });
}

/** Ends all rests of a provider, its models' too. Throws a `StartupError`. */
export function wakeProvider(env: Env, name: string): string {
  return onStore(env, (store) => {
    requireProvider(store, name);
    const all = store.rests.list().filter(({ scope }) => scope.provider === name);
    for (const { scope } of all) store.rests.put(scope, HEALTHY);
    return `${name} is called again; a running hub notices within ten seconds.`;
  });
}

function requireProvider({ providers }: Store, name: string): Provider {
  const all = providers.list();
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = all.map((one) => one.name).join(', ');
  throw new StartupError(`There is no provider "${name}". Known: ${names}.`);
}

function lineOf({ name, displayName, maxCalls }: Provider): string {
  const cap = maxCalls === null ? 'no cap' : `${counted(maxCalls, 'call')} at once`;
  return `${name} · ${displayName} · ${cap}`;
}

function stateOf(health: ProviderHealth, now: number): string {
  const seconds = Math.ceil(restOf(health, now) / 1000);
  if (seconds > 0) {
    const after = `after ${counted(health.failures, 'failure')}`;
    return `rests for ${seconds} s ${health.why === 'failures' ? after : 'as it asked for'}`;
  }
  if (health.rests > 0) return 'is tried with one call at a time';
  return health.failures === 0 ? 'works' : `${counted(health.failures, 'failure')} in a row`;
}

import type { Registry } from 'prom-client';
import { type HubHealth, isOpenWorker } from '../core/domain/hub-health.ts';
import { restOf } from '../core/line/provider-rest.ts';
import { imageScope, isAllImages, type RestScope } from '../core/line/rest-scope.ts';
import type { Store } from '../core/ports/store.ts';
import type { Clock } from '../core/ports/system.ts';
import { flag, type Reading, readGauge } from './gauge.ts';

/** A hub, as it can be asked. */
export interface HubState {
  readonly store: Pick<Store, 'providers' | 'rests' | 'line'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly health: () => HubHealth;
  /** Jobs that may be out at once. */
  readonly slots: () => number;
  /** What is wrong with the database or the data folder; null for nothing. */
  readonly storage: () => Promise<string | null>;
}

/** Shows the state of a hub, read when Prometheus asks. */
export function showHub(registry: Registry, hub: HubState): void {
  const gauge = (name: string, help: string, read: () => Reading | Promise<Reading>) =>
    readGauge(registry, { name, help }, read);
  showLine(registry, hub);
  showProviders(registry, hub);
  gauge('diptych_slots', 'Jobs that may be out at once: those of all workers', hub.slots);
  gauge('diptych_workers', 'Workers that take jobs; a hub that is its own counts as one', () =>
    workersOf(hub.health()),
  );
  gauge('diptych_redis_away', '1 while Redis cannot be reached from here, or takes no writes', () =>
    flag(hub.health().queue === 'away'),
  );
  gauge('diptych_blobs_fault', '1 while the bucket of the images cannot be used', () =>
    flag(hub.health().blobsFault !== null),
  );
  gauge(
    'diptych_storage_fault',
    '1 while the database or the data folder cannot be used',
    async () => flag((await hub.storage()) !== null),
  );
}

/** None while Redis is away: nobody knows then. */
function workersOf({ queue, workers }: HubHealth): number {
  if (queue === 'away') return 0;
  return queue === 'inside' ? 1 : workers.filter(isOpenWorker).length;
}

function showLine(registry: Registry, { store, clock }: HubState): void {
  const name = 'diptych_line';
  const help = 'Generations that wait and that run';
  readGauge(registry, { name, help, labelNames: ['state'] }, () => {
    const { waiting, running } = store.line.totals();
    return { waiting, running };
  });
  readGauge(
    registry,
    {
      name: 'diptych_line_oldest_seconds',
      help: 'How long the oldest generation that waits has waited; 0 when none does',
    },
    () => {
      const { oldestWaitingAt } = store.line.totals();
      return oldestWaitingAt === null ? 0 : Math.max(0, clock.now() - oldestWaitingAt) / 1000;
    },
  );
}

function showProviders(registry: Registry, hub: HubState): void {
  const labelNames = ['provider', 'purpose', 'model'];
  const series = (valueOf: (restMs: number) => number) => () =>
    scopesOf(hub).map(({ labels, restMs }) => ({ labels, value: valueOf(restMs) }));
  readGauge(
    registry,
    {
      name: 'diptych_provider_resting',
      help: '1 while calls rest: a provider’s for one purpose, or one model’s',
      labelNames,
    },
    series((restMs) => flag(restMs > 0)),
  );
  readGauge(
    registry,
    {
      name: 'diptych_provider_rest_seconds',
      help: 'Seconds until calls that rest are made again; 0 while they are',
      labelNames,
    },
    series((restMs) => restMs / 1000),
  );
}

/** The image calls of every provider, and all else that has not worked of late. */
function scopesOf({ store, clock }: HubState) {
  const images = store.providers.list().map(({ name }) => imageScope(name));
  const others = store.rests.list().map(({ scope }) => scope);
  const isKnown = (scope: RestScope) =>
    isAllImages(scope) && images.some(({ provider }) => provider === scope.provider);
  return [...images, ...others.filter((scope) => !isKnown(scope))].map((scope) => ({
    // No model is an empty label, which Prometheus takes for none.
    labels: { ...scope, model: scope.model ?? '' },
    restMs: restOf(store.rests.get(scope), clock.now()),
  }));
}

import type { Registry } from 'prom-client';
import { type HubHealth, isOpenWorker } from '../core/domain/hub-health.ts';
import { restOf } from '../core/line/provider-rest.ts';
import { imageScope } from '../core/line/rest-scope.ts';
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
  gauge('diptych_redis_away', '1 while Redis cannot be reached from here', () =>
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

function showProviders(registry: Registry, { store, clock }: HubState): void {
  const labelNames = ['provider'];
  const byProvider = (valueOf: (restMs: number) => number) => () =>
    Object.fromEntries(
      store.providers
        .list()
        .map(({ name }) => [name, valueOf(restOf(store.rests.get(imageScope(name)), clock.now()))]),
    );
  readGauge(
    registry,
    {
      name: 'diptych_provider_resting',
      help: '1 while a provider rests: it gets no calls',
      labelNames,
    },
    byProvider((restMs) => flag(restMs > 0)),
  );
  readGauge(
    registry,
    {
      name: 'diptych_provider_rest_seconds',
      help: 'Seconds until a provider that rests is called again; 0 while it is',
      labelNames,
    },
    byProvider((restMs) => restMs / 1000),
  );
}

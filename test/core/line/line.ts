import type {
  LineNow,
  ModelRoom,
  ProviderRoom,
  Room,
} from '../../../src/core/line/dispatch-order.ts';
import type { LineEntry } from '../../../src/core/line/place.ts';

/** Who waits or runs, and what may be out at once, for tests of the line. */
export function entry(id: string, personId: string, more: Partial<LineEntry> = {}): LineEntry {
  return {
    id,
    pairId: `p-${id}`,
    personId,
    provider: 'sample',
    modelId: 'm',
    createdAt: 0,
    dispatchedAt: null,
    ...more,
  };
}

export function line(waiting: LineEntry[], running: LineEntry[] = [], last = {}): LineNow {
  const times: Record<string, number> = last;
  return { waiting, running, lastDispatched: (person) => times[person] ?? 0 };
}

export const ids = (entries: readonly LineEntry[]) => entries.map((one) => one.id).join(' ');

/** Room for four of the sample provider, and for what a test says of other providers and of models. */
export function aRoom(
  more: Partial<Room> = {},
  providers: Record<string, Partial<ProviderRoom>> = {},
  models: Record<string, Partial<ModelRoom>> = {},
): Room {
  const free = { maxCalls: null, trialSince: null, restMs: 0 };
  const provider = (name: string): ProviderRoom => ({ ...free, ...providers[name] });
  const model = ({ modelId }: Pick<LineEntry, 'modelId'>): ModelRoom => ({
    name: modelId,
    trialSince: null,
    restMs: 0,
    ...models[modelId],
  });
  return { capacity: 4, served: ['sample', ...Object.keys(providers)], provider, model, ...more };
}

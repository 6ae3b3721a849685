import type { MadeCall } from '../../src/core/domain/provider-call.ts';
import type { RenderJob, RenderQueue, RenderResult } from '../../src/core/ports/render-queue.ts';
import { aDraft } from '../values.ts';

export function aJob(generationId: string, provider = 'sample'): RenderJob {
  const outputKey = `library/web/2026-11/${generationId}.png`;
  const spec = { ...aDraft(), provider, references: [], outputKey };
  return { version: 1, generationId, spec, timeoutMs: 60_000 };
}

/** Everything that a queue tells. */
export class Heard {
  readonly finished = new Map<string, RenderResult>();
  readonly late: [string, MadeCall][] = [];
  changes = 0;

  constructor(queue: RenderQueue) {
    queue.subscribe({
      finished: (id, result) => this.finished.set(id, result).has(id),
      late: (id, call) => this.late.push([id, call]) > 0,
      changed: () => {
        this.changes += 1;
      },
    });
  }
}

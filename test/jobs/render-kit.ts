import type { MadeCall } from '../../src/core/domain/provider-call.ts';
import type { RenderJob } from '../../src/core/ports/render-queue.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import type { RenderParts } from '../../src/jobs/render.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { aDraft } from '../values.ts';

export const KEY = 'library/web/2026-11/g1.png';
export const job: RenderJob = {
  version: 1,
  generationId: 'g1',
  spec: { ...aDraft(), references: [], outputKey: KEY },
  timeoutMs: 270_000,
};

/** What a render job runs with; every answer of its provider is a test's. */
export function renderKit() {
  const clock = new FakeClock();
  const blobs = new MemoryBlobs();
  const provider = new ScriptedImages();
  const late: MadeCall[] = [];
  const stop = new AbortController();
  const parts: RenderParts = {
    providers: new Map([['sample', provider]]),
    blobs,
    images: new SharpImages(),
    clock,
    log: new SilentLog(),
    onLate: (_id, call) => late.push(call),
  };
  return { clock, blobs, provider, late, stop, parts };
}

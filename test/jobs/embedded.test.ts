import { EmbeddedQueue } from '../../src/jobs/embedded.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { renderQueueContract } from '../contracts/render-queue.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';

renderQueueContract('EmbeddedQueue', async (provider) => {
  const blobs = new MemoryBlobs();
  const queue = new EmbeddedQueue({
    providers: new Map([[provider.name, provider]]),
    blobs,
    images: new SharpImages(),
    clock: new FakeClock(),
    concurrency: 2,
    log: new SilentLog(),
  });
  return { queue, blobs, cleanUp: () => queue.close() };
});

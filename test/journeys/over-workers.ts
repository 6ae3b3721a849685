import { join } from 'node:path';
import { vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { call, type RunningHub } from '../web/hub.ts';
import { Apart, filesIn } from './apart.ts';
import type { Driver } from './driver.ts';

interface HubDriver extends Driver {
  readonly hub: RunningHub;
}

/**
 * The same surface over a hub that makes no image itself: its jobs go through Redis to a worker in another process, its images
 * through S3. `settings`: those that both have besides. At the end, any image that went another way is a failure.
 */
export async function overWorkers<D extends HubDriver>(
  make: (env: Record<string, string>) => Promise<D>,
  settings: Readonly<Record<string, string>> = {},
): Promise<D> {
  const apart = await Apart.open({ settings });
  const driver = await make(apart.env).catch(async (cause: unknown) => {
    await apart.close();
    throw cause;
  });
  const { hub } = driver;
  await vi.waitFor(async () => {
    const { json } = await call(hub.url, '/readyz');
    if (json.faults !== undefined) throw new Error(JSON.stringify(json.faults));
  }, PATIENT);
  return {
    ...driver,
    close: async () => {
      const files = [
        ...(await filesIn(join(hub.home, 'blobs'))),
        ...(await apart.filesOfWorkers()),
      ];
      const calls = apart.calls.flat();
      const keys = [...apart.s3.bucket.objects.keys()];
      const images = keys.filter((key) => key.startsWith('library/')).length;
      try {
        await driver.close();
      } finally {
        await apart.close();
      }
      if (files.length > 0) throw new Error(`images in folders: ${files.join(', ')}`);
      if (calls.length === 0) throw new Error('the worker made no image');
      if (images === 0) throw new Error('S3 holds no image');
    },
  };
}

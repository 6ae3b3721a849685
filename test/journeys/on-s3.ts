import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import type { Driver } from './driver.ts';

/** The same surface over a hub that keeps its images in S3. */
export async function onS3(
  make: (env: Record<string, string>) => Promise<Driver>,
): Promise<Driver> {
  const s3 = await FakeS3.start();
  const driver = await make(s3.env);
  return {
    ...driver,
    close: async () => {
      try {
        await driver.close();
      } finally {
        await s3.close();
      }
    },
  };
}

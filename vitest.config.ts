import { defineConfig } from 'vitest/config';

/** What kills processes at chosen moments, or has to be answered in time: nothing else may run beside it. */
const ALONE = ['test/crash/**/*.test.ts', 'test/discord/load.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/setup/services.ts', 'test/setup/run-folder.ts'],
    unstubEnvs: true,
    unstubGlobals: true,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: ALONE,
          maxWorkers: 2,
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});

import { defineConfig } from 'vitest/config';

/** What kills processes at chosen moments. */
const CRASH = ['test/crash/**/*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/setup/services.ts', 'test/setup/run-folder.ts'],
    unstubEnvs: true,
    unstubGlobals: true,
    // They end only what will never end: no test may fail because a machine is slow.
    testTimeout: 300_000,
    hookTimeout: 900_000,
    maxWorkers: 2,
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: CRASH,
          // Files share their processes, and the modules loaded there.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'crash', include: CRASH, sequence: { groupOrder: 1 } },
      },
    ],
  },
});

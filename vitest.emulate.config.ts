import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/emulate/**/*.emulate-test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});

import { defineConfig } from 'vitest/config';
export default defineConfig({
  root: process.cwd(),
  ssr: { resolve: { conditions: ['@overt/source', 'node', 'default'] } },
  resolve: { conditions: ['@overt/source', 'node', 'default'] },
  test: {
    include: ['packages/*/test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});

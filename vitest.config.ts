import { defineConfig } from 'vitest/config';

// Tests run from source (the `@overt/source` export condition), so nothing has to be built to run one.
// `import` is not among the conditions: Vite hands them to Node, where `require` would then be given ES modules.
export default defineConfig({
  ssr: { resolve: { conditions: ['@overt/source', 'node', 'default'] } },
  resolve: { conditions: ['@overt/source', 'node', 'default'] },
  test: {
    include: [
      'packages/*/test/**/*.test.ts',
      'apps/*/test/**/*.test.ts',
      'conformance/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});

import { configDefaults, defineConfig } from 'vitest/config';

/** Works at a person's rhythm in a browser and a database of its own: after everything else, with the machine to itself. */
const ALONE = ['apps/cli/test/demo.test.ts'];

// Tests run from source (the `@overt/source` export condition), so nothing has to be built to run one.
// `import` is not among the conditions: Vite hands them to Node, where `require` would then be given ES modules.
export default defineConfig({
  ssr: { resolve: { conditions: ['@overt/source', 'node', 'default'] } },
  resolve: { conditions: ['@overt/source', 'node', 'default'] },
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'suites',
          include: [
            'packages/*/test/**/*.test.ts',
            'apps/*/test/**/*.test.ts',
            'conformance/**/*.test.ts',
            'test/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...ALONE],
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'demo', include: ALONE, sequence: { groupOrder: 1 } } },
    ],
  },
});

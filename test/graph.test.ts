// Each rule of .dependency-cruiser.cjs is proven by an injected fault: a small copy of the layout in which one
// file imports what it must not. A rule that nothing can break would be decoration.

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const ROOT = dirname(import.meta.dirname);
const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs');

let sandbox: string;

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(sandbox, path)), { recursive: true });
  writeFileSync(join(sandbox, path), text);
};

/** The real package manifests over one-line sources, linked as npm links workspaces. */
beforeEach(() => {
  sandbox = mkdtempSync(join(tmpdir(), 'overt-graph-'));
  mkdirSync(join(sandbox, 'node_modules/@overt'), { recursive: true });
  for (const group of ['packages', 'apps']) {
    for (const name of readdirSync(join(ROOT, group))) {
      const manifest = JSON.parse(readFileSync(join(ROOT, group, name, 'package.json'), 'utf8'));
      put(`${group}/${name}/package.json`, JSON.stringify(manifest));
      const sources = Object.values<{ '@overt/source': string }>(manifest.exports ?? {}).map(
        (e) => e['@overt/source'],
      );
      for (const source of sources) put(join(group, name, source), `export const ${name} = 1;\n`);
      symlinkSync(join(sandbox, group, name), join(sandbox, 'node_modules/@overt', name));
    }
  }
  put('node_modules/stranger/package.json', '{"name":"stranger","version":"1.0.0","main":"index.js"}');
  put('node_modules/stranger/index.js', 'module.exports = 1;\n');
});

afterEach(() => rmSync(sandbox, { recursive: true, force: true }));

async function brokenRules(): Promise<string[]> {
  const options = {
    ...config.options,
    tsConfig: undefined,
    baseDir: sandbox,
    ruleSet: { forbidden: config.forbidden },
    validate: true,
  };
  const { output } = await cruise(['packages', 'apps'], options, {
    conditionNames: config.options.enhancedResolveOptions.conditionNames,
    extensions: config.options.enhancedResolveOptions.extensions,
    exportsFields: ['exports'],
  });
  return [...new Set((output as ICruiseResult).summary.violations.map((violation) => violation.rule.name))];
}

/** rule → the file that breaks it. Every layer has its own: the first package it may not import. */
const FAULTS: Record<string, { readonly path: string; readonly text: string }> = {
  'P2-pure-code-has-no-ambient-io': { path: 'packages/policy/src/fault.ts', text: "import 'node:fs';\n" },
  'P2-pure-code-reaches-no-node-entry': {
    path: 'packages/trajectory/src/fault.ts',
    text: "import '@overt/events/node';\n",
  },
  'P2-only-the-gate-mints-stages': {
    path: 'packages/capture/src/browser/fault.ts',
    text: "import '../gate/mint.ts';\n",
  },
  'P14-no-network-in-packages': { path: 'packages/broker/src/fault.ts', text: "import 'node:http';\n" },
  'P14-undeclared-dependency': { path: 'packages/ledger/src/fault.ts', text: "import 'stranger';\n" },
  'P8-apps-hold-no-rule': { path: 'apps/office/src/fault.ts', text: "import '../../server/src/index.ts';\n" },
  'product-code-does-not-import-tests': {
    path: 'packages/store/src/fault.ts',
    text: "import '../test/helper.ts';\n",
  },
  'no-cycles': { path: 'packages/learn/src/fault.ts', text: "import './other.ts';\n" },
  unresolvable: { path: 'packages/learn/src/fault.ts', text: "import './nowhere.ts';\n" },
};
const LAYER_FAULTS: Record<string, string> = {
  events: 'ledger',
  ledger: 'events',
  policy: 'store',
  redact: 'policy',
  capture: 'store',
  trajectory: 'redact',
  formats: 'store',
  store: 'policy',
  broker: 'governance',
  governance: 'ingest',
  ingest: 'trajectory',
  dataset: 'ingest',
  learn: 'dataset',
};
for (const [name, forbidden] of Object.entries(LAYER_FAULTS))
  FAULTS[`layer-${name}`] = {
    path: `packages/${name}/src/fault.ts`,
    text: `import '@overt/${forbidden}';\n`,
  };

describe('the import graph', () => {
  test('every rule has an injected fault here', () => {
    expect(Object.keys(FAULTS).sort()).toEqual(
      config.forbidden.map((rule: { name: string }) => rule.name).sort(),
    );
  });

  test('is clean before a fault is injected', async () => {
    expect(await brokenRules()).toEqual([]);
  });

  test.each(Object.keys(FAULTS))('%s turns red when it is broken', async (rule) => {
    const fault = FAULTS[rule]!;
    put('packages/capture/src/gate/mint.ts', 'export const mint = 1;\n');
    put('packages/store/test/helper.ts', 'export const helper = 1;\n');
    put('packages/learn/src/other.ts', "import './fault.ts';\n");
    put(fault.path, fault.text);
    expect(await brokenRules()).toContain(rule);
  });
});

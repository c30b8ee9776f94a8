// The import graph is evidence: each rule carries the promise (docs/promises.md) it helps to keep, and each is
// proven by an injected fault in test/graph.test.ts. Data flows down the list of docs/architecture.md; an import may only point up.

/** What each package may import of ours. An absent name is a build error, not a default. */
const LAYERS = {
  events: [],
  ledger: [],
  policy: ['events'],
  redact: ['events'],
  capture: ['events', 'policy', 'redact', 'ledger'],
  trajectory: ['events'],
  formats: ['events', 'trajectory'],
  store: ['events', 'ledger'],
  broker: ['events', 'ledger', 'policy', 'store'],
  governance: ['events', 'ledger', 'policy', 'store', 'broker'],
  ingest: ['events', 'ledger', 'policy', 'store', 'broker', 'governance'],
  dataset: ['events', 'ledger', 'trajectory', 'formats', 'store', 'broker', 'governance'],
  learn: ['events', 'trajectory', 'formats'],
};

const PROMISE_OF = {
  events: 'P13: what was observed is defined once, below everything else',
  ledger: 'P11: the verifier depends on nothing else of ours',
  policy: 'P2: the decision is one pure function over events',
  redact: 'P2: redaction knows text and pixels, not storage or network',
  capture: 'P2: the device decides without asking anything on the server side',
  trajectory: 'P13: steps are a view over events and over nothing else',
  formats: 'P13: an exporter sees steps, never stores or keys',
  store: 'P7: storage handles ciphertext and knows no policy',
  broker: 'P7: keys are released by one package that knows only what it must',
  governance: 'P8: rights and mandates sit above the broker, never beside it',
  ingest: 'P7: ingest sees ciphertext; it cannot reach trajectory, redaction or capture',
  dataset: 'P8: a dataset is built from leased episodes, never from segments',
  learn: 'P13: a learner sees episodes, not the office, not the store',
};

const layerRules = Object.entries(LAYERS).map(([name, allowed]) => ({
  name: `layer-${name}`,
  comment: PROMISE_OF[name],
  severity: 'error',
  from: { path: `^packages/${name}/src` },
  to: { path: '^(packages|apps)/', pathNot: [name, ...allowed].map((p) => `^packages/${p}/`) },
}));

/** What runs unchanged in a page, a service worker and, where it is shared, on a server. */
const PURE =
  '^(packages/(events|ledger|policy|redact|capture|trajectory|formats|learn)|apps/(extension|portal))/src';
/** Their parts for Node, each an entry point of its own. */
const FOR_NODE = '^packages/((events|ledger|formats)/src/node|redact/src/frame/node|capture/src/solo)/';

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'P2-pure-code-has-no-ambient-io',
      comment:
        'P2, P11: the same decision, redaction and verification run on the device and at the auditor; a Node built-in would tie them to one place',
      severity: 'error',
      from: { path: PURE, pathNot: FOR_NODE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'P2-pure-code-reaches-no-node-entry',
      comment: 'P2, P11: through another package a Node built-in would come in all the same',
      severity: 'error',
      from: { path: PURE, pathNot: FOR_NODE },
      to: { path: FOR_NODE },
    },
    {
      name: 'P2-only-the-gate-mints-stages',
      comment:
        'P2: Observed → Permitted → Redacted → Sealed are minted in capture/gate; nobody else may import the mint',
      severity: 'error',
      from: { pathNot: '^packages/capture/(src|test)/gate/' },
      to: { path: '^packages/capture/src/gate/mint' },
    },
    {
      name: 'P14-no-network-in-packages',
      comment: 'P14: sockets are opened in apps; a package that wants one takes a port',
      severity: 'error',
      from: {
        path: '^packages/[^/]+/src',
        pathNot: '^packages/(store/src/(embedded|postgres|testing)|capture/src/solo)/',
      },
      to: { path: '^(node:)?(http|https|http2|net|tls|dgram|dns)$' },
    },
    {
      name: 'P14-undeclared-dependency',
      comment:
        'P14: npm hoists, so an undeclared import compiles; only what a package declares, with a pinned version, may be reached',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], pathNot: '^(\\.|/)' },
    },
    {
      name: 'P8-apps-hold-no-rule',
      comment:
        'P8: apps are composition roots; no package may depend on one, and only the command line composes other apps',
      severity: 'error',
      from: { path: '^apps/(?!cli/)([^/]+)/src' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'product-code-does-not-import-tests',
      comment: 'P12: what ships is what the tests exercise, not their helpers',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src' },
      to: { path: '(^|/)test/|\\.test\\.ts$' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle hides the direction in which data flows',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'unresolvable',
      comment: 'An import that resolves to nothing hides from every other rule',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // A generator that is run by hand, on inputs that are not installed: it is no part of what ships.
    exclude: { path: '(^|/)dist/|^packages/redact/generate/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@overt/source', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
    combinedDependencies: false,
  },
};

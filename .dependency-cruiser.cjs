/** The layers of the code. Each rule says what a folder may not know, and why. */
module.exports = {
  forbidden: [
    {
      name: 'workflows-are-pure',
      comment:
        'Workflow code is replayed: it may know the model, itself and the workflow SDK, and nothing that does I/O.',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: {
        pathNot: ['^src/workflows/', '^src/model/', '^node_modules/@temporalio/(workflow|common)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'model-knows-nobody',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { pathNot: '^src/model/' },
    },
    {
      name: 'traces-know-the-model-only',
      comment: 'What tells and draws the path of a message runs in the api, in a terminal and in a browser.',
      severity: 'error',
      from: { path: '^src/trace/' },
      to: { pathNot: ['^src/trace/', '^src/model/'] },
    },
    {
      name: 'drivers-are-pure-protocol',
      comment: 'A driver speaks to one messenger; storing and deciding happen above it.',
      severity: 'error',
      from: { path: '^src/messengers/' },
      to: {
        path: ['^src/(ledger|activities|workflows|api|kommo|stack|sandbox|media)/', '^node_modules/(pg|@temporalio)/'],
      },
    },
    {
      name: 'kommo-client-is-pure-protocol',
      severity: 'error',
      from: { path: '^src/kommo/' },
      to: {
        path: ['^src/(ledger|activities|workflows|api|messengers|stack|sandbox)/', '^node_modules/(pg|@temporalio)/'],
      },
    },
    {
      name: 'ledger-sends-nothing',
      severity: 'error',
      from: { path: '^src/ledger/' },
      to: { path: ['^src/(activities|workflows|api|kommo|stack|sandbox)/', '^node_modules/@temporalio/'] },
    },
    {
      name: 'workers-know-no-api',
      comment: 'What both the api and activities ask of the engine or of Kommo is in src/wake and src/access.',
      severity: 'error',
      from: { path: '^src/(activities|access|wake|health|mail|media|http)/' },
      to: { path: '^src/api/' },
    },
    {
      name: 'sandbox-judges-alone',
      comment: 'Emulators share no code with the clients they judge (ADR 0004).',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: { path: '^src/(kommo|messengers|ledger|activities|workflows|api|access|wake|http)/' },
    },
    {
      name: 'sandbox-stays-out-of-production',
      severity: 'error',
      from: {
        path: [
          '^src/(api|activities|access|wake|workflows|ledger|kommo|messengers|media|model|http|mail)/',
          '^src/worker\\.ts$',
        ],
      },
      to: { path: '^src/(sandbox|stack)/' },
    },
    {
      name: 'pages-know-types-of-the-server',
      comment: 'A page is a client: of the api and the ledger it knows what its answers look like.',
      severity: 'error',
      from: { path: '^src/web/' },
      to: {
        path: '^src/(api|ledger|activities|workflows|kommo|messengers|access|wake|stack|sandbox|media|http)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pages-share-parts-only',
      comment: 'Pages are built and served apart: what several use is in src/web/parts, which knows none of them.',
      severity: 'error',
      from: { path: '^src/web/([^/]+)/' },
      to: { path: '^src/web/', pathNot: ['^src/web/$1/', '^src/web/parts/'] },
    },
    {
      name: 'sandbox-borrows-parts-only',
      comment: 'Its pages are drawn with parts of ours, and know no more of the settings window than Kommo does.',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: { path: '^src/web/', pathNot: '^src/web/parts/' },
    },
    {
      name: 'history-knows-no-ledger',
      comment: 'A reader tells what an export says. Whom that concerns, and what becomes of it, is decided above it.',
      severity: 'error',
      from: { path: '^src/history/' },
      to: { path: '^src/', pathNot: ['^src/history/', '^src/model/'] },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'no-dev-dependencies-in-src',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(sandbox/page|web|widget)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      comment: "What the widget's script asks for is given to it by Kommo's page.",
      severity: 'error',
      from: { pathNot: '^src/widget/archive/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

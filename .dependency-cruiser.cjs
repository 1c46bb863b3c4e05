// The borders of docs/architecture.md: arrows point down only.
const room = (name) => `^${name}/`
const forbid = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: to },
})

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'SvelteKit provides $app and .svelte-kit when it builds.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^\\$app/|/\\.svelte-kit/' },
    },
    {
      name: 'declared',
      comment: 'A package is used only by those whose package.json names it.',
      severity: 'error',
      from: { pathNot: '(test|testing/.*|vitest\\.config)\\.ts$' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    forbid(
      'domain-is-pure',
      'Rules and words do no I/O and know no framework.',
      room('libs/domain'),
      '^(libs/(?!domain/|words/)|apps/|tools/|node_modules/(?!zod|vitest))',
    ),
    {
      name: 'domain-does-no-io',
      severity: 'error',
      from: { path: room('libs/domain'), pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    forbid(
      'words-know-nothing',
      'Words are data.',
      room('libs/words'),
      '^(libs/(?!words/)|apps/|tools/|node_modules/(?!vitest))',
    ),
    forbid(
      'libs-know-no-apps',
      'Arrows point down; tests may use what tools make: hosts and bundles.',
      '^libs/(?!.*(\\.test\\.ts$|/testing/))',
      '^(apps|tools)/',
    ),
    forbid('libs-test-no-apps', 'Arrows point down.', room('libs'), '^apps/'),
    forbid(
      'workflows-know-only-rules',
      'Workflows run in an isolate of their own: rules and contracts, no I/O.',
      '^libs/workflows/(?!.*(\\.test\\.ts$|/testing/))',
      '^libs/(?!workflows/|domain/|words/)',
    ),
    forbid(
      'persistence-below-operations',
      'What the platform knows knows nobody.',
      '^libs/persistence/(?!.*(\\.test\\.ts$|/testing/))',
      '^libs/(?!persistence/|domain/|words/|system/)',
    ),
    forbid(
      'activities-beside-operations',
      'Activities drive hosts and clusters; use cases ask for operations.',
      '^libs/operations/(?!.*(\\.test\\.ts$|/testing/))',
      '^libs/(activities)/',
    ),
    forbid(
      'api-opens-no-secret',
      'Secrets are opened in activities alone, and those run in workers.',
      room('apps/api'),
      '^(libs/activities|apps/(?!api/)|tools)/',
    ),
    forbid(
      'browser-knows-the-schema',
      'The dashboard is a client like any other.',
      room('apps/ui'),
      '^(libs/(?!words/)|apps/(?!ui/|api/schema)|tools)/',
    ),
    forbid(
      'commands-know-the-schema',
      'The CLI asks the API; only what starts the platform knows it.',
      room('apps/cli'),
      '^libs/(persistence|operations|activities|workflows|temporal)/',
    ),
    forbid('tools-know-no-apps', 'Arrows point down.', room('tools'), '^apps/'),
    forbid(
      'bundle-knows-no-hosts',
      'A bundle is made without hosts.',
      room('tools/bundle'),
      '^tools/(?!bundle/)',
    ),
    forbid(
      'sandbox-knows-no-bundle',
      'Sandbox hosts are hosts like any other.',
      room('tools/sandbox'),
      '^tools/(?!sandbox/)',
    ),
    {
      name: 'by-the-front-door',
      comment: 'A room is entered by its index.ts, by tests also by its folder testing.',
      severity: 'error',
      from: { path: '^(apps|libs|tools)/([^/]+)/' },
      to: {
        path: '^(apps|libs|tools)/[^/]+/src/',
        pathNot: '^(apps|libs|tools)/([^/]+)/src/(index|testing/[^/]+)\\.ts$|^$1/$2/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^apps/ui/(\\.svelte-kit|build)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs'],
    },
  },
}

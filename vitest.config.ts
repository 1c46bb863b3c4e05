import { defineConfig } from 'vitest/config'

const tier = (name: string, include: string[], options: { timeout: number; sideBySide: boolean }) => ({
  // as Node itself finds it: by the field `module` tests would get a second copy, and the two refuse each other
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    name,
    include: include.flatMap((pattern) => ['apps', 'libs', 'tools'].map((room) => `${room}/**/*${pattern}`)),
    exclude: [
      '**/node_modules/**',
      ...(name === 'unit' ? ['**/*.{workflow,integration,e2e,full}.test.ts'] : []),
    ],
    testTimeout: options.timeout,
    hookTimeout: options.timeout,
    fileParallelism: options.sideBySide,
  },
})

export default defineConfig({
  test: {
    projects: [
      tier('unit', ['.test.ts'], { timeout: 60_000, sideBySide: true }),
      tier('workflow', ['.workflow.test.ts'], { timeout: 120_000, sideBySide: true }),
      tier('integration', ['.integration.test.ts'], { timeout: 1_200_000, sideBySide: false }),
      tier('e2e', ['.e2e.test.ts'], { timeout: 1_800_000, sideBySide: false }),
      tier('full', ['.full.test.ts'], { timeout: 3_600_000, sideBySide: false }),
    ],
  },
})

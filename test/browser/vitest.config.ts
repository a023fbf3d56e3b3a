import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    server: {deps: {external: [/\/dist\//]}},
    setupFiles: ['test/support/traces.ts'],
    globalSetup: ['test/support/built.ts', 'test/browser/chromium.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    env: {NO_COLOR: '1'},
  },
})

import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/support/built.ts'],
    server: {deps: {external: [/\/dist\//]}},
    setupFiles: ['test/support/traces.ts'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    fileParallelism: false,
    env: {NO_COLOR: '1'},
  },
})

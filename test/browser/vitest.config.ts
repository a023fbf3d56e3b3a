import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    setupFiles: ['test/support/traces.ts'],
    globalSetup: ['test/browser/chromium.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    env: {NO_COLOR: '1'},
  },
})

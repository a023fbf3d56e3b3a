import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/traces.ts'],
    exclude: ['test/e2e/**', 'test/browser/**', 'test/office/**', 'test/faults/**'],
    disableConsoleIntercept: true,
    testTimeout: 20_000,
    env: {TZ: 'America/Lima', NO_COLOR: '1'},
  },
})

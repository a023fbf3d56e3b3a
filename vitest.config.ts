import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/built.ts'],
    setupFiles: ['test/support/traces.ts'],
    maxWorkers: '100%',
    exclude: ['test/e2e/**', 'test/browser/**', 'test/office/**', 'test/faults/**'],
    // The built program is what it is: nothing in it has to be transformed.
    server: {deps: {external: [/\/dist\//]}},
    disableConsoleIntercept: true,
    server: {deps: {external: [/\/dist\//]}},
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: {TZ: 'America/Lima', NO_COLOR: '1'},
  },
})

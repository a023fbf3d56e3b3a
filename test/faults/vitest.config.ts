import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/faults/**/*.test.ts'],
    globalSetup: ['test/support/built.ts'],
    server: {deps: {external: [/\/dist\//]}},
    setupFiles: ['test/support/traces.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    env: {TZ: 'America/Lima', NO_COLOR: '1'},
  },
})

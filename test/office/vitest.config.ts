import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/office/**/*.test.ts'],
    server: {deps: {external: [/\/dist\//]}},
    setupFiles: ['test/support/traces.ts'],
    globalSetup: ['test/support/built.ts', 'test/office/libreoffice.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    env: {TZ: 'America/Lima', NO_COLOR: '1'},
  },
})

#!/usr/bin/env node
// Starts the built program.
process.env.OCLIF_DISABLE_ENGINE_WARNING ??= '1'
const {main} = await import('../dist/cli/main.js')
process.exitCode = await main(process.argv.slice(2))

#!/usr/bin/env node
// Starts the built program.
process.env.OCLIF_DISABLE_ENGINE_WARNING ??= '1'
// Completing a line loads next to nothing.
const entry = process.argv[2] === '__complete' ? 'completion/main.js' : 'main.js'
const {main} = await import(`../dist/cli/${entry}`)
process.exitCode = await main(process.argv.slice(2))

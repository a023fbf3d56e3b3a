#!/usr/bin/env node
// Starts the built program.
import {homedir} from 'node:os'

const {env} = process
env.OCLIF_DISABLE_ENGINE_WARNING ??= '1'
// The user of a container may have no entry in the list of users. What the framework would look up there when it is
// loaded is set before: the shell for anybody, the home as `docker run --user` sets it.
if (process.platform !== 'win32') env.SHELL ??= '/bin/sh'
try {
  homedir()
} catch {
  env.HOME = '/'
}
// Completing a line loads next to nothing.
const entry = process.argv[2] === '__complete' ? 'completion/main.js' : 'main.js'
const {main} = await import(`../dist/cli/${entry}`)
process.exitCode = await main(process.argv.slice(2))

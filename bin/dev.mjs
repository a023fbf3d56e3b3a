#!/usr/bin/env node
import {spawnSync} from 'node:child_process'
// Starts the program from its sources: builds them first, which takes less than a second.
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const built = spawnSync(process.execPath, ['bin/build.mjs'], {cwd: root, stdio: 'inherit'})
if (built.status !== 0) process.exit(built.status ?? 1)
await import('./run.js')

// Everything that must hold, in order: format and lint, types, build, tests. The last line counts them.
// `npm test` runs all steps; `node test/all.js types unit` runs some.
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

const reports = mkdtempSync(join(tmpdir(), 'partnerctl-reports-'))
const vitest = name => [
  'npx',
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(reports, `${name}.json`)}`,
]

const steps = {
  lint: ['npx', 'biome', 'check', '--error-on-warnings', '.'],
  types: ['npx', 'tsc', '-p', '.'],
  build: ['npm', 'run', '--silent', 'build'],
  unit: vitest('unit'),
  e2e: [...vitest('e2e'), '--config', 'test/e2e/vitest.config.ts'],
  // Kills the program a hundred times: minutes, on CI and when asked for.
  ...(process.env.CI || process.argv.includes('faults')
    ? {faults: [...vitest('faults'), '--config', 'test/faults/vitest.config.ts']}
    : {}),
  // Takes out one guard after the other and expects red: minutes, too.
  ...(process.env.CI || process.argv.includes('guards') ? {guards: ['npx', 'tsx', 'test/guards/run.ts']} : {}),
  // A browser is large: on CI, which installs one, and when asked for.
  ...(process.env.CI || process.argv.includes('browser')
    ? {browser: [...vitest('browser'), '--config', 'test/browser/vitest.config.ts']}
    : {}),
  // So is an office suite.
  ...(process.env.CI || process.argv.includes('office')
    ? {office: [...vitest('office'), '--config', 'test/office/vitest.config.ts']}
    : {}),
  // Other Node versions take their time to download: on CI, and when asked for.
  ...(process.env.CI || process.argv.includes('nodes') ? {nodes: ['node', 'test/e2e/nodes.js']} : {}),
}

const wanted = process.argv.slice(2)
const failed = []
for (const [name, [command, ...args]] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n== ${name}`)
  const started = Date.now()
  const {status} = spawnSync(command, args, {stdio: 'inherit', env: {...process.env, npm_config_loglevel: 'error'}})
  console.log(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'}, ${((Date.now() - started) / 1000).toFixed(1)} s`)
  if (status !== 0) failed.push(name)
  // Without a build nothing that follows means anything.
  if (status !== 0 && name === 'build') break
}

let passedTests = 0
let failedTests = 0
for (const name of Object.keys(steps)) {
  try {
    const {numPassedTests, numFailedTests} = JSON.parse(readFileSync(join(reports, `${name}.json`), 'utf8'))
    passedTests += numPassedTests
    failedTests += numFailedTests
  } catch {
    // A step without tests, or one that was not run.
  }
}
rmSync(reports, {recursive: true, force: true})
if (failed.length > 0) console.log(`\nfailed: ${failed.join(', ')}`)
console.log(`\n${passedTests} passed, ${Math.max(failedTests, failed.length)} failed`)
process.exitCode = failed.length > 0 ? 1 : 0

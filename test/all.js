// Everything that must hold: build and lint side by side, then types and the tests, three steps at a time. The last
// line counts them. `npm test` runs all steps; `node test/all.js types unit` runs some.
//
// What fails beside other tests is run once more, alone, when the machine has nothing else to do: a test that is right
// passes then, a fault fails twice. Whatever needed its second run is named at the end, so that somebody mends it.
import {spawn} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync, statfsSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, relative} from 'node:path'

const root = join(import.meta.dirname, '..')
// Thousands of small files are made sure of on the disk: in memory, where there is room, that takes no time.
const memory = '/dev/shm'
const hasRoom = existsSync(memory) && statfsSync(memory).bavail * statfsSync(memory).bsize > 4e9
const temporary = mkdtempSync(join(hasRoom ? memory : tmpdir(), 'partnerctl-tests-'))
const reports = mkdtempSync(join(tmpdir(), 'partnerctl-reports-'))
const vitest = config => ({config})

const steps = {
  lint: ['npx', 'biome', 'check', '--error-on-warnings', '.'],
  types: ['npx', 'tsc', '-p', '.'],
  build: ['npm', 'run', '--silent', 'build'],
  unit: vitest('vitest.config.ts'),
  e2e: vitest('test/e2e/vitest.config.ts'),
  // These take minutes, or bring what is large (a browser, an office suite, other Node versions): on CI, and when asked
  // for.
  faults: vitest('test/faults/vitest.config.ts'),
  guards: ['npx', 'tsx', 'test/guards/run.ts'],
  browser: vitest('test/browser/vitest.config.ts'),
  office: vitest('test/office/vitest.config.ts'),
  nodes: ['node', 'test/e2e/nodes.js'],
}
const onlyOnCi = ['faults', 'guards', 'browser', 'office', 'nodes']

/**
 * Phases one after the other. The steps of a phase run side by side, so many at once; the longest ones begin, and the
 * tests of faults, which wait more than they compute, beside those that compute.
 */
const phases = [
  {atOnce: 2, steps: ['build', 'lint']},
  {atOnce: 3, steps: ['unit', 'faults', 'guards', 'e2e', 'nodes', 'types', 'office', 'browser']},
]

const wanted = process.argv.slice(2)
const isWanted = name => (wanted.length > 0 ? wanted.includes(name) : process.env.CI || !onlyOnCi.includes(name))

const results = {}
let runs = 0

/** Runs a program to its end: its text, and the seconds that it took by the clock and of the processor. */
async function run(command) {
  const times = join(reports, `times-${runs++}`)
  const started = Date.now()
  // The shell knows what its children used.
  const child = spawn('bash', ['-c', '"$@"; status=$?; times > "$TIMES"; exit $status', 'bash', ...command], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...process.env, TMPDIR: temporary, TIMES: times, npm_config_loglevel: 'error'},
  })
  const pieces = []
  child.stdout.on('data', piece => pieces.push(piece))
  child.stderr.on('data', piece => pieces.push(piece))
  const status = await new Promise(done => child.on('close', done))
  return {
    ok: status === 0,
    text: Buffer.concat(pieces).toString(),
    seconds: (Date.now() - started) / 1000,
    cpu: cpuOf(times),
  }
}

function cpuOf(path) {
  try {
    const children = readFileSync(path, 'utf8').split('\n')[1]
    return [...children.matchAll(/(\d+)m([\d.,]+)s/g)].reduce(
      (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds.replace(',', '.')),
      0,
    )
  } catch {
    return 0
  }
}

/** Runs a step, or the files of it that are named, and counts its tests. */
async function step(name, files = []) {
  const report = join(reports, `${name}-${runs}.json`)
  const {config} = steps[name]
  const command = config
    ? [
        'npx',
        'vitest',
        'run',
        '--config',
        config,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...files,
      ]
    : steps[name]
  const {ok, text, seconds, cpu} = await run(command)
  const verdict = `== ${name}: ${ok ? 'ok' : 'FAILED'}, ${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU`
  console.log(`\n== ${name}\n${text.trimEnd()}\n${verdict}`)
  return {ok, verdict, ...(config ? counted(report) : told(text, ok))}
}

/** What a step that counts for itself says in its last line. */
function told(text, ok) {
  const [, passed = 0, failed = 0] = /(\d+) passed, (\d+) failed\s*$/.exec(text) ?? []
  return {passed: Number(passed), failed: ok ? 0 : Math.max(1, Number(failed)), files: []}
}

/** What a report of vitest says: how many passed and failed, and which files have to be run again. */
function counted(report) {
  try {
    const {numPassedTests, numFailedTests, testResults} = JSON.parse(readFileSync(report, 'utf8'))
    const red = testResults.filter(file => file.status === 'failed')
    return {
      passed: numPassedTests,
      failed: Math.max(numFailedTests, red.length > 0 ? 1 : 0),
      files: red.map(file => relative(root, file.name)),
      names: red.flatMap(file => {
        const failed = file.assertionResults.filter(one => one.status === 'failed')
        if (failed.length === 0) return [`${relative(root, file.name)}: ${file.message}`]
        return failed.map(
          one => `${relative(root, file.name)} > ${one.fullName}\n       ${one.failureMessages[0]?.split('\n')[0]}`,
        )
      }),
    }
  } catch {
    return {passed: 0, failed: 1, files: [], names: ['no report was written']}
  }
}

const manifest = () => readFileSync(join(root, 'oclif.manifest.json'), 'utf8')
const committed = existsSync(join(root, 'oclif.manifest.json')) ? manifest() : ''

const started = Date.now()
for (const {atOnce, steps} of phases) {
  const queue = steps.filter(isWanted)
  const lane = async () => {
    for (let name = queue.shift(); name; name = queue.shift()) results[name] = await step(name)
  }
  await Promise.all(Array.from({length: atOnce}, lane))
  if (results.build?.ok && manifest() !== committed) {
    const names = ['oclif.manifest.json was stale: it is written anew, commit it']
    results.manifest = {ok: false, passed: 0, failed: 1, names, verdict: '== manifest: FAILED'}
  }
  // Without a build nothing that follows means anything.
  if (results.build?.ok === false) break
}

const second = []
for (const [name, first] of Object.entries(results)) {
  const config = steps[name]?.config
  if (first.ok || !(config || name === 'nodes' || name === 'guards')) continue
  // Where much failed, the program is broken: that is told at once, not twice.
  if (config && (first.files.length === 0 || first.files.length > 12)) continue
  const again = await step(name, first.files)
  if (!again.ok) {
    results[name] = {...first, names: again.names ?? first.names, failed: again.failed}
    continue
  }
  results[name] = {...first, ok: true, passed: first.passed + first.failed, failed: 0, names: []}
  second.push(...(first.names ?? [name]))
}
for (const folder of [reports, temporary]) rmSync(folder, {recursive: true, force: true})

console.log('')
for (const {verdict} of Object.values(results)) console.log(verdict)
console.log(`== all: ${((Date.now() - started) / 1000).toFixed(1)} s`)
for (const name of second) console.log(`\npassed only when run alone: ${name}`)
const failed = Object.entries(results).filter(([, {ok}]) => !ok)
for (const [name, {names = []}] of failed)
  for (const one of names.length > 0 ? names : [name]) console.log(`\nFAILED ${one}`)
const sum = key => Object.values(results).reduce((all, one) => all + one[key], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = failed.length > 0 ? 1 : 0

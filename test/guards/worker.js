// Works in a copy of the tree: builds what was changed and runs the tests that it is asked for, one request after the
// other. It stays alive between them, so that what is not broken is read and translated once.
// A request: {changed, builds, tests: [[file, title], ...]}; an answer: {ends: [{file, name, status}]} or {problem}.
import {utimesSync, writeFileSync} from 'node:fs'
import {join, relative, resolve} from 'node:path'
import esbuild from 'esbuild'
import {createVitest} from 'vitest/node'
import {settings} from '../../bin/build.mjs'

const root = resolve(import.meta.dirname, '../..')
/** How long a test may take as things are, and one that waits for what was taken out. */
const patience = {whole: 300_000, broken: 30_000}
const CONFIGS = ['test/faults/', 'test/e2e/', '']

// Processes, too, run what is built here, which is not put together again each time.
const stub = `(function (exports, require, module, __filename, __dirname, load, obtain) {
exports.main = async argv => (await obtain('../dist/cli/' + (argv[0] === '__complete' ? 'completion/' : '') + 'main.js')).main(argv)
})`
for (const part of ['partnerctl', 'sandbox']) writeFileSync(join(root, `dist/${part}.cjs`), `// stub\n${stub}\n`)
const program = await esbuild.context({...settings, absWorkingDir: root, logLevel: 'silent'})
let isStale = false

async function build() {
  await program.rebuild()
  // What came out as it was is not written again; nobody shall take it for older than its sources.
  const now = new Date()
  utimesSync(join(root, 'dist/cli/main.js'), now, now)
}

const runners = new Map()
async function runnerOf(folder) {
  const known = runners.get(folder)
  if (known) return known
  const config = join(root, folder, 'vitest.config.ts')
  const runner = await createVitest('test', {config, root, watch: false, reporters: [{}]})
  runners.set(folder, runner)
  return runner
}

const nameOf = test => (test.type === 'module' ? [] : [...nameOf(test.parent), test.name])
const patternOf = title => title.replace(/[.*+?^${}()[\]\\]/g, '\\$&')

async function endsOf(tests, changed) {
  const ends = []
  for (const folder of CONFIGS) {
    const own = tests.filter(([file]) => CONFIGS.find(one => file.startsWith(one)) === folder)
    if (own.length === 0) continue
    const runner = await runnerOf(folder)
    if (changed) runner.invalidateFile(join(root, changed))
    for (const project of runner.projects) project.config.testTimeout = changed ? patience.broken : patience.whole
    runner.setGlobalTestNamePattern(new RegExp([...new Set(own.map(([, title]) => patternOf(title)))].join('|')))
    const files = [...new Set(own.map(([file]) => join(root, file)))]
    const wanted = (await runner.globTestSpecifications(files)).filter(one => files.includes(one.moduleId))
    const {testModules} = await runner.runTestSpecifications(wanted)
    for (const module of testModules) {
      const all = [...module.children.allTests()]
      // A file may also fail in what stands before its tests, or searches for secrets behind them.
      const isLost = module.state() === 'failed' && all.every(test => test.result().state !== 'failed')
      for (const test of all) {
        const {state} = test.result()
        ends.push({
          file: relative(root, module.moduleId),
          name: nameOf(test).join(' '),
          status: isLost ? 'failed' : state,
        })
      }
    }
    if (changed) runner.invalidateFile(join(root, changed))
  }
  return ends
}

process.on('message', async ({changed, builds, tests}) => {
  try {
    if (builds || isStale) await build()
    isStale = builds
    process.send({ends: await endsOf(tests, changed)})
  } catch (error) {
    process.send({problem: error.errors?.[0]?.text ?? String(error)})
  }
})
// Whoever asks has gone: nothing of this group stays behind.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'))
process.send({ends: []})

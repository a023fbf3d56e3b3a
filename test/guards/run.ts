// Takes out what protects, one guard after the other, on copies of the tree, and expects the test that stands for it
// to fail. `npm run test:guards` does all; words after it choose: `npm run test:guards -- 15 lock` takes those of test
// 15 and those about a lock.
import {spawn} from 'node:child_process'
import {cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {availableParallelism, tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import type {Guard} from './guard.js'
import {guards} from './guards.js'

const root = resolve(import.meta.dirname, '../..')
/** Longer than any test may take, also where the machine has other work. */
const LIMIT = 300_000
/** Longer than all of them together. */
const LIMIT_OF_ALL = 30 * 60_000
/** Long enough for every test that is named, and short for one that waits for what was taken out. */
const PATIENCE = '--testTimeout=20000'

const ARCHITECTURE = 'test/architecture.test.ts'

interface TestEnd {
  file: string
  name: string
  status: string
}

function run(
  command: string,
  args: string[],
  cwd: string,
  timeout = LIMIT,
): Promise<{code: number | null; text: string}> {
  const child = spawn(command, args, {cwd, env: {...process.env, NO_COLOR: '1'}, timeout, killSignal: 'SIGKILL'})
  let text = ''
  child.stdout.setEncoding('utf8').on('data', piece => (text += piece))
  child.stderr.setEncoding('utf8').on('data', piece => (text += piece))
  return new Promise(done => child.on('close', code => done({code, text})))
}

/** A copy of the tree in which things may be broken. */
class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'partnerctl-guards-'))

  constructor() {
    const left = new Set(['node_modules', '.git', 'coverage'])
    cpSync(root, this.folder, {
      recursive: true,
      // What is built stays newer than its sources.
      preserveTimestamps: true,
      filter: path => !left.has(path.slice(root.length + 1).split('/')[0]!),
    })
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'))
  }

  build(): Promise<{code: number | null; text: string}> {
    return run(process.execPath, ['bin/build.js'], this.folder)
  }

  /** Puts the program back that was built before. */
  restore(): void {
    rmSync(join(this.folder, 'dist'), {recursive: true, force: true})
    cpSync(join(root, 'dist'), join(this.folder, 'dist'), {recursive: true})
  }

  /** Runs the tests that the guards name. */
  async tests(wanted: Guard['test'][], limit = LIMIT): Promise<TestEnd[]> {
    const ends: TestEnd[] = []
    for (const [config, folder] of [
      ['vitest.config.ts', ''],
      ['test/faults/vitest.config.ts', 'test/faults/'],
      ['test/e2e/vitest.config.ts', 'test/e2e/'],
    ] as const) {
      const own = wanted.filter(([file]) => folder === (/^test\/(faults|e2e)\//.exec(file)?.[0] ?? ''))
      if (own.length === 0) continue
      const report = join(this.folder, 'report.json')
      rmSync(report, {force: true})
      const titles = [...new Set(own.map(([, title]) => patternOf(title)))].join('|')
      const files = [...new Set(own.map(([file]) => file))]
      const args = [
        'run',
        '--config',
        config,
        '--reporter=json',
        `--outputFile=${report}`,
        PATIENCE,
        '-t',
        titles,
        ...files,
      ]
      const {code, text} = await run(join(root, 'node_modules/.bin/vitest'), args, this.folder, limit)
      if (!existsSync(report)) {
        // Killed at the limit: a test that does not end has not passed.
        if (code === null) ends.push(...own.map(([file, name]) => ({file, name, status: 'failed'})))
        else throw new Error(text.slice(-2000))
        continue
      }
      const {testResults} = JSON.parse(readFileSync(report, 'utf8')) as {
        testResults: {name: string; status: string; assertionResults: {fullName: string; status: string}[]}[]
      }
      for (const {name, status, assertionResults} of testResults) {
        const file = name.slice(name.indexOf('/test/') + 1)
        // A file may also fail in what stands before its tests, or searches for secrets behind them.
        const failed = status === 'failed' && assertionResults.every(one => one.status !== 'failed')
        for (const one of assertionResults) {
          ends.push({file, name: one.fullName, status: failed ? 'failed' : one.status})
        }
      }
    }
    return ends
  }

  /** Breaks one thing, and says what came of it; afterwards all is as before. */
  async without({file, take, put, test}: Guard): Promise<string> {
    const path = join(this.folder, file)
    const text = readFileSync(path, 'utf8')
    const parts = text.split(take)
    if (parts.length !== 2) return `stands ${parts.length - 1} times in ${file}`
    writeFileSync(path, parts.join(put))
    try {
      // What is held over the sources needs no build.
      const built = file.startsWith('src/') && test[0] !== ARCHITECTURE ? await this.build() : undefined
      if (built?.code) return `does not build without it: ${built.text.slice(0, 300)}`
      const ends = of(test, await this.tests([test]))
      if (ends.some(end => end.status === 'failed')) return 'red'
      return ends.length === 0 ? 'the test could not be run' : 'STAYS GREEN'
    } finally {
      writeFileSync(path, text)
      this.restore()
    }
  }

  remove(): void {
    rmSync(this.folder, {recursive: true, force: true})
  }
}

const patternOf = (title: string) => title.replace(/[.*+?^${}()[\]\\]/g, '\\$&')

/** The ends of the tests that a guard names. */
const of = ([file, title]: Guard['test'], ends: TestEnd[]) =>
  ends.filter(end => end.file === file && new RegExp(patternOf(title)).test(end.name) && end.status !== 'skipped')

const words = process.argv.slice(2)
const chosen = guards.filter(
  guard => words.length === 0 || words.some(word => String(guard.of) === word || guard.what.includes(word)),
)
if (chosen.length === 0) throw new Error('no guard is called so')
const copies = Array.from({length: Math.min(availableParallelism(), 4, chosen.length)}, () => new Copy())
let failed = 0
try {
  const ends = await copies[0]!.tests(
    chosen.map(guard => guard.test),
    LIMIT_OF_ALL,
  )
  const unfit = chosen.filter(({test}) => {
    const own = of(test, ends)
    return own.length === 0 || own.some(end => end.status !== 'passed')
  })
  for (const {of: number, what, test} of unfit)
    console.log(`${number ?? ''}\t${what}\t${test.join(': ')} does not pass as things are`)
  failed += unfit.length
  const queue = chosen.filter(guard => !unfit.includes(guard))
  const work = async (copy: Copy) => {
    for (let guard = queue.shift(); guard; guard = queue.shift()) {
      const started = performance.now()
      const end = await copy.without(guard)
      if (end !== 'red') failed++
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(
        [String(guard.of ?? '').padStart(2), end.padEnd(4), `${seconds} s`, guard.what, guard.file].join('  '),
      )
    }
  }
  await Promise.all(copies.map(work))
} finally {
  for (const copy of copies) copy.remove()
}
console.log(`\n${chosen.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

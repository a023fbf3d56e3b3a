// A copy of the tree in which things may be broken.
import {type ChildProcess, fork} from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import type {Guard} from './guard.js'

const root = resolve(import.meta.dirname, '../..')
/** Longer than any test may take, also where the machine has other work. */
const LIMIT = 300_000

const ARCHITECTURE = 'test/architecture.test.ts'

export interface TestEnd {
  file: string
  /** The titles around the test, and its own. */
  name: string
  status: string
}

interface Request {
  /** The file of the copy that is not what it was. */
  changed?: string
  /** Whether the program has to be built anew. */
  builds: boolean
  tests: Guard['test'][]
}

type Answer = {ends: TestEnd[]; problem?: undefined} | {problem: string}

export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'partnerctl-guards-'))
  #worker?: ChildProcess

  constructor() {
    const left = new Set(['node_modules', '.git', 'coverage'])
    cpSync(root, this.folder, {
      recursive: true,
      // What is built stays newer than its sources.
      preserveTimestamps: true,
      filter: path => !left.has(path.slice(root.length + 1).split('/')[0]!),
    })
    // The user of a container enters it, too.
    chmodSync(this.folder, 0o755)
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'))
  }

  /** Runs tests as things are; undefined when they do not end. */
  tests(wanted: Guard['test'][], limit = LIMIT): Promise<Answer | undefined> {
    return this.#ask({builds: false, tests: wanted}, limit)
  }

  /** Breaks one thing, and says what came of it; afterwards all is as before. */
  async without({file, take, put, test}: Guard): Promise<string> {
    const path = join(this.folder, file)
    const {atime, mtime} = statSync(path)
    const text = readFileSync(path, 'utf8')
    const parts = text.split(take)
    if (parts.length !== 2) return `stands ${parts.length - 1} times in ${file}`
    writeFileSync(path, parts.join(put))
    try {
      // What is held over the sources needs no build.
      const builds = file.startsWith('src/') && test[0] !== ARCHITECTURE
      const answer = await this.#ask({changed: file, builds, tests: [test]}, LIMIT)
      // A test that does not end has not passed.
      if (!answer) return 'red'
      if (answer.problem !== undefined) return `does not build without it: ${answer.problem.slice(0, 300)}`
      const ends = endsOf(test, answer.ends)
      if (ends.some(end => end.status === 'failed')) return 'red'
      return ends.length === 0 ? 'the test could not be run' : 'STAYS GREEN'
    } finally {
      writeFileSync(path, text)
      utimesSync(path, atime, mtime)
    }
  }

  remove(): void {
    this.#stop()
    rmSync(this.folder, {recursive: true, force: true})
  }

  async #ask(request: Request, limit: number): Promise<Answer | undefined> {
    if (!this.#worker) {
      // A group of its own, so that it ends with all that it began.
      this.#worker = fork(join(this.folder, 'test/guards/worker.js'), [], {
        cwd: this.folder,
        env: {...process.env, NO_COLOR: '1'},
        execArgv: [],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        detached: true,
      })
      await this.#answer(limit)
    }
    this.#worker?.send(request)
    return this.#answer(limit)
  }

  #answer(limit: number): Promise<Answer | undefined> {
    const worker = this.#worker!
    return new Promise(done => {
      const end = (answer: Answer | undefined) => {
        clearTimeout(timer)
        worker.removeAllListeners()
        if (!answer) this.#stop()
        done(answer)
      }
      const timer = setTimeout(end, limit, undefined)
      worker.on('message', answer => end(answer as Answer))
      worker.on('exit', code => end({problem: `the worker ended with ${code}`}))
    })
  }

  #stop(): void {
    const pid = this.#worker?.pid
    this.#worker = undefined
    try {
      if (pid) process.kill(-pid, 'SIGKILL')
    } catch {
      // It has ended.
    }
  }
}

/** The ends of the tests that a guard names, of those that were run. */
export const endsOf = ([file, title]: Guard['test'], ends: TestEnd[]): TestEnd[] =>
  ends.filter(end => end.file === file && end.name.includes(title) && end.status !== 'skipped')

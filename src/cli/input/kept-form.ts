// The answers to a command's questions, kept until it has come to its end: a refusal, a lost connection, Ctrl-C or a
// terminal that is closed cost nobody what was typed.
import {randomUUID} from 'node:crypto'
import {readdirSync, readFileSync, rmSync, statSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {isObject} from '../../api/proof.js'
import {shellWord} from '../../command-line.js'
import type {Outcome} from '../../failure.js'
import {makePrivateFolder, writeFileAtomic} from '../../files.js'
import {tellsSecret} from '../../secret-text.js'

/** How long answers are kept. */
const HOURS = 24
const OLDEST = HOURS * 3_600_000

interface Kept {
  id: string
  /** UTC. */
  at: string
  /** By {@link keyOf}. */
  answers: Record<string, string>
}

/** A question: several are asked for one flag. */
const keyOf = (flag: string, question: string) => `${flag} ${question}`

/** Flags that say a secret, or are said anew each time. */
const LEFT_OUT = /^--(code|recover|dry-run)(=|$)/

export class Form {
  /** There is a file of answers that cannot be read. */
  isDamaged = false
  readonly #id = randomUUID()
  #before = new Map<string, string>()
  readonly #now = new Map<string, string>()
  #isKept = false
  #isOver = false
  #leftOut = false

  /**
   * `path` is the file of the command's answers; `wanted`: earlier answers were asked for; `argv`: what was typed
   * behind the command.
   */
  constructor(
    readonly command: string,
    private readonly path: string,
    readonly wanted: boolean,
    private readonly argv: string[],
  ) {}

  /** What an earlier run left, for {@link use}; undefined where nothing is, or nothing that is young enough. */
  find(now = Date.now()): {age: string; use(): void} | undefined {
    const kept = this.#read()
    const age = now - Date.parse(kept?.at ?? '')
    if (!kept || !(age < OLDEST)) return undefined
    const use = () => {
      this.#before = new Map(Object.entries(kept.answers))
    }
    return {age: ageInWords(age), use}
  }

  /** What was answered to a question by the run whose answers are used. */
  before(flag: string, question: string): string | undefined {
    return this.#before.get(keyOf(flag, question))
  }

  /** Keeps an answer. One that seems to tell a secret is asked for again. */
  answer(flag: string, question: string, text: string): void {
    if (this.#isOver) return
    if (tellsSecret(text) || tellsSecret(`${question}: ${text}`)) {
      this.leaveOut()
      return
    }
    this.#now.set(keyOf(flag, question), text)
    const answers = Object.fromEntries([...this.#before, ...this.#now])
    try {
      makePrivateFolder(dirname(this.path))
      if (!this.#isKept) sweep(dirname(this.path))
      const kept: Kept = {id: this.#id, at: new Date().toISOString(), answers}
      writeFileAtomic(this.path, `${JSON.stringify(kept)}\n`)
      this.#isKept = true
    } catch {
      // A form is filled in as well where nothing can be kept.
      this.#isKept = false
    }
  }

  /** An answer that is asked for again. */
  leaveOut(): void {
    this.#leftOut = true
  }

  /** What was asked for is done: there is nothing to go on with. Answers of another terminal stay. */
  end(): void {
    this.#isOver = true
    const id = this.#read()?.id
    if (this.#before.size === 0 && id !== this.#id) return
    try {
      rmSync(this.path, {force: true})
    } catch {
      // What was done is told, whatever becomes of the answers.
    }
  }

  /** How to go on with what this run was told, where it did not come to its end. */
  goOn(outcome?: Outcome): string[] {
    if (!this.#isKept || this.#isOver) return []
    const line = ['partnerctl', this.command, '--recover', ...typedAgain(this.argv).map(shellWord)].join(' ')
    const kept = this.#leftOut ? 'Your answers are kept, but for secrets' : 'Your answers are kept'
    return [outcome === 'unknown' ? `If it was not done, with your answers: ${line}` : `${kept}: ${line}`]
  }

  #read(): Kept | undefined {
    try {
      const kept: unknown = JSON.parse(readFileSync(this.path, 'utf8'))
      this.isDamaged = !isObject(kept) || !isObject(kept.answers)
      if (!isObject(kept) || !isObject(kept.answers)) return undefined
      const answers = Object.entries(kept.answers).filter(([, text]) => typeof text === 'string')
      return {id: String(kept.id), at: String(kept.at), answers: Object.fromEntries(answers) as Kept['answers']}
    } catch (error) {
      this.isDamaged = (error as NodeJS.ErrnoException).code !== 'ENOENT'
      return undefined
    }
  }
}

/** The words of a command line without those that make no sense a second time. */
function typedAgain(argv: string[]): string[] {
  return argv.filter((word, index) => !LEFT_OUT.test(word) && argv[index - 1] !== '--code')
}

/** Takes away what nobody came back for. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (Date.now() - statSync(path).mtimeMs > OLDEST) rmSync(path, {force: true})
  }
}

function ageInWords(age: number): string {
  const minutes = Math.floor(age / 60_000)
  const [count, unit] = minutes < 60 ? [minutes, 'minute'] : [Math.floor(minutes / 60), 'hour']
  return count < 1 ? 'a moment ago' : `${count} ${unit}${count === 1 ? '' : 's'} ago`
}

// Questions to a person. They go to stderr, and are only asked where somebody can answer. An answer is read at once, by
// what reads the flag that gives the same: what is wrong is said at the question, which stays.
import {concernsOnePart, type Failure, isUnknownCaller, RunEnd, usage} from '../../failure.js'
import {nextStep} from '../next-step.js'
import {clean, mayPrompt} from '../output/terminal.js'
import {cutText} from '../output/wrap.js'
import {currentRun} from '../run.js'
import type {Form} from './kept-form.js'
import {Keys} from './keys.js'

export interface Choice<T> {
  name: string
  value: T
  description?: string
}

interface Question<T> {
  type: string
  message: string
  default?: unknown
  /** Where the default stands: in the line, to be changed there. */
  prefill?: 'editable'
  mask?: string
  pageSize?: number
  choices?: Choice<T>[]
  source?(term: string | undefined): Choice<T>[]
  validate?(text: string): Promise<string | true>
}

/** Makes a value of a text, or throws a Failure that says what is wrong with it. */
export type Read<T> = (text: string) => T | Promise<T>

export interface TextOptions<T> {
  default?: string
  read?: Read<T>
  /** Good for this run only: a code, the name that confirms. */
  passing?: true
}

/** For {@link TextOptions.read}: an answer that must not be empty. */
export const needed =
  (what: string) =>
  (text: string): string => {
    if (text === '') throw usage(`${what} is needed`)
    return text
  }

/** For {@link TextOptions.read}: an answer that may be empty, and is read where it is not. */
export const optional =
  <T>(read: Read<T>): Read<T | undefined> =>
  text =>
    text === '' ? undefined : read(text)

/** For {@link TextOptions.read}: a code that was sent to somebody. */
export function readCode(text: string): string {
  if (!/^\w{1,10}$/.test(text)) throw usage('Up to ten letters and digits')
  return text
}

/** What stands before each of several. */
const CURSOR = 2

/** What comes from the API is shown as text, whatever a terminal would make of it. */
function harmless<T>({message, choices, source, ...rest}: Question<T>): Question<T> {
  const width = (process.stderr.columns || 80) - CURSOR
  const shown = (all: Choice<T>[]) =>
    all.map(one => ({
      ...one,
      name: cutText(clean(one.name), width),
      description: one.description && clean(one.description),
    }))
  const question: Question<T> = {...rest, message: clean(message)}
  if (typeof rest.default === 'string') question.default = clean(rest.default)
  if (choices) question.choices = shown(choices)
  if (source) question.source = term => shown(source(term))
  return question
}

async function ask<T>(question: Question<T>, signal = currentRun().signal): Promise<T> {
  const {default: inquirer} = await import('inquirer')
  const input = new Keys(process.stdin)
  const prompt = inquirer.createPromptModule({
    input: input as unknown as NodeJS.ReadStream,
    output: process.stderr,
    signal,
  })
  try {
    const answers = (await prompt([{...harmless(question), name: 'answer'}] as never)) as {answer: T}
    return answers.answer
  } catch (error) {
    // A signal, or --max-time, while the question stood: the terminal is as it was.
    if (signal.aborted) throw signal.reason
    if ((error as Error).name === 'ExitPromptError') throw new RunEnd('interrupted', 'interrupted')
    throw error
  } finally {
    input.close()
  }
}

/** What is wrong with an answer, and what may help, a line each. */
const reason = ({message, next}: Failure): string =>
  [message, ...next.map(nextStep)].map(line => clean(line)).join('\n  ')

/** Asks until the text can be read. What is no fault of the text ends the question. */
async function askText<T>(question: Question<string>, read: Read<T>): Promise<{text: string; value: T}> {
  const trouble = new AbortController()
  let last: {text: string; value: T} | undefined
  const validate = async (typed: string): Promise<string | true> => {
    const text = question.type === 'password' ? typed : typed.trim()
    try {
      last = {text, value: await read(text)}
      return true
    } catch (error) {
      if (concernsOnePart(error) && !isUnknownCaller(error)) return reason(error)
      trouble.abort(error)
      return ''
    }
  }
  await ask({...question, validate}, AbortSignal.any([currentRun().signal, trouble.signal]))
  return last!
}

/** Asks questions, or says which flag is missing where nobody can be asked. */
export class Prompter {
  #isOffered = false

  constructor(
    readonly noInput: boolean,
    private readonly form?: Form,
    /** What comes before the first question. */
    private readonly ready: () => Promise<void> = async () => {},
  ) {}

  get mayAsk(): boolean {
    return mayPrompt(this.noInput)
  }

  private async require(flag: string): Promise<void> {
    if (!this.mayAsk) throw usage(`${flag} is missing`, `Give it with ${flag}: nobody can be asked here`)
    await this.ready()
  }

  /** What was answered the last time, where that is to be used. The first question asks whether it is. */
  async #before(flag: string, message: string): Promise<string | undefined> {
    if (!this.form) return undefined
    if (!this.#isOffered) {
      this.#isOffered = true
      const found = this.form.find()
      const what = `Answers of ${this.form.command} from ${found?.age}`
      if (this.form.wanted)
        process.stderr.write(
          found
            ? `${what}: Enter takes each, or change it\n`
            : `${this.form.isDamaged ? 'What is kept' : 'No answers'} of ${this.form.command} ${this.form.isDamaged ? 'cannot be read' : 'are kept'}\n`,
        )
      if (found && (this.form.wanted || (await this.confirm(`${what}: use them?`, true)))) found.use()
    }
    return this.form.before(flag, message)
  }

  /** A line of text. `flag` is what gives the same without a question. */
  async text(flag: string, message: string, options?: TextOptions<string>): Promise<string>
  async text<T>(flag: string, message: string, options: TextOptions<T> & {read: Read<T>}): Promise<T>
  async text(flag: string, message: string, options: TextOptions<unknown> = {}): Promise<unknown> {
    await this.require(flag)
    const form = options.passing ? undefined : this.form
    const before = form && (await this.#before(flag, message))
    const shown = before ? {default: before, prefill: 'editable' as const} : {default: options.default}
    const {text, value} = await askText({type: 'input', message, ...shown}, options.read ?? (typed => typed))
    form?.answer(flag, message, text)
    return value
  }

  /** A text that was written elsewhere than at a question, as {@link keep} kept it. */
  earlier(flag: string, what: string): string | undefined {
    return this.form?.before(flag, what)
  }

  /** Keeps a text that was written elsewhere than at a question. */
  keep(flag: string, what: string, text: string): void {
    if (this.mayAsk) this.form?.answer(flag, what, text)
  }

  /** A text that is not shown, nor kept. */
  async secret(flag: string, message: string, read: Read<string> = text => text): Promise<string> {
    await this.require(flag)
    this.form?.leaveOut()
    return (await askText({type: 'password', mask: '*', message}, read)).value
  }

  /** One of several. */
  async choose<T>(flag: string, message: string, choices: Choice<T>[]): Promise<T> {
    await this.require(flag)
    if (choices.length === 0) throw usage(`there is nothing to choose for ${flag}`)
    return this.#oneOf(flag, message, choices, {type: 'select', choices})
  }

  /** One of many, found by typing a part of its name. `asTyped`: also what is not among them. */
  async search<T>(flag: string, message: string, choices: Choice<T>[], asTyped?: (text: string) => T): Promise<T> {
    await this.require(flag)
    const source = (term: string | undefined) => {
      const part = term?.trim().toLowerCase() ?? ''
      const found = choices.filter(choice => choice.name.toLowerCase().includes(part))
      return found.length > 0 || !asTyped || !term ? found : [{name: term.trim(), value: asTyped(term.trim())}]
    }
    return this.#oneOf(flag, message, choices, {type: 'search', source})
  }

  async #oneOf<T>(
    flag: string,
    message: string,
    choices: Choice<T>[],
    list: {type: string; choices?: Choice<T>[]; source?(term: string | undefined): Choice<T>[]},
  ): Promise<T> {
    const before = await this.#before(flag, message)
    const same = before === undefined ? undefined : choices.find(({name}) => name === before)
    // The list looks for a default even where there is none.
    const shown = same ? {default: same.value} : {}
    const value = await ask<T>({...list, message, ...shown, pageSize: 12})
    const chosen = choices.find(choice => choice.value === value)
    if (chosen) this.form?.answer(flag, message, chosen.name)
    return value
  }

  /** Yes or no. */
  async confirm(message: string, initial = false): Promise<boolean> {
    await this.ready()
    return ask<boolean>({type: 'confirm', message, default: initial})
  }
}

// Questions to a person. They go to stderr, and are only asked where somebody can answer.
import {RunEnd, usage} from '../../failure.js'
import {interruptSignal} from '../interrupt.js'
import {clean, mayPrompt} from '../output/terminal.js'

export interface Choice<T> {
  name: string
  value: T
  description?: string
}

interface Question<T> {
  type: string
  message: string
  default?: unknown
  mask?: string
  pageSize?: number
  choices?: Choice<T>[]
  source?(term: string | undefined): Choice<T>[]
  validate?: Check
}

/** What comes from the API is shown as text, whatever a terminal would make of it. */
function harmless<T>({message, choices, source, validate, ...rest}: Question<T>): Question<T> {
  const shown = (all: Choice<T>[]) =>
    all.map(one => ({...one, name: clean(one.name), description: one.description && clean(one.description)}))
  const question: Question<T> = {...rest, message: clean(message)}
  if (typeof rest.default === 'string') question.default = clean(rest.default)
  if (choices) question.choices = shown(choices)
  if (source) question.source = term => shown(source(term))
  if (validate) {
    question.validate = async text => {
      const verdict = await validate(text)
      return verdict === true || clean(verdict)
    }
  }
  return question
}

async function ask<T>(question: Question<T>): Promise<T> {
  const {default: inquirer} = await import('inquirer')
  const prompt = inquirer.createPromptModule({output: process.stderr, signal: interruptSignal})
  try {
    const answers = (await prompt([{...harmless(question), name: 'answer'}] as never)) as {answer: T}
    return answers.answer
  } catch (error) {
    // A signal, or --max-time, while the question stood: the terminal is as it was.
    if (interruptSignal.aborted) throw interruptSignal.reason
    if ((error as Error).name === 'ExitPromptError') throw new RunEnd('interrupted', 'interrupted')
    throw error
  }
}

type Check = (text: string) => string | true | Promise<string | true>

/** Asks questions, or says which flag is missing where nobody can be asked. */
export class Prompter {
  constructor(readonly noInput: boolean) {}

  get mayAsk(): boolean {
    return mayPrompt(this.noInput)
  }

  private require(flag: string): void {
    if (!this.mayAsk) throw usage(`${flag} is missing`, `Give it with ${flag}: nobody can be asked here`)
  }

  /** A line of text. `flag` is what gives the same without a question. */
  async text(flag: string, message: string, options: {default?: string; check?: Check} = {}): Promise<string> {
    this.require(flag)
    return (await ask<string>({type: 'input', message, default: options.default, validate: options.check})).trim()
  }

  /** A text that is not shown. */
  async secret(flag: string, message: string, options: {check?: Check} = {}): Promise<string> {
    this.require(flag)
    return ask<string>({type: 'password', mask: '*', message, validate: options.check})
  }

  /** One of several. */
  async choose<T>(flag: string, message: string, choices: Choice<T>[]): Promise<T> {
    this.require(flag)
    return ask<T>({type: 'select', message, choices, pageSize: 12})
  }

  /** One of many, found by typing a part of its name. */
  async search<T>(flag: string, message: string, choices: Choice<T>[]): Promise<T> {
    this.require(flag)
    const source = (term: string | undefined) => {
      const part = term?.toLowerCase() ?? ''
      return choices.filter(choice => choice.name.toLowerCase().includes(part))
    }
    return ask<T>({type: 'search', message, source, pageSize: 12})
  }

  /** Yes or no. */
  async confirm(message: string, initial = false): Promise<boolean> {
    return ask<boolean>({type: 'confirm', message, default: initial})
  }
}

// A ticket as it is typed: from flags, from a file, or asked for on a terminal.
import {readFileSync} from 'node:fs'
import {Flags} from '@oclif/core'
import {concernsOnePart, usage} from '../../../failure.js'
import type {Draft, Questions} from '../../../tickets/compose.js'
import {plainText} from '../../../tickets/rich-text.js'
import {openQuestions, questionsOf} from '../../../tickets/template.js'
import {editorName, editText} from '../../input/editor.js'
import {needed, type Prompter} from '../../input/prompts.js'
import {readPairs, readText} from '../../input/text-input.js'
import type {Notices} from './notices.js'

export const draftFlags = {
  category: Flags.string({summary: 'category: name or id', helpValue: 'NAME'}),
  product: Flags.string({summary: 'product: name, abbreviation or id', helpValue: 'NAME'}),
  problem: Flags.string({summary: 'problem type: name or id', helpValue: 'NAME'}),
  severity: Flags.string({summary: 'severity: name or id, as the support plan allows', helpValue: 'NAME'}),
  region: Flags.string({summary: 'region of a fault: id or name', helpValue: 'NAME'}),
  description: Flags.string({char: 'd', summary: 'what it is about; - for stdin, @FILE', helpValue: 'TEXT'}),
  answer: Flags.string({
    summary: "answer to a question of the problem type's template: QUESTION=TEXT; repeat it for each",
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'QUESTION=TEXT',
  }),
  'free-text': Flags.boolean({summary: 'send a description that does not follow the template'}),
  param: Flags.string({
    summary: 'additional parameter of the problem type: NAME=VALUE; repeat it for several',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'NAME=VALUE',
  }),
  project: Flags.string({summary: 'project (id) that it is about', helpValue: 'ID'}),
}

export interface TypedDraft {
  category?: string
  product?: string
  problem?: string
  severity?: string
  region?: string
  description?: string
  answer?: string[]
  'free-text': boolean
  param?: string[]
  project?: string
}

/** A file's contents: the flags by their names, with maps for answers and parameters. */
export interface FileDraft extends Notices {
  category?: string
  product?: string
  problem?: string
  severity?: string
  region?: string
  description?: string
  answers?: Record<string, string>
  parameters?: Record<string, string>
  project?: string
  attach?: string[]
}

const texts = [
  'category',
  'product',
  'problem',
  'severity',
  'region',
  'description',
  'project',
  'email',
  'phone',
  'remind-time',
]
const lists = ['attach', 'cc']
const maps = ['answers', 'parameters']

/** Reads a ticket from a YAML or JSON file. Every value is text, whatever it looks like. */
export async function readDraftFile(path: string): Promise<FileDraft> {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (error) {
    throw usage(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  let data: unknown
  try {
    const {fromYaml} = await import('../../output/yaml.js')
    data = fromYaml(content)
  } catch (error) {
    throw usage(`${path}: ${(error as Error).message.split('\n')[0]}`)
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw usage(`${path} has no fields`, `Fields: ${[...texts, ...lists, ...maps].join(', ')}`)
  const draft: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(data)) {
    const name = key.replaceAll('_', '-')
    if (value === '') continue
    const isMap = typeof value === 'object' && !Array.isArray(value)
    if (texts.includes(name) && typeof value !== 'object') draft[name] = String(value)
    else if (lists.includes(name) && !isMap) draft[name] = [value].flat().map(String)
    else if (maps.includes(name) && isMap) {
      draft[name] = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, String(v)]))
    } else if ([...texts, ...lists, ...maps].includes(name)) throw usage(`${path}: ${key} has the wrong form`)
    else throw usage(`${path}: there is no field "${key}"`, `Fields: ${[...texts, ...lists, ...maps].join(', ')}`)
  }
  return draft as FileDraft
}

/** What was typed, over what the file says. */
export async function readDraft(typed: TypedDraft, file: FileDraft): Promise<Draft> {
  const pick = (name: 'category' | 'product' | 'problem' | 'severity' | 'region' | 'project') =>
    typed[name] ?? file[name]
  const answers = readPairs(typed.answer, '--answer')
  const described = typed.description === undefined ? undefined : await readText(typed.description, '--description')
  return {
    category: pick('category'),
    product: pick('product'),
    problem: pick('problem'),
    severity: pick('severity'),
    region: pick('region'),
    project: pick('project'),
    description: described ?? (typed.answer ? undefined : file.description),
    answers: {...(described === undefined ? file.answers : {}), ...answers},
    parameters: {...file.parameters, ...readPairs(typed.param, '--param')},
    freeText: typed['free-text'],
  }
}

/** The questions of the wizard. `allow` throws a Failure for a text that must not be sent. */
export function draftQuestions(prompts: Prompter, allow: (text: string) => void): Questions {
  return {
    mayAsk: prompts.mayAsk,
    text: (flag, message, options) => prompts.text(flag, message, options),
    choose: (flag, message, choices) => prompts.choose(flag, message, choices),
    search: (flag, message, choices) => prompts.search(flag, message, choices),
    async describe(template, isFree) {
      const questions = isFree ? [] : questionsOf(template)
      const ways = [
        ...(questions.length > 0 ? [{name: 'answer the questions of the template here', value: 'ask' as const}] : []),
        ...(editorName() ? [{name: `write it in ${editorName()}`, value: 'edit' as const}] : []),
        {name: 'type it on one line', value: 'type' as const},
      ]
      const way = ways.length === 1 ? ways[0]!.value : await prompts.choose('--description', 'Description', ways)
      if (way === 'edit') return describeInEditor(plainText(template), questions, prompts, allow)
      const answer = (question: string, whole: (text: string) => string) => (text: string) => {
        allow(whole(needed(question)(text)))
        return text
      }
      if (way === 'type') {
        const read = answer('A description', text => text)
        for (;;) {
          const text = await prompts.text('--description', 'What is it about', {read})
          if (await isRight(openQuestions(template, text), questions, prompts, 'Write it anew?')) return text
        }
      }
      const lines: string[] = []
      for (const question of questions) {
        const whole = (text: string) => `${question}: ${text}`
        lines.push(whole(await prompts.text('--answer', question, {read: answer('An answer', whole)})))
      }
      return lines.join('\n')
    },
  }
}

/** Whether every question is answered, or the writer says that it is right as it is. */
async function isRight(open: string[], questions: string[], prompts: Prompter, again: string): Promise<boolean> {
  if (questions.length === 0 || open.length === 0) return true
  return !(await prompts.confirm(`Not answered: ${open.join('; ')}. ${again}`, true))
}

/** Until the text is right, and may be sent. */
async function describeInEditor(
  template: string,
  questions: string[],
  prompts: Prompter,
  allow: (text: string) => void,
): Promise<string> {
  let text = prompts.earlier('--description', IN_EDITOR) ?? template
  let wrong: string[] = []
  for (;;) {
    const notes = ['Write the answers behind the colons. Lines that begin with "#:" are not sent.', ...wrong]
    text = await editText(text, notes)
    wrong = []
    try {
      allow(text)
      if (text === '') throw usage('the description is empty')
    } catch (error) {
      if (!concernsOnePart(error)) throw error
      wrong = [error.message, ...error.next]
      if (await prompts.confirm(`${error.message}. Go back to the editor?`, true)) continue
      throw error
    }
    prompts.keep('--description', IN_EDITOR, text)
    if (await isRight(openQuestions(template, text), questions, prompts, 'Go back to the editor?')) return text
  }
}

const IN_EDITOR = 'as it was written'

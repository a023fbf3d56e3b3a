// What the columns of an input file may hold, and how they are found by their names.
import {type Operation, openApi, operationTable, type Schema} from '../api/contract/contract.js'
import {usage} from '../failure.js'
import type {Sheet} from './sheet.js'

/** One column that a task understands. */
export interface Field {
  name: string
  /** Other headings that mean the same; case, blanks and dashes do not matter. */
  aliases?: string[]
  required?: boolean
  /** For the template: what may stand here. */
  note: string
  example?: string
  /** Never written anywhere but into the request. */
  secret?: boolean
  /** No two rows may have the same. */
  unique?: boolean
  /** What is wrong with a value, or undefined. Not asked for an empty one. */
  check?(text: string): string | undefined
}

/** The values of one row by field name; an empty cell is ''. */
export type Values = Record<string, string>

export interface InputRow {
  /** As the spreadsheet counts. */
  number: number
  values: Values
  /** Cells of columns that no field claims, by heading: carried into the result. */
  carried: Record<string, string>
  /** What is wrong with the row, one sentence each. */
  problems: string[]
}

export interface Input {
  rows: InputRow[]
  /** Headings that no field claims. */
  carried: string[]
}

const plain = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[\s\-_.]+/g, '_')
    .replace(/^_|_$/g, '')

/** A spreadsheet has taken an id for a number: the digits are gone. */
const ROUNDED = /^-?\d(?:[.,]\d+)?E\+\d{2,}$/i

/** Sorts the cells of a sheet by field and checks each row. Throws a `usage` Failure when the columns themselves do not fit. */
export function readRows(sheet: Sheet, fields: Field[], resultColumns: string[]): Input {
  const column = new Map<Field, number>()
  const carried: [heading: string, index: number][] = []
  sheet.headings.forEach((heading, index) => {
    const name = plain(heading)
    const field = fields.find(one => [one.name, ...(one.aliases ?? [])].some(alias => plain(alias) === name))
    if (!field) {
      // A result that is fed in again brings the columns of its first life.
      if (heading !== '' && !resultColumns.includes(heading)) carried.push([heading, index])
    } else if (column.has(field)) {
      throw usage(`two columns are "${field.name}": ${sheet.headings[column.get(field)!]} and ${heading}`)
    } else column.set(field, index)
  })
  const missing = fields.filter(field => field.required && !column.has(field))
  if (missing.length > 0) {
    throw usage(
      `the column ${missing.map(field => field.name).join(', ')} is missing`,
      `The headings are: ${sheet.headings.join(', ')}`,
      '--template prints an example',
    )
  }
  const rows = sheet.rows.map(({number, cells}) => {
    const values: Values = {}
    const problems: string[] = []
    for (const field of fields) {
      const index = column.get(field)
      const text = index === undefined ? '' : cells[index]!
      values[field.name] = text
      const problem = text === '' ? field.required && `${field.name} is empty` : problemOf(field, text)
      if (problem) problems.push(problem)
    }
    return {
      number,
      values,
      problems,
      carried: Object.fromEntries(carried.map(([name, index]) => [name, cells[index]!])),
    }
  })
  markRepeated(rows, fields)
  return {rows, carried: carried.map(([heading]) => heading)}
}

function problemOf(field: Field, text: string): string | undefined {
  if (ROUNDED.test(text)) {
    return `${field.name} ${text} is a number that the spreadsheet has rounded: format the column as text and enter it again`
  }
  const problem = field.check?.(text)
  return problem && (field.secret ? `${field.name} ${problem}` : `${field.name} "${text}" ${problem}`)
}

/** Two rows for one customer contradict each other: neither is taken. */
function markRepeated(rows: InputRow[], fields: Field[]): void {
  for (const field of fields.filter(one => one.unique)) {
    const seen = new Map<string, InputRow[]>()
    for (const row of rows) {
      const value = row.values[field.name]!
      if (value !== '') seen.set(value, [...(seen.get(value) ?? []), row])
    }
    for (const same of seen.values()) markSame(same, `${field.name} ${same[0]!.values[field.name]}`)
  }
}

/** Says in each of several rows that the others have the same. */
export function markSame(rows: InputRow[], what: string): void {
  if (rows.length < 2) return
  for (const row of rows) {
    const others = rows.filter(other => other !== row).map(other => other.number)
    const shown = others.slice(0, 5).join(', ')
    row.problems.push(`${what} stands in row ${shown}${others.length > 5 ? ` and ${others.length - 5} more` : ''}, too`)
  }
}

/** A check from the contract's own limits for a property of an operation's body. */
export function limits(operation: string, property: string): (text: string) => string | undefined {
  let schema: Schema | undefined
  return text => {
    schema ??= propertyOf(operation, property)
    const {minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern} = schema
    const allowed = schema.enum
    if (text.length > maxLength) return `is longer than ${maxLength} characters`
    if (text.length < minLength) return `is shorter than ${minLength} characters`
    if (allowed && !allowed.map(String).includes(text)) return `is none of: ${allowed.join(', ')}`
    if (pattern && !new RegExp(pattern).test(text)) return 'has characters that are not allowed'
    return undefined
  }
}

function propertyOf(operation: string, property: string): Schema {
  const {service, path, method} = operationTable().operations[operation] as Operation
  const {paths, components} = openApi(service)
  const body = paths[path]![method.toLowerCase()]!.requestBody!.content['application/json']!.schema
  const schema = body.$ref ? components.schemas[body.$ref.split('/').pop()!]! : body
  return schema.properties![property]!
}

/** A check for one of several words. Returns the value that a word stands for with {@link choose}. */
export const oneOf = (words: Record<string, unknown>) => (text: string) =>
  plain(text) in words
    ? undefined
    : `is none of: ${Object.keys(words)
        .filter(word => !/^\d/.test(word))
        .join(', ')}`

/** What a word of {@link oneOf} stands for; undefined for an empty cell. */
export const choose = <T>(words: Record<string, T>, text: string): T | undefined => words[plain(text)]

export const yesNo: Record<string, boolean> = {yes: true, no: false, true: true, false: false, '1': true, '0': false}

/** The example file: notes, headings, and an example row that is a note, too. */
export async function template(title: string, fields: Field[]): Promise<string> {
  const {csvLines} = await import('../csv.js')
  const notes = fields.map(field => `# ${field.name}: ${field.required ? 'required' : 'may be empty'}; ${field.note}`)
  const example = fields.map((field, index) => `${index === 0 ? '#' : ''}${field.example ?? ''}`)
  return [
    csvLines([
      [`# ${title}. One row each; lines that begin with # are notes and are not read.`],
      ...notes.map(note => [note]),
    ]),
    csvLines([fields.map(field => field.name), example]),
  ].join('')
}

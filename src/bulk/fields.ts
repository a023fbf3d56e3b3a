// What the columns of an input file may hold, and how they are found by their names.
import {problemOf} from '../api/check.js'
import {inputFields} from '../api/contract/fields.js'
import type {OperationId} from '../api/types.js'
import {usage} from '../failure.js'
import {lookUp} from '../look-up.js'
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
  /** What is wrong with a value, in a sentence, or undefined. Not asked for an empty one. */
  check?(text: string, name: string): string | undefined
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

/**
 * Sorts the cells of a sheet by field and checks each row. Throws a `usage` Failure when the columns themselves do not
 * fit.
 */
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
      const problem = text === '' ? field.required && `${field.name} is empty` : wrong(field, text)
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

function wrong(field: Field, text: string): string | undefined {
  if (ROUNDED.test(text)) {
    return `${field.name} ${text} is a number that the spreadsheet has rounded: format the column as text and enter it again`
  }
  return field.check?.(text, field.name)
}

/** Two rows for one customer contradict each other: neither is taken. */
function markRepeated(rows: InputRow[], fields: Field[]): void {
  for (const field of fields.filter(one => one.unique)) {
    const seen = new Map<string, InputRow[]>()
    for (const row of rows) {
      const value = lookUp(row.values, field.name)!
      if (value !== '') seen.set(value, [...(seen.get(value) ?? []), row])
    }
    for (const same of seen.values()) markSame(same, `${field.name} ${lookUp(same[0]!.values, field.name)}`)
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

/**
 * A check by the contract's limits for a field of an operation. Limits that only one site has are looked at when the
 * row is sent.
 */
export const limits = (operation: OperationId, field: string) => (text: string, name: string) =>
  problemOf(name, inputFields(operation).get(field)!.schema, text, 'intl')

/** A check for one of several words. Returns the value that a word stands for with {@link choose}. */
export const oneOf = (words: Record<string, unknown>) => (text: string, name: string) => {
  if (Object.hasOwn(words, plain(text))) return undefined
  const allowed = Object.keys(words).flatMap(word => (/^\d/.test(word) ? [] : [word.replaceAll('_', '-')]))
  return `${name} "${text}" is none of: ${allowed.join(', ')}`
}

/** What a word of {@link oneOf} stands for; undefined for an empty cell. */
export const choose = <T>(words: Record<string, T>, text: string): T | undefined => lookUp(words, plain(text))

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

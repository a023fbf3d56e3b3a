// Rows out of a file that a spreadsheet wrote: CSV in its dialects, or XLSX. Cells are text, as they were typed.
import {readFileSync, statSync} from 'node:fs'
import {usage} from '../failure.js'
import {LARGEST_TABLE, tooLarge} from './table-size.js'

export interface SheetRow {
  /** The row's number as the spreadsheet shows it. */
  number: number
  cells: string[]
}

export interface Sheet {
  headings: string[]
  rows: SheetRow[]
}

/**
 * Reads a file of rows under one line of headings. Lines that begin with `#` are notes; empty lines are passed over.
 * `note` is told what of a workbook was passed over. Throws a `usage` Failure for a file that cannot be read as a
 * table.
 */
export async function readSheet(
  path: string,
  sheetName?: string,
  note: (text: string) => void = () => {},
): Promise<Sheet> {
  let bytes: Buffer
  try {
    if (statSync(path).size > LARGEST_TABLE) throw tooLarge(path)
    bytes = readFileSync(path)
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (!code) throw error
    throw usage(code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read (${code})`)
  }
  const magic = bytes.subarray(0, 4).toString('hex')
  if (magic === 'd0cf11e0') {
    throw usage(`${path} is an old or password-protected Excel file`, 'Save it as .xlsx without a password, or as CSV')
  }
  const lines =
    magic === '504b0304'
      ? await (await import('./xlsx.js')).xlsxRows(bytes, path, sheetName, note)
      : await csvRows(decode(bytes, path), path)
  return asSheet(lines, path)
}

function asSheet(lines: SheetRow[], path: string): Sheet {
  const rows = lines
    .map(({number, cells}) => ({number, cells: cells.map(asTyped)}))
    .filter(({cells}) => cells.some(cell => cell !== '') && !cells[0]!.startsWith('#'))
  const headings = rows.shift()?.cells
  if (!headings) throw usage(`${path} is empty`, 'The first line must be the headings; --template prints an example')
  for (const {number, cells} of rows) {
    if (cells.slice(headings.length).some(cell => cell !== '')) {
      throw usage(
        `${path}, row ${number}: more cells than headings`,
        'A separator inside a cell needs quotes around it',
      )
    }
    const bare = cells.findIndex((cell, i) => cell !== '' && headings[i] === '')
    if (bare >= 0) {
      throw usage(
        `${path}, row ${number}: "${cells[bare]!.slice(0, 40)}" stands in column ${bare + 1}, which has no heading`,
        'Give each column a heading of its own, in one cell',
      )
    }
  }
  return {headings, rows: rows.map(({number, cells}) => ({number, cells: headings.map((_, i) => cells[i] ?? '')}))}
}

/**
 * Takes away what is not part of a value: blanks around it, the wrapping that keeps a spreadsheet from changing it
 * (`="007"`), and the apostrophe that our own CSV puts before what looks like a formula.
 */
function asTyped(cell: string): string {
  const text = cell.replace(/^[\s\u200b]+|[\s\u200b]+$/g, '')
  // The whole cell: a formula that only begins like this is none of ours.
  const wrapped = /^="((?:[^"]|"")*)"$/.exec(text)
  if (wrapped) return wrapped[1]!.replaceAll('""', '"')
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text
}

/** Bytes as text: UTF-8 and UTF-16, with and without byte order mark. Other encodings are refused, not guessed. */
function decode(bytes: Buffer, path: string): string {
  const encoding = encodingOf(bytes)
  try {
    return new TextDecoder(encoding, {fatal: true}).decode(bytes)
  } catch {
    throw usage(`${path} is not UTF-8 text`, 'In Excel: save as "CSV UTF-8", or as .xlsx')
  }
}

function encodingOf(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  // Without a mark: headings are mostly Latin letters, so every second byte is zero.
  if (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0 && bytes[0] !== 0) return 'utf-16le'
  if (bytes.length > 3 && bytes[0] === 0 && bytes[2] === 0 && bytes[1] !== 0) return 'utf-16be'
  return 'utf-8'
}

const separators = [',', ';', '\t', '|']

/**
 * The separator: what a `sep=` line names, else the one that the first line with content has most of, outside quotes.
 */
function separatorOf(text: string): {separator: string; skip: number} {
  const named = /^sep=(.)\r?\n/.exec(text)
  if (named) return {separator: named[1]!, skip: 1}
  const line = text.split(/\r\n|\n|\r/, 200).find(candidate => candidate.trim() !== '' && !/^"?#/.test(candidate)) ?? ''
  const bare = line.replace(/"(?:[^"]|"")*"/g, '')
  const counts = separators.map(separator => bare.split(separator).length - 1)
  const most = Math.max(...counts)
  return {separator: most === 0 ? ',' : separators[counts.indexOf(most)]!, skip: 0}
}

async function csvRows(text: string, path: string): Promise<SheetRow[]> {
  const {parse} = await import('csv-parse/sync')
  const {separator, skip} = separatorOf(text)
  const body = skip ? text.slice(text.indexOf('\n') + 1) : text
  try {
    // Notes and empty lines are kept here, so that rows are counted as a spreadsheet counts them.
    const records = parse(withoutNotes(body), {
      delimiter: separator,
      relax_column_count: true,
      trim: true,
      skip_empty_lines: false,
    }) as string[][]
    return records.map((cells, index) => ({number: index + 1 + skip, cells}))
  } catch (error) {
    const {message, lines} = error as Error & {lines?: number}
    const where = lines ? `, line ${lines + skip}` : ''
    throw usage(`${path}${where}: not readable as CSV: ${message}`, 'Quotes inside a cell are doubled: "a ""b"" c"')
  }
}

/** Notes that are not quoted may hold quotes that are no CSV: only the mark stays, which keeps the line. */
const withoutNotes = (text: string) => {
  const firstLine = /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))+/.exec(text)?.[0] ?? ''
  return firstLine.replace(/#[^\r\n]*/g, '#') + text.slice(firstLine.length)
}

// Results on their way out: stdout is data, in the format that was asked for; stderr is everything else.

import {stringifyJson} from '../../api/json.js'
import {isObject} from '../../api/proof.js'
import {counted} from '../../counted.js'
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {currentRun} from '../run.js'
import {PagedSink} from './pager.js'
import {parseFilter, parseSort, plainText} from './select.js'
import {clean, isTerminal, visibleJson, wantsColor} from './terminal.js'
import {type Column, cellValue, chooseColumns, headingOf, kindOf, spareOf, type View} from './view.js'

export const formats = ['table', 'wide', 'csv', 'json', 'jsonl', 'yaml'] as const
export type Format = (typeof formats)[number]

export interface OutputSettings {
  format: Format
  columns?: string
  filter?: string[]
  sort?: string
  /** How many rows are shown at most, after filter and sort. */
  limit?: number
  /** JMESPath. */
  query?: string
  heading: boolean
  bom: boolean
  /** CSV with the headings and words of a table. */
  labels?: boolean
  /** A program shows what is longer than the terminal. */
  pager?: string
}

/** Where bytes go: the run, which knows of --output-file; a test gives its own. */
export interface Sink {
  write(text: string): Promise<void>
}

/** People read the result on a terminal. */
const onTerminal = () => !currentRun().toFile && isTerminal(process.stdout)

/** A value as JSON, which no terminal obeys. */
export function jsonText(value: unknown, indent?: number): string {
  const text = stringifyJson(value, indent)
  return onTerminal() ? visibleJson(text) : text
}

/** Bytes to stdout, for what is no text or large; they may be overwritten when the promise is fulfilled. */
export const stdoutBytes = {
  write: (bytes: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      const shown = isTerminal(process.stdout) ? clean(screenText.decode(bytes, {stream: true}), {lines: true}) : bytes
      process.stdout.write(shown, error => (error ? reject(error) : resolve()))
    }),
}
const screenText = new TextDecoder()

/** A width that no table has. */
const UNCUT = 100_000

/** Rows shown at a time on a terminal: the first portion settles the column widths. */
const PORTION = 50

const pagedSink = ({pager}: OutputSettings, sink: Sink) =>
  pager && onTerminal() ? new PagedSink(pager, sink) : undefined

/** A single result. */
export async function writeRecord<Row>(row: Row, view: View<Row>, settings: OutputSettings, sink: Sink): Promise<void> {
  const {format} = settings
  if (settings.query) return sink.write(await queried(row, settings))
  if (format === 'json' || format === 'jsonl' || format === 'yaml') {
    return sink.write(await document(settings.columns ? picked(row, view, settings) : row, format))
  }
  if ((format === 'table' || format === 'wide') && !settings.columns) {
    if (view.screen) {
      const paged = pagedSink(settings, sink)
      await (paged ?? sink).write(await view.screen(row))
      return paged?.end()
    }
    return sink.write(await fieldList(row, chooseColumns(view, undefined)))
  }
  await writeRows([row], view, settings, sink)
}

/**
 * Many results, as they come. Only `--sort`, `--query` and YAML need all of them at once. Says how many were shown, and
 * whether there were more.
 */
export async function writeRows<Row>(
  rows: Iterable<Row> | AsyncIterable<Row>,
  view: View<Row>,
  settings: OutputSettings,
  sink: Sink,
): Promise<{count: number; cut: boolean}> {
  let cut = false
  const selected = select(rows, view, settings, () => {
    cut = true
  })
  const count = await writeSelected(selected, view, settings, sink)
  return {count, cut}
}

async function writeSelected<Row>(
  selected: AsyncGenerator<Row>,
  view: View<Row>,
  settings: OutputSettings,
  sink: Sink,
): Promise<number> {
  const {format} = settings
  const columns = chooseColumns(view, settings.columns ?? (format === 'wide' ? 'all' : undefined))
  if (settings.query || format === 'yaml') {
    const all: unknown[] = []
    for await (const row of selected) all.push(settings.columns ? picked(row, view, settings) : row)
    await sink.write(settings.query ? await queried(all, settings) : await document(all, 'yaml'))
    return all.length
  }
  const shape = (row: Row) => (settings.columns ? picked(row, view, settings) : row)
  switch (format) {
    case 'json':
      return writeJson(selected, shape, sink)
    case 'jsonl':
      return eachPortion(selected, 100, sink, portion => portion.map(row => `${jsonText(shape(row))}\n`).join(''))
    case 'csv':
      return writeCsv(selected, columns, settings, sink)
    default:
      return writeTable(selected, columns, settings.columns || format === 'wide' ? [] : spareOf(view), settings, sink)
  }
}

/** The rows that fit, in the order that was asked for, up to the limit; `cut` is called where there are more. */
async function* select<Row>(
  rows: Iterable<Row> | AsyncIterable<Row>,
  view: View<Row>,
  {filter = [], sort, limit = Number.POSITIVE_INFINITY}: OutputSettings,
  cut: () => void,
): AsyncGenerator<Row> {
  const tests = filter.map(text => parseFilter(view, text))
  const order = sort ? parseSort(view, sort) : undefined
  const kept: Row[] = []
  let given = 0
  for await (const row of rows) {
    if (!tests.every(test => test(row))) continue
    if (order) kept.push(row)
    else if (given++ < limit) yield row
    else return cut()
  }
  if (!order) return
  yield* kept.sort(order).slice(0, limit)
  if (kept.length > limit) cut()
}

async function eachPortion<Row>(
  rows: AsyncIterable<Row>,
  size: number,
  sink: Sink,
  print: (portion: Row[]) => string | Promise<string>,
): Promise<number> {
  let count = 0
  let portion: Row[] = []
  for await (const row of rows) {
    portion.push(row)
    if (portion.length < size) continue
    count += portion.length
    await sink.write(await print(portion))
    portion = []
  }
  if (portion.length > 0) await sink.write(await print(portion))
  return count + portion.length
}

async function writeJson<Row>(rows: AsyncIterable<Row>, shape: (row: Row) => unknown, sink: Sink): Promise<number> {
  let count = 0
  try {
    for await (const row of rows) {
      await sink.write(`${count++ === 0 ? '[' : ','}\n  ${jsonText(shape(row), 2).replaceAll('\n', '\n  ')}`)
    }
  } catch (error) {
    // What is there already becomes whole JSON; the exit code says that it is not all.
    if (count > 0) await sink.write('\n]\n').catch(() => {})
    throw error
  }
  await sink.write(count === 0 ? '[]\n' : '\n]\n')
  return count
}

async function writeCsv<Row>(
  rows: AsyncIterable<Row>,
  columns: Column<Row>[],
  settings: OutputSettings,
  sink: Sink,
): Promise<number> {
  const {BOM, csvLines} = await import('../../csv.js')
  const cell = onTerminal() ? clean : (text: string) => text
  // With the first rows, so that a list that fails before them leaves no lone heading.
  const headings = columns.map(column => (settings.labels ? headingOf(column) : column.name))
  let heading = `${settings.bom ? BOM : ''}${settings.heading ? csvLines([headings]) : ''}`
  const count = await eachPortion(rows, 100, sink, portion => {
    const lines = csvLines(
      portion.map(row =>
        columns.map(column => cell(settings.labels ? labelled(column, row) : plainText(cellValue(column, row)))),
      ),
    )
    const text = heading + lines
    heading = ''
    return text
  })
  if (count === 0 && heading) await sink.write(heading)
  return count
}

/** Words for codes and names for ids; amounts and times stay whole, for the spreadsheet. */
function labelled<Row>(column: Column<Row>, row: Row): string {
  const isExact = ['amount', 'time'].includes(kindOf(column))
  return (isExact ? undefined : column.text?.(row)) ?? plainText(cellValue(column, row))
}

async function writeTable<Row>(
  rows: AsyncIterable<Row>,
  columns: Column<Row>[],
  spare: string[],
  settings: OutputSettings,
  sink: Sink,
): Promise<number> {
  const {TablePrinter} = await import('./table.js')
  const printer = new TablePrinter<Row>(columns, {
    width: settings.format === 'wide' ? UNCUT : onTerminal() ? process.stdout.columns || 80 : undefined,
    color: !currentRun().toFile && wantsColor(process.stdout),
    heading: settings.heading,
    spare,
  })
  const paged = pagedSink(settings, sink)
  let count = 0
  try {
    count = await eachPortion(rows, PORTION, paged ?? sink, portion => printer.print(portion))
  } finally {
    await paged?.end()
  }
  const {hidden} = printer
  if (hidden.length > 0) {
    const what = `${counted(hidden.length, 'column')} hidden (${hidden.join(', ')})`
    process.stderr.write(`${what}: a wider window, --columns all, or -o csv\n`)
  }
  return count
}

/** `--columns` picks fields in JSON and YAML, too. */
const picked = <Row>(row: Row, view: View<Row>, settings: OutputSettings) =>
  Object.fromEntries(chooseColumns(view, settings.columns).map(column => [column.name, cellValue(column, row)]))

async function document(value: unknown, format: Format): Promise<string> {
  if (format === 'json') return `${jsonText(value, 2)}\n`
  if (format === 'jsonl') return `${jsonText(value)}\n`
  const {toYaml} = await import('./yaml.js')
  return onTerminal() ? clean(toYaml(value), {lines: true}) : toYaml(value)
}

/** Throws `usage` for a query that is none: before anything is asked for. */
export async function checkQuery(query: string): Promise<void> {
  const {default: jmespath} = await import('jmespath')
  try {
    ;(jmespath as unknown as {compile(query: string): unknown}).compile(query)
  } catch (error) {
    throw wrongQuery(error)
  }
}

const wrongQuery = (error: unknown) =>
  usage(`--query: ${(error as Error).message}`, 'The language is JMESPath: https://jmespath.org')

async function queried(value: unknown, settings: OutputSettings): Promise<string> {
  const {query, format} = settings
  const {default: jmespath} = await import('jmespath')
  let result: unknown
  try {
    result = jmespath.search(value, query!)
  } catch (error) {
    throw wrongQuery(error)
  }
  if (format === 'yaml' || format === 'jsonl') return document(result, format)
  if (format === 'csv') return csvDocument(result, settings)
  if (format !== 'json' && typeof result !== 'object') return `${clean(plainText(result))}\n`
  return document(result, 'json')
}

const isFlat = (value: unknown): value is Record<string, unknown> =>
  isObject(value) &&
  Object.values(value).every(one => typeof one !== 'object' || one === null || one instanceof Decimal)

/** What a query gave as CSV: a row of each object, a column of each name. Throws `usage` for what has no rows. */
async function csvDocument(result: unknown, {heading, bom}: OutputSettings): Promise<string> {
  const rows = Array.isArray(result) ? result : [result]
  if (!rows.every(isFlat))
    throw usage(
      '-o csv beside --query needs a list of objects without lists or objects in them',
      "Write it like --query '[].{id: order_id, amount: amount}', or choose -o json",
    )
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const lines = rows.map(row => names.map(name => plainText(lookUp(row, name))))
  const {BOM, csvLines} = await import('../../csv.js')
  const text = names.length === 0 ? '' : csvLines(heading ? [names, ...lines] : lines)
  return `${bom ? BOM : ''}${onTerminal() ? clean(text, {lines: true}) : text}`
}

/** One field a line, for a single record. */
async function fieldList<Row>(row: Row, columns: Column<Row>[]): Promise<string> {
  const {cellText} = await import('./table.js')
  const nameOf = (column: Column<Row>) => (column.label ?? column.name.replaceAll('_', ' ')).toLowerCase()
  const lines = columns.map(column => [nameOf(column), cellText(column, row)] as const)
  if (!onTerminal()) return lines.map(([name, text]) => `${name}\t${text}\n`).join('')
  const width = Math.max(...lines.map(([name]) => name.length))
  return lines.map(([name, text]) => `${name.padEnd(width)}  ${text}\n`.replace(/ +\n$/, '\n')).join('')
}

// What is known of each format of an export, in one place: names, options and promises are made from it.
import type {Kind} from '../../place.js'

interface About {
  extension: string
  /** Another ending that promises the same. */
  alias?: string
  /** What a look at such a file tells. */
  kind: Kind
  /** Whether it is text, which can be packed, and joined again after `--shard`; Parquet parts lie side by side. */
  joins: 'lines' | 'files' | 'nothing'
  isFocus?: true
  /** Whether the file is a table of text, with a heading. */
  isCsv?: true
  isColumnar?: true
}

const facts = {
  csv: {extension: '.csv', kind: 'rows', joins: 'lines', isCsv: true},
  jsonl: {extension: '.jsonl', alias: '.ndjson', kind: 'json', joins: 'lines'},
  json: {extension: '.json', kind: 'json', joins: 'lines'},
  parquet: {extension: '.parquet', kind: 'parquet', joins: 'files', isColumnar: true},
  xlsx: {extension: '.xlsx', kind: 'zip', joins: 'nothing'},
  'focus-csv': {extension: '.csv', kind: 'rows', joins: 'lines', isCsv: true, isFocus: true},
  'focus-parquet': {extension: '.parquet', kind: 'parquet', joins: 'files', isColumnar: true, isFocus: true},
} as const satisfies Record<string, About>

export type FormatName = keyof typeof facts

export const formats: Record<FormatName, About> = facts
export const formatNames = Object.keys(facts) as FormatName[]

/** The formats of which something is true. */
export const formatsThat = (is: (one: About) => unknown): FormatName[] => formatNames.filter(name => is(formats[name]))

const endings = [...new Set(formatNames.flatMap(name => [formats[name].extension, formats[name].alias ?? []].flat()))]

/** What files of an ending hold; the first is written where nothing else is asked for. */
export const promises: Record<string, FormatName[]> = Object.fromEntries(
  endings.map(ending => [ending, formatsThat(one => one.extension === ending || one.alias === ending)]),
)

// From what was asked for to the writer of a file.
import {packageVersion} from '../../package.js'
import type {FileWriter} from '../formats/file-writer.js'
import {type Facts, type RecordColumn, recordColumns, recordTable, type Table} from '../formats/table.js'
import {GzipWriter, writers} from '../formats/writers.js'
import type {Layout} from '../records/layout.js'
import {layoutOf} from '../records/sources.js'
import type {ExportQuery} from './files/manifest.js'

/** What rows of a table say beside what other exports have: each stands for itself, wherever it is moved to. */
const tableFacts: (keyof Facts)[] = ['site', 'partner_id', 'detail', 'is_final']

const columnsOf = (query: ExportQuery, layout: Layout): RecordColumn[] =>
  recordColumns(layout, query.focus ? undefined : query.columns, query.format === 'parquet' ? tableFacts : [])

async function tableOf(query: ExportQuery, layout: Layout, units: Record<string, string>): Promise<Table> {
  if (!query.focus) return recordTable(columnsOf(query, layout), layout)
  const {focusTable} = await import('../formats/focus/focus.js')
  return focusTable(layout, {...query.focus, units}, query.columns)
}

/** Throws `usage` where a query asks for columns that its records do not have. */
export async function checkColumns(query: ExportQuery): Promise<void> {
  await tableOf(query, layoutOf(query.source), {})
}

/** A writer of one file of an export. `units` are the names of measurement units, which FOCUS needs. */
export async function newWriter(
  query: ExportQuery,
  layout: Layout,
  units: Record<string, string>,
): Promise<FileWriter> {
  const columns = columnsOf(query, layout)
  const table = await tableOf(query, layout, units)
  const {bom, excel, wide = false} = query
  const writer = await writers[query.format].writer({
    columns,
    whole: query.columns === undefined,
    table,
    bom,
    excel,
    wide,
    metadata: {
      'partnerctl.version': packageVersion(),
      'partnerctl.source': query.source,
      'partnerctl.cycle': query.cycle,
      'partnerctl.schema': '1',
    },
  })
  return query.gzip ? new GzipWriter(writer) : writer
}

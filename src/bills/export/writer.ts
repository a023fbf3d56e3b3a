// From what was asked for to the writer of a file.
import {usage} from '../../failure.js'
import {packageVersion} from '../../package.js'
import type {FileWriter} from '../formats/file-writer.js'
import {type Facts, type RecordColumn, recordColumns, recordTable, type Table} from '../formats/table.js'
import {GzipWriter, writers} from '../formats/writers.js'
import type {Layout} from '../records/layout.js'
import {layoutOf} from '../records/sources.js'
import type {ExportQuery} from './files/manifest.js'

/** What rows of a table say beside what other exports have: each stands for itself, wherever it is moved to. */
const tableFacts: (keyof Facts)[] = ['site', 'partner_id', 'detail', 'is_final']

/** What the name of a partition's folder says: engines refuse it, or see no partition, where files have it as well. */
const PARTITION = 'bill_cycle'

/** The columns of an export, or where it is a partition of a table those of its files. */
function columnsOf(query: ExportQuery, layout: Layout, isPartition: boolean): RecordColumn[] {
  const columns = recordColumns(
    layout,
    query.focus ? undefined : query.columns,
    query.format === 'parquet' ? tableFacts : [],
  )
  return isPartition ? columns.filter(({name}) => name !== PARTITION) : columns
}

async function tableOf(
  query: ExportQuery,
  layout: Layout,
  columns: RecordColumn[],
  units: Record<string, string>,
): Promise<Table> {
  if (!query.focus) return recordTable(columns, layout)
  const {focusTable} = await import('../formats/focus/focus.js')
  return focusTable(layout, {...query.focus, units}, query.columns)
}

/** Throws `usage` where a query asks for columns that its records do not have, or for no other than the partition. */
export async function checkColumns(query: ExportQuery, isPartition: boolean): Promise<void> {
  const layout = layoutOf(query.source)
  const {columns} = await tableOf(query, layout, columnsOf(query, layout, isPartition), {})
  if (columns.length > 0) return
  throw usage(
    `${PARTITION} is the name of the folder in a table, and no column of its files`,
    'Name another column, too',
  )
}

/**
 * A writer of one file of an export, or of a partition of a table. `units` are the names of measurement units, which
 * FOCUS needs.
 */
export async function newWriter(
  query: ExportQuery,
  layout: Layout,
  units: Record<string, string>,
  isPartition = false,
): Promise<FileWriter> {
  const columns = columnsOf(query, layout, isPartition)
  const table = await tableOf(query, layout, columns, units)
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
      'partnerctl.schema': '2',
    },
  })
  return query.gzip ? new GzipWriter(writer) : writer
}

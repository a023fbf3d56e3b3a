// From what was asked for to the writer of a file.
import {packageVersion} from '../../package.js'
import type {FileWriter} from '../formats/file-writer.js'
import {type Facts, type RecordColumn, recordColumns, recordTable} from '../formats/table.js'
import {GzipWriter, writers} from '../formats/writers.js'
import type {Layout} from '../records/layout.js'
import type {ExportQuery} from './files/manifest.js'

/** What rows of a table say beside what other exports have: each stands for itself, wherever it is moved to. */
const tableFacts: (keyof Facts)[] = ['site', 'partner_id', 'detail', 'is_final']

export const columnsOf = (query: Pick<ExportQuery, 'format' | 'columns'>, layout: Layout): RecordColumn[] =>
  recordColumns(layout, query.columns, query.format === 'parquet' ? tableFacts : [])

/** A writer of one file of an export. `units` are the names of measurement units, which FOCUS needs. */
export async function newWriter(
  query: ExportQuery,
  layout: Layout,
  units: Record<string, string>,
): Promise<FileWriter> {
  const columns = columnsOf(query, layout)
  const table = query.focus
    ? (await import('../formats/focus/focus.js')).focusTable(layout, {...query.focus, units})
    : recordTable(columns)
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

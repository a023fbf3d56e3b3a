// From what was asked for to the writer of a file.
import type {Layout} from '../layout.js'
import type {ExportQuery} from '../manifest.js'
import {type FileWriter, formats, GzipWriter} from './format.js'
import {recordColumns, recordTable} from './table.js'

/** A writer of one file of an export. */
export async function newWriter(query: ExportQuery, layout: Layout): Promise<FileWriter> {
  const columns = recordColumns(layout, query.columns)
  const writer = await formats[query.format]!.writer({
    columns,
    whole: query.columns === undefined,
    table: recordTable(columns),
    bom: query.bom,
    excel: query.excel,
  })
  return query.gzip ? new GzipWriter(writer) : writer
}

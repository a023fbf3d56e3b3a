// The columns of a row group in the file: what was encoded already is copied.
import type {ColumnChunk, RowGroup} from 'hyparquet'
import type {ByteWriter, ParquetWriter} from 'hyparquet-writer'
import type {ColumnCells} from './column-cells.js'
import type {ParquetValue} from './values.js'

/** A column that stands in the file, or stood there in an earlier group. */
interface Encoded {
  chunk: ColumnChunk
  bytes: Uint8Array
}

/** Columns with one value that are remembered from group to group. */
const REMEMBERED = 1000

/**
 * Writes columns with the library, one at a time. Of a hundred columns most have one value in all rows of a group, and
 * others have what another column has: their bytes are copied, which takes a fraction of the time and gives the same
 * file.
 */
export class ColumnChunks {
  /** Columns with one value, by what their bytes depend on. */
  readonly #constant = new Map<string, Encoded>()

  constructor(
    readonly parquet: ParquetWriter,
    readonly bytes: ByteWriter,
  ) {}

  /**
   * Makes a row group of the columns' first rows. `isSearched` columns have their smallest and largest value in the
   * footer.
   */
  write(columns: readonly ColumnCells[], rows: number, isSearched: (cells: ColumnCells) => boolean): void {
    const start = this.bytes.offset
    const written = new Map<string, {cells: ColumnCells; chunk: ColumnChunk}[]>()
    const chunks = columns.map(cells => {
      const searched = isSearched(cells)
      // Text and JSON are the same bytes.
      const kind = `${cells.column.type === 'json' ? 'text' : cells.column.type} ${searched}`
      if (cells.isConstant(rows))
        return this.#constantChunk(`${kind} ${rows} ${keyOf(cells.get(0))}`, cells, rows, searched)
      const alike = written.get(kind) ?? []
      written.set(kind, alike)
      const same = alike.find(other => other.cells.equals(cells, rows))
      if (same) return this.#copy({chunk: same.chunk, bytes: this.#bytesOf(same.chunk)}, cells)
      const chunk = this.#encode(cells, rows, searched)
      alike.push({cells, chunk})
      return chunk
    })
    const size = (of: 'total_compressed_size' | 'total_uncompressed_size') =>
      chunks.reduce((sum, chunk) => sum + chunk.meta_data![of], 0n)
    this.parquet.row_groups.push({
      columns: chunks,
      total_byte_size: size('total_uncompressed_size'),
      num_rows: BigInt(rows),
      total_compressed_size: BigInt(this.bytes.offset - start),
    } satisfies RowGroup)
    this.parquet.num_rows += BigInt(rows)
  }

  #constantChunk(key: string, cells: ColumnCells, rows: number, searched: boolean): ColumnChunk {
    const known = this.#constant.get(key)
    if (known) return this.#copy(known, cells)
    const chunk = this.#encode(cells, rows, searched)
    if (this.#constant.size === REMEMBERED) this.#constant.clear()
    this.#constant.set(key, {chunk, bytes: this.#bytesOf(chunk).slice()})
    return chunk
  }

  /** Lets the library write a group of this column alone, and takes the column out of the group. */
  #encode(cells: ColumnCells, rows: number, statistics: boolean): ColumnChunk {
    const {parquet} = this
    const before = parquet.num_rows
    const data = cells.values(rows) as never[]
    parquet.write({columnData: [{name: cells.column.name, data, offsetIndex: false, statistics}], rowGroupSize: rows})
    parquet.pendingIndexes.length = 0
    parquet.num_rows = before
    return parquet.row_groups.pop()!.columns[0]!
  }

  #bytesOf({file_offset, meta_data}: ColumnChunk): Uint8Array {
    const {buffer, index, offset} = this.bytes
    return new Uint8Array(buffer, Number(file_offset) - (offset - index), Number(meta_data!.total_compressed_size))
  }

  #copy({chunk, bytes}: Encoded, {column}: ColumnCells): ColumnChunk {
    const moved = BigInt(this.bytes.offset) - chunk.file_offset
    const meta = chunk.meta_data!
    this.bytes.appendBytes(bytes)
    return {
      ...chunk,
      file_offset: chunk.file_offset + moved,
      meta_data: {
        ...meta,
        path_in_schema: [column.name],
        data_page_offset: meta.data_page_offset + moved,
        dictionary_page_offset: meta.dictionary_page_offset && meta.dictionary_page_offset + moved,
      },
    }
  }
}

/** Values that are told apart: a text is never taken for nothing, or for a number. */
const keyOf = (value: ParquetValue): string => `${typeof value} ${value}`

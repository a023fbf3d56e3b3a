// The columns of a row group in the file: what was encoded already is copied.
import type {ColumnChunk, RowGroup, SchemaElement} from 'hyparquet'
import type {ByteWriter} from 'hyparquet-writer'
import type {ColumnCells} from './column-cells.js'
import {type PageParts, writeChunk} from './parquet-pages.js'
import type {ParquetValue} from './values.js'

/** A column that stands in the file, or stood there in an earlier group. */
interface Encoded {
  chunk: ColumnChunk
  bytes: Uint8Array
}

/** Columns with one value that are remembered from group to group. */
const REMEMBERED = 1000

/**
 * Writes columns one at a time. Of a hundred columns most have one value in all rows of a group, and others have what
 * another column has: their bytes are copied, which takes a fraction of the time and gives the same file.
 */
export class ColumnChunks {
  /** Columns with one value, by what their bytes depend on. */
  readonly #constant = new Map<string, Encoded>()

  /** `elements` are those of the columns, in their order. */
  constructor(
    readonly library: PageParts,
    readonly bytes: ByteWriter,
    readonly elements: readonly SchemaElement[],
  ) {}

  /** Makes a row group of the columns' first rows. */
  write(columns: readonly ColumnCells[], rows: number): RowGroup {
    const start = this.bytes.offset
    const written = new Map<string, {cells: ColumnCells; chunk: ColumnChunk}[]>()
    const chunks = columns.map((cells, i) => {
      const element = this.elements[i]!
      // Text and JSON are the same bytes.
      const kind = cells.column.type === 'json' ? 'text' : cells.column.type
      if (cells.isConstant(rows)) {
        return this.#constantChunk(`${kind} ${rows} ${keyOf(cells.get(0))}`, element, cells, rows)
      }
      const alike = written.get(kind) ?? []
      written.set(kind, alike)
      const same = alike.find(other => other.cells.equals(cells, rows))
      if (same) return this.#copy({chunk: same.chunk, bytes: this.#bytesOf(same.chunk)}, element)
      const chunk = this.#encode(element, cells, rows)
      alike.push({cells, chunk})
      return chunk
    })
    const size = (of: 'total_compressed_size' | 'total_uncompressed_size') =>
      chunks.reduce((sum, chunk) => sum + chunk.meta_data![of], 0n)
    return {
      columns: chunks,
      total_byte_size: size('total_uncompressed_size'),
      num_rows: BigInt(rows),
      file_offset: BigInt(start),
      total_compressed_size: size('total_compressed_size'),
    }
  }

  #constantChunk(key: string, element: SchemaElement, cells: ColumnCells, rows: number): ColumnChunk {
    const known = this.#constant.get(key)
    if (known) return this.#copy(known, element)
    const chunk = this.#encode(element, cells, rows)
    if (this.#constant.size === REMEMBERED) this.#constant.clear()
    this.#constant.set(key, {chunk, bytes: this.#bytesOf(chunk).slice()})
    return chunk
  }

  #encode(element: SchemaElement, cells: ColumnCells, rows: number): ColumnChunk {
    return writeChunk(this.library, this.bytes, element, cells.dictionary(rows))
  }

  #bytesOf({file_offset, meta_data}: ColumnChunk): Uint8Array {
    const {buffer, index, offset} = this.bytes
    return new Uint8Array(buffer, Number(file_offset) - (offset - index), Number(meta_data!.total_compressed_size))
  }

  #copy({chunk, bytes}: Encoded, {name}: SchemaElement): ColumnChunk {
    const moved = BigInt(this.bytes.offset) - chunk.file_offset
    const meta = chunk.meta_data!
    this.bytes.appendBytes(bytes)
    return {
      ...chunk,
      file_offset: chunk.file_offset + moved,
      meta_data: {
        ...meta,
        path_in_schema: [name],
        data_page_offset: meta.data_page_offset + moved,
        dictionary_page_offset: meta.dictionary_page_offset && meta.dictionary_page_offset + moved,
      },
    }
  }
}

/** Values that are told apart: a text is never taken for nothing, or for a number. */
const keyOf = (value: ParquetValue): string => `${typeof value} ${value}`

// The writers of an export, one a format: how rows become a file.
import {gzipSync} from 'node:zlib'
import {BOM} from '../../csv.js'
import type {RecordPage} from '../records/record-page.js'
import {CsvRecords, CsvTable, csvHeading} from './csv.js'
import type {FileWriter} from './file-writer.js'
import type {FormatName} from './formats.js'
import {JsonRecords} from './json.js'
import {Output} from './output.js'
import type {Facts, RecordColumn, Table} from './table.js'

export interface FormatOptions {
  /** What an ordinary export writes. */
  columns: readonly RecordColumn[]
  /** Every column in its own order. */
  whole: boolean
  /** What is written instead, for formats that are made from values. */
  table: Table
  bom: boolean
  excel: boolean
  wide: boolean
  /** What a file says of itself, in formats that have a place for it. */
  metadata: Record<string, string>
}

interface Writing {
  /** Rows and requests after which a checkpoint is made: the work that a power cut can cost. */
  checkpoint: {rows: number; requests: number}
  /** Rows after which another file is begun. */
  rowsPerFile?: number
  writer(options: FormatOptions): Promise<FileWriter> | FileWriter
}

const LF = 10
const COMMA = 44

const plain = {checkpoint: {rows: 20_000, requests: 200}}

/** Rows of a row group, which wait in memory, and of a file: 5 and 100 MB where every record has ids of its own. */
const columnar: Writing = {
  checkpoint: {rows: 50_000, requests: 2000},
  rowsPerFile: 1_000_000,
  writer: async options => (await import('./parquet.js')).parquetFile(options),
}

export const writers: Record<FormatName, Writing> = {
  csv: {
    ...plain,
    writer: options => {
      const records = new CsvRecords(options.columns, options.excel)
      const heading = `${options.bom ? BOM : ''}${csvHeading(options.columns)}`
      return new PlainWriter(heading, '', (page, from, to, facts, output) =>
        records.write(page, from, to, facts, output),
      )
    },
  },
  jsonl: {
    ...plain,
    writer: options => {
      const records = new JsonRecords(options.columns, options.whole)
      return new PlainWriter('', '', (page, from, to, facts, output) => {
        for (let row = from; row < to; row++) {
          records.write(page, row, facts, output)
          output.byte(LF)
        }
      })
    },
  },
  json: {
    ...plain,
    writer: options => {
      const records = new JsonRecords(options.columns, options.whole)
      return new PlainWriter('[', '\n]\n', (page, from, to, facts, output, first) => {
        for (let row = from; row < to; row++) {
          if (!first || row > from) output.byte(COMMA)
          output.byte(LF)
          records.write(page, row, facts, output)
        }
      })
    },
  },
  'focus-csv': {
    ...plain,
    writer: options => {
      const records = new CsvTable(options.table, options.excel)
      const heading = `${options.bom ? BOM : ''}${csvHeading(options.table.columns)}`
      return new PlainWriter(heading, '', (page, from, to, facts, output) =>
        records.write(page, from, to, facts, output),
      )
    },
  },
  parquet: columnar,
  'focus-parquet': columnar,
  xlsx: {...plain, writer: async options => new (await import('./xlsx.js')).XlsxFile(options.table)},
}

type WriteRows = (page: RecordPage, from: number, to: number, facts: Facts, output: Output, first: boolean) => void

/** A format in which every row stands for itself. */
class PlainWriter implements FileWriter {
  readonly #output = new Output()
  #empty = true

  constructor(
    readonly heading: string,
    readonly ending: string,
    readonly rows: WriteRows,
  ) {}

  start(): void {
    this.#output.text(this.heading)
  }

  write(page: RecordPage, from: number, to: number, facts: Facts): void {
    if (from === to) return
    this.rows(page, from, to, facts, this.#output, this.#empty)
    this.#empty = false
  }

  flush(): Uint8Array {
    return this.#output.take()
  }

  finish(): Uint8Array {
    this.#output.text(this.ending)
    return this.#output.take()
  }

  state(): unknown {
    return {empty: this.#empty}
  }

  restore(state: unknown): void {
    this.#output.take()
    this.#empty = (state as {empty: boolean}).empty
  }
}

/**
 * Bytes that are packed together: the file is a chain of gzip members, one after the other, which every unpacker reads
 * as one.
 */
const MEMBER = 4 << 20

/** Packs another writer's bytes. */
export class GzipWriter implements FileWriter {
  readonly #pending = new Output()
  readonly #packed = new Output()
  #empty = true

  constructor(readonly inner: FileWriter) {}

  /** The heading is a member of its own, so that files can be joined without it. */
  start(): void {
    this.inner.start()
    this.#pending.append(this.inner.flush(false))
    if (this.#pending.length > 0) this.#pack()
  }

  write(page: RecordPage, from: number, to: number, facts: Facts): void {
    this.inner.write(page, from, to, facts)
  }

  flush(cut: boolean): Uint8Array {
    this.#pending.append(this.inner.flush(cut))
    if (this.#pending.length >= (cut ? 1 : MEMBER)) this.#pack()
    return this.#packed.take()
  }

  finish(): Uint8Array {
    this.#pending.append(this.inner.finish())
    if (this.#pending.length > 0 || this.#empty) this.#pack()
    return this.#packed.take()
  }

  state(): unknown {
    return {inner: this.inner.state(), empty: this.#empty}
  }

  restore(state: unknown): void {
    const {inner, empty} = state as {inner: unknown; empty: boolean}
    this.#pending.take()
    this.#packed.take()
    this.#empty = empty
    this.inner.restore(inner)
  }

  #pack(): void {
    this.#packed.append(gzipSync(this.#pending.take()))
    this.#empty = false
  }
}

// Columns that are copied instead of written again: the file is the one that every column written by itself makes.
import {ByteWriter} from 'hyparquet-writer'
import {describe, expect, it} from 'vitest'
import {ColumnCells} from '../../../src/bills/formats/column-cells.js'
import {ColumnChunks} from '../../../src/bills/formats/column-chunks.js'
import {loadLibrary, schemaOf} from '../../../src/bills/formats/parquet.js'
import {writeChunk} from '../../../src/bills/formats/parquet-pages.js'
import type {TableType} from '../../../src/bills/formats/table.js'
import {MadeCells} from '../../../src/bills/records/columns.js'
import {random} from '../../support/bill-pages.js'

type Texts = (row: number) => string | undefined

const next = random(7)
const ids = Array.from({length: 3000}, () => String(next()))
const twice: Texts = row => `${row % 7}.5`

/** Columns with one value, with nothing, with what others have, and with much. */
const columns: [name: string, type: TableType, texts: Texts][] = [
  ['id', 'text', row => ids[row]],
  ['currency', 'text', () => 'USD'],
  ['empty', 'text', () => undefined],
  ['empty_too', 'text', () => undefined],
  ['no_json', 'json', () => undefined],
  ['no_amount', 'money', () => undefined],
  ['empty_text', 'text', () => ''],
  ['undefined', 'text', () => 'undefined'],
  ['same_id', 'text', row => ids[row]],
  ['other_id', 'text', row => (row === 1500 ? 'other' : ids[row])],
  ['amount', 'money', twice],
  ['cost', 'money', twice],
  ['amount_as_text', 'text', twice],
  ['usage', 'quantity', twice],
  ['currency_late', 'text', row => (row < 2 ? undefined : 'USD')],
  ['json', 'json', () => 'USD'],
  ['zero', 'money', () => '0E-8'],
  ['zero_integer', 'integer', () => '0'],
  ['day', 'date', () => '2026-09-01'],
]

const [, ...elements] = schemaOf(
  columns.map(([name, type]) => ({name, type})),
  false,
)

describe('row groups', () => {
  it('are those of columns that are written one after the other, byte for byte', async () => {
    const library = await loadLibrary()
    const [copied, written] = [new ByteWriter(), new ByteWriter()]
    const chunks = new ColumnChunks(library, copied, elements)
    const cells = columns.map(([name, type]) => new ColumnCells({name, type}, false))
    for (const rows of [3000, 1, 500, 3000, 500]) {
      for (const [i, [, , texts]] of columns.entries()) {
        const made = new MadeCells()
        made.begin(rows)
        for (let row = 0; row < rows; row++) made.ids[row] = made.number(texts(row))
        cells[i]!.add(made, rows, 0, (_, text) => expect.unreachable(text))
      }
      const group = chunks.write(cells, rows)
      const alone = cells.map((column, i) => writeChunk(library, written, elements[i]!, column.dictionary(rows)))
      expect(group.columns).toEqual(alone)
      for (const one of cells) one.clear()
    }
    expect(Buffer.from(copied.getBytes()).equals(written.getBytes())).toBe(true)
  })
})

// Columns that are copied instead of written again: the file is the one that the library makes of all columns at once.
import type {SchemaElement} from 'hyparquet'
import {ByteWriter, ParquetWriter} from 'hyparquet-writer'
import {describe, expect, it} from 'vitest'
import {ColumnCells} from '../../../src/bills/formats/column-cells.js'
import {ColumnChunks} from '../../../src/bills/formats/column-chunks.js'
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

const schema: SchemaElement[] = [
  {name: 'root', num_children: columns.length},
  ...columns.map(([name, type]): SchemaElement => {
    const element = {name, repetition_type: 'OPTIONAL'} as const
    if (type === 'money' || type === 'quantity') {
      return {...element, type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 8}
    }
    if (type === 'integer') return {...element, type: 'INT64'}
    if (type === 'date') return {...element, type: 'INT32', converted_type: 'DATE'}
    return {...element, type: 'BYTE_ARRAY', converted_type: 'UTF8'}
  }),
]

describe('row groups', () => {
  it('are those of the library, byte for byte', () => {
    const [ours, theirs] = [new ByteWriter(), new ByteWriter()]
    const parquet = new ParquetWriter({writer: ours, schema})
    const chunks = new ColumnChunks(parquet, ours)
    const whole = new ParquetWriter({writer: theirs, schema})
    const isSearched = (name: string) => name !== 'same_id' && name !== 'empty_too'
    const cells = columns.map(([name, type]) => new ColumnCells({name, type}, false))
    for (const rows of [3000, 1, 500, 3000, 500]) {
      columns.forEach(([, , texts], i) => {
        const made = new MadeCells()
        made.begin(rows)
        for (let row = 0; row < rows; row++) made.ids[row] = made.number(texts(row))
        cells[i]!.add(made, rows, 0, (_, text) => expect.unreachable(text))
      })
      chunks.write(cells, rows, ({column}) => isSearched(column.name))
      whole.write({
        columnData: cells.map(({column}, i) => ({
          name: column.name,
          data: cells[i]!.values(rows) as never[],
          offsetIndex: false,
          statistics: isSearched(column.name),
        })),
        rowGroupSize: rows,
      })
      whole.pendingIndexes.length = 0
      for (const one of cells) one.clear()
    }
    parquet.finish()
    whole.finish()
    expect(parquet.row_groups).toEqual(whole.row_groups)
    expect(Buffer.from(ours.getBytes()).equals(theirs.getBytes())).toBe(true)
  })
})

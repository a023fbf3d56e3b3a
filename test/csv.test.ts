// CSV that goes out comes in again.
import {parse} from 'csv-parse/sync'
import {describe, expect, it} from 'vitest'
import {csvLine, csvLines, csvRows, harmless, unharmed} from '../src/csv.js'
import {random} from './support/records.js'

const cells = [
  '',
  'a',
  'a,b',
  '"',
  'say "so"',
  'line\r\nbreak',
  'line\nfeed',
  '\n',
  'carriage\rreturn',
  '客户',
  '=1+1',
  '-5',
  '+7',
  '@x',
  "'",
  "'=x",
  '-cmd',
  ' a ',
  '\ttab',
  '1e5',
  '\uFEFF',
]

async function read(pieces: (string | Buffer)[]): Promise<string[][]> {
  const rows: string[][] = []
  for await (const some of csvRows(pieces)) rows.push(...some)
  return rows
}

describe('CSV', () => {
  it('makes the same line as the library', () => {
    for (const row of [cells, ['a'], [''], ['', '']]) expect(csvLine(row)).toBe(csvLines([row]))
  })

  it('is to another reader what it was', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const next = random(seed)
      const width = 1 + Math.floor(next() * 4)
      const rows = Array.from({length: 20}, () =>
        Array.from({length: width}, () => cells[Math.floor(next() * cells.length)]!),
      )
      expect(parse(csvLines(rows))).toEqual(rows.map(row => row.map(harmless)))
      expect(csvLines(rows)).toBe(rows.map(csvLine).join(''))
    }
  })

  it('keeps a last row that ends with a delimiter, and a lone empty cell', async () => {
    expect(await read(['a,b\n1,'])).toEqual([
      ['a', 'b'],
      ['1', ''],
    ])
    expect(await read(['a\r\n""\r\nb\r\n'])).toEqual([['a'], [''], ['b']])
  })

  it('comes back as it went out, however it is cut', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = random(seed)
      const rows = Array.from({length: 8}, () =>
        Array.from({length: 5}, () => cells[Math.floor(next() * cells.length)]!),
      )
      const bytes = Buffer.from(rows.map(row => csvLine(['x', ...row])).join(''))
      const pieces: Buffer[] = []
      for (let at = 0; at < bytes.length; ) {
        const end = at + 1 + Math.floor(next() * 9)
        pieces.push(bytes.subarray(at, end))
        at = end
      }
      expect(await read(pieces)).toEqual(rows.map(row => ['x', ...row.map(harmless)]))
    }
  })

  it('takes an apostrophe away only where it was put', () => {
    for (const cell of cells.filter(one => one !== "'=x")) expect(unharmed(harmless(cell))).toBe(cell)
  })

  it('reads LF, a byte order mark and a last line without an end', async () => {
    expect(await read(['\uFEFFa,b\n\n1,\n', '2,3'])).toEqual([
      ['a', 'b'],
      ['1', ''],
      ['2', '3'],
    ])
  })

  it('refuses a quote that is never closed', async () => {
    await expect(read(['a,"b\n'])).rejects.toThrow('not closed')
  })
})

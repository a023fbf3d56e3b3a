// Rows of a table where they lie: the same rows in whatever pieces the bytes come.
import {parse} from 'csv-parse/sync'
import {expect, it} from 'vitest'
import {CsvScanner} from '../../../src/bills/read/csv-scanner.js'

async function* pieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** The rows of a text; `page` rows are held before they are looked at. */
async function rowsOf(text: string, size: number, page = 1): Promise<string[][]> {
  const scanner = new CsvScanner(pieces(Buffer.from(text), size))
  const rows: string[][] = []
  if (!(await scanner.open())) return rows
  let places: {start: number; end: number}[][] = []
  const take = () => {
    const {bytes} = scanner
    rows.push(...places.map(row => row.map(({start, end}) => bytes.toString('utf8', start, end).replaceAll('""', '"'))))
    places = []
    scanner.release()
  }
  for (;;) {
    if (scanner.next()) {
      const {starts, ends, cells} = scanner
      if (cells > 0) places.push(Array.from({length: cells}, (_, i) => ({start: starts[i]!, end: ends[i]!})))
      if (places.length < page) continue
    } else if (await scanner.more()) continue
    else if (places.length === 0) return rows
    take()
  }
}

const hostile = [
  '',
  'a',
  'a,b',
  'say "hi"',
  'line\nfeed',
  'cr\r\nlf',
  ' blank ',
  '客户',
  '😀',
  '""',
  '1.50',
  `'=x`,
  '\t',
]

it.each([',', ';', '\t', '|'])(
  'gives the rows that csv-parse gives, in pieces of any size, parted by %j',
  async delimiter => {
    const quoted = (cell: string, always: boolean) =>
      always || cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
    for (const eol of ['\n', '\r\n']) {
      const lines = hostile.flatMap((_, i) =>
        [true, false].map(always =>
          [`id ${i}`, ...hostile.map((_, k) => hostile[(i * k) % hostile.length]!)]
            .map(cell => quoted(cell, always))
            .join(delimiter),
        ),
      )
      const heading = ['id', ...hostile.map((_, k) => `h${k}`)].join(delimiter)
      const text = [heading, ...lines, ''].join(eol)
      const expected = parse(text, {delimiter})
      for (const size of [1, 7, 1000, text.length]) {
        expect(await rowsOf(text, size, size % 5)).toEqual(expected)
        // Without a line end at its end.
        expect(await rowsOf(text.slice(0, -eol.length), size)).toEqual(expected)
      }
    }
  },
)

it('takes quotes for themselves in a cell that does not begin with one', async () => {
  expect(await rowsOf('a,b\n1,6" x ""y""\n2,5"\n', 3, 9)).toEqual([
    ['a', 'b'],
    ['1', '6" x ""y""'],
    ['2', '5"'],
  ])
})

it.each([
  ['a,b\n1,"2', 'row 2: a quoted cell does not end'],
  ['a,b\n1,2\n3,"4"5\n', 'row 3: something follows a quoted cell'],
  [`a,b\n1,"${'x'.repeat((1 << 24) + (1 << 20))}`, 'row 2 does not end'],
])('refuses what is no table: %.20j', async (text, message) => {
  await expect(rowsOf(text, 1 << 18)).rejects.toThrow(message)
})

it('keeps texts that stand in no cell until the rows are released, wherever there is room', async () => {
  const text = `a,b\n${'1,2\n'.repeat(5000)}`
  const scanner = new CsvScanner(pieces(Buffer.from(text), 700))
  await scanner.open()
  const put: [number, string][] = []
  const seen: string[] = []
  for (;;) {
    if (scanner.next()) {
      seen.push(scanner.text(1))
      const said = `text number ${scanner.number}`
      put.push([scanner.put(said), said])
    } else if (!(await scanner.more())) break
  }
  expect(seen).toEqual(['b', ...Array.from({length: 5000}, () => '2')])
  for (const [start, said] of put) expect(scanner.bytes.toString('utf8', start, start + said.length)).toBe(said)
})

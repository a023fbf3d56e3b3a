// Cells of a CSV file as their text.
import {expect, it} from 'vitest'
import {csvPages} from '../../../src/bills/read/csv-pages.js'
import {Layout} from '../../../src/bills/records/layout.js'

it.each([
  ['"=""0123"""', '0123'],
  ['="0123"', '0123'],
  ['"=HYPERLINK(""a"",""b"")"', '=HYPERLINK("a","b")'],
  ['"=""a""&""b"""', '="a"&"b"'],
  ['"=""a"",""b"""', '="a","b"'],
])('a wrapping is taken away where it is the whole cell: %s', async (cell, expected) => {
  async function* file() {
    yield Buffer.from(`id,account_name\n1,${cell}\n`)
  }
  const texts: string[] = []
  const layout = () =>
    new Layout('res-fee-records', [
      {name: 'id', type: 'text'},
      {name: 'account_name', type: 'text'},
    ])
  for await (const page of csvPages(file(), layout)) texts.push(page.text(0, 1))
  expect(texts).toEqual([expected])
})

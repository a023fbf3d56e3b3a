import {describe, expect, it} from 'vitest'
import {type OutputSettings, writeRecord, writeRows} from '../../../src/cli/output/output.js'
import {TablePrinter} from '../../../src/cli/output/table.js'
import type {Column, View} from '../../../src/cli/output/view.js'
import {Decimal} from '../../../src/decimal.js'

interface Row {
  name: string
  amount: Decimal
  state: string
}

const view: View<Row> = {
  columns: [
    {name: 'name'},
    {name: 'amount', align: 'right', text: row => row.amount.toDisplay()},
    {name: 'state', text: row => (row.state === '1' ? 'frozen' : 'free')},
    {name: 'extra', extra: true, value: row => row.name.length},
  ],
}
const rows: Row[] = [
  {name: '=cmd()', amount: Decimal.parse('26.97368100'), state: '1'},
  {name: '安第斯\u001b[31m red', amount: Decimal.parse('-3.50'), state: '0'},
  {name: 'a,"b"\nc', amount: Decimal.parse('0E-8'), state: '1'},
]
const base: OutputSettings = {format: 'table', heading: true, bom: false}

async function printed(settings: Partial<OutputSettings>, data: Row[] = rows): Promise<string> {
  let text = ''
  const sink = {
    write: async (piece: string) => {
      text += piece
    },
  }
  await writeRows(data, view, {...base, ...settings}, sink)
  return text
}

describe('a table on a narrow terminal', () => {
  const columns: Column<Record<string, string>>[] = [
    {name: 'order_id'},
    {name: 'customer_id', text: row => row.account_name!},
    {name: 'kind'},
    {name: 'nothing'},
    {name: 'about', kind: 'text'},
    {name: 'amount', align: 'right'},
    {name: 'currency'},
    {name: 'time', label: 'TIME (UTC)'},
  ]
  const spare = ['kind']
  const row = {
    order_id: 'CS2611171731WDEDC',
    customer_id: '09c3632b2a8050aa0fe6c09e0fa8c360',
    account_name: 'cedar-media-0r',
    kind: 'renewal',
    nothing: '',
    about: 'a text of several words',
    amount: '1,200.00',
    currency: 'USD',
    time: '2026-11-17T09:31:02Z',
  }
  const [id, name, sum] = [row.order_id, row.account_name, row.amount]
  const at = async (width: number, more: object = {}) => {
    const printer = new TablePrinter(columns, {width, color: false, heading: true, spare, ...more})
    const lines = (await printer.print([row])).split('\n')
    return {lines, cells: lines[1]!.split(/ {2,}/), hidden: printer.hidden}
  }

  it('gives up seconds, then empty columns, the end of texts, what can be spared, the time of day, one currency', async () => {
    const minutes = '2026-11-17 09:31'
    const short = expect.stringMatching(/^a text of.*…$/)
    expect((await at(140)).cells).toEqual([id, name, 'renewal', row.about, sum, 'USD', row.time])
    expect((await at(115)).cells).toEqual([id, name, 'renewal', row.about, sum, 'USD', minutes])
    const narrower = await at(110)
    expect([narrower.cells, narrower.hidden]).toEqual([
      [id, name, 'renewal', row.about, sum, 'USD', minutes],
      ['nothing'],
    ])
    expect((await at(100)).cells).toEqual([id, name, 'renewal', short, sum, 'USD', minutes])
    const spared = await at(92)
    expect([spared.cells, spared.hidden]).toEqual([
      [id, name, short, sum, 'USD', minutes],
      ['kind', 'nothing'],
    ])
    expect((await at(84)).cells).toEqual([id, name, short, sum, 'USD', '2026-11-17'])
    const least = await at(77)
    expect(least.lines[0]).toMatch(/^ORDER ID +CUSTOMER ID +ABOUT +AMOUNT \(USD\) +TIME$/)
    expect(least.cells).toEqual([id, name, short, sum, '2026-11-17'])
  })

  it('writes rows as records where even that is too wide, and below 60 columns', async () => {
    for (const width of [70, 55, 40, 20]) {
      const {lines, hidden} = await at(width)
      expect([lines[0], lines[1], lines[5], hidden]).toEqual([
        'ORDER ID     CS2611171731WDEDC',
        'CUSTOMER ID  cedar-media-0r',
        'AMOUNT       1,200.00',
        [],
      ])
    }
    expect((await at(100, {spare: []})).hidden).toEqual([])
  })

  it('never cuts an id, an amount or a name of a later portion', async () => {
    const printer = new TablePrinter(columns, {width: 140, color: false, heading: true, spare})
    await printer.print([row])
    const later = {...row, order_id: `${id}-${id}`, amount: '1,234,567,890.12345678'}
    const text = await printer.print([later])
    expect(text).toContain(later.order_id)
    expect(text).toContain(later.amount)
  })
})

describe('rows', () => {
  it('in a pipe are tab-separated, whole, and free of escape sequences', async () => {
    expect(await printed({})).toBe(
      'NAME\tAMOUNT\tSTATE\n=cmd()\t26.973681\tfrozen\n安第斯 red\t-3.50\tfree\na,"b" c\t0.00\tfrozen\n',
    )
  })

  it('as CSV keep digits and codes, are quoted, and run no formula', async () => {
    expect(await printed({format: 'csv', bom: true})).toBe(
      '\uFEFFname,amount,state\r\n\'=cmd(),26.97368100,1\r\n安第斯\u001b[31m red,-3.50,0\r\n"a,""b""\nc",0E-8,1\r\n',
    )
  })

  it('as JSON keep the digits of numbers', async () => {
    expect(await printed({format: 'json', columns: 'amount'})).toBe(
      '[\n  {\n    "amount": 26.97368100\n  },\n  {\n    "amount": -3.50\n  },\n  {\n    "amount": 0E-8\n  }\n]\n',
    )
    expect(await printed({format: 'json'}, [])).toBe('[]\n')
    expect(await printed({format: 'jsonl', columns: 'amount,state'})).toBe(
      '{"amount":26.97368100,"state":"1"}\n{"amount":-3.50,"state":"0"}\n{"amount":0E-8,"state":"1"}\n',
    )
  })

  it('as YAML keep the digits, too', async () => {
    expect(await printed({format: 'yaml', columns: 'amount'})).toBe(
      '- amount: 26.97368100\n- amount: -3.50\n- amount: 0E-8\n',
    )
  })

  it('are filtered by value or label and sorted by exact value', async () => {
    expect(await printed({format: 'csv', columns: 'amount', filter: ['state=frozen'], heading: false})).toBe(
      '26.97368100\r\n0E-8\r\n',
    )
    expect(await printed({format: 'csv', columns: 'amount', sort: '-amount', heading: false})).toBe(
      '26.97368100\r\n0E-8\r\n-3.50\r\n',
    )
    expect(await printed({format: 'csv', columns: 'amount', filter: ['amount>0'], heading: false})).toBe(
      '26.97368100\r\n',
    )
  })

  it('are cut out by a JMESPath expression', async () => {
    expect(await printed({query: '[?state==`"0"`].name | [0]'})).toBe('安第斯 red\n')
    expect(await printed({format: 'json', query: '[].amount'})).toBe('[\n  26.97368100,\n  -3.50,\n  0E-8\n]\n')
  })

  it('are CSV as they were cut out, where they are objects without anything in them', async () => {
    const query = (expression: string, more = {}) => printed({format: 'csv', query: expression, ...more})
    expect(await query('[].{who: name, "how much": amount}')).toBe(
      'who,how much\r\n\'=cmd(),26.97368100\r\n安第斯\u001b[31m red,-3.50\r\n"a,""b""\nc",0E-8\r\n',
    )
    expect(await query('[1].{amount: amount, none: nothing}', {heading: false, bom: true})).toBe('\uFEFF-3.50,\r\n')
    expect(await query('[?name==`"x"`]')).toBe('')
    for (const expression of ['[].amount', '[].[name]', 'length(@)', '[].{row: @}', '{all: [].name}', '[0].amount'])
      await expect(query(expression)).rejects.toMatchObject({
        outcome: 'usage',
        message: expect.stringContaining('-o csv'),
      })
  })

  it('show columns in the wanted order, extra ones too', async () => {
    expect(await printed({columns: 'extra,name', heading: false}, rows.slice(0, 1))).toBe('6\t=cmd()\n')
    expect((await printed({columns: 'all'})).split('\n')[0]).toBe('NAME\tAMOUNT\tSTATE\tEXTRA')
  })

  it('name the columns there are when one is wrong', async () => {
    await expect(printed({columns: 'nope'})).rejects.toMatchObject({
      outcome: 'usage',
      next: ['Columns: name, amount, state, extra'],
    })
    await expect(printed({filter: ['nope=1']})).rejects.toMatchObject({outcome: 'usage'})
    await expect(printed({sort: '-nope'})).rejects.toMatchObject({outcome: 'usage'})
    await expect(printed({query: '[?'})).rejects.toMatchObject({outcome: 'usage'})
  })
})

describe('a record', () => {
  it('is one field a line', async () => {
    let text = ''
    await writeRecord(rows[0]!, view, base, {
      write: async (piece: string) => {
        text += piece
      },
    })
    expect(text).toBe('name\t=cmd()\namount\t26.973681\nstate\tfrozen\n')
  })
})

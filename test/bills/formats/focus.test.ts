import {readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {categories, chargeCategory, inHuaweisWords} from '../../../src/bills/formats/focus/category.js'
import {focusColumns, leftOut} from '../../../src/bills/formats/focus/columns.js'
import {focusTable} from '../../../src/bills/formats/focus/focus.js'
import type {FocusRow} from '../../../src/bills/formats/focus/row.js'
import type {Facts, Table} from '../../../src/bills/formats/table.js'
import {PageReader} from '../../../src/bills/read/json-pages.js'
import {layoutOf} from '../../../src/bills/records/sources.js'
import {readModel, rulesBelow} from '../../../src/bills/validate/model.js'
import {pageJson} from '../../support/bill-pages.js'
import {cliJson, emptyHome} from '../../support/cli.js'
import {type Row, rowsOf} from '../../support/exported.js'
import {testSandbox} from '../../support/sandbox.js'

const facts: Facts = {
  bill_cycle: '2026-09',
  currency: 'USD',
  account_name: 'andes',
  site: 'intl',
  partner_id: 'p1',
  detail: 'detail',
  is_final: 'true',
}
const options = {dialect: 'spec', units: {'4': 'Hour', '17': 'GB'}, issuer: 'Huawei Cloud', account: 'Andes'} as const
const layout = layoutOf('res-fee-records')

const model = readModel()
const presence = rulesBelow(model, model.datasets.CostAndUsage!).filter(({check}) => check?.[0] === 'ColumnPresent')
/** The columns that FOCUS asks of everybody. */
const mandatoryColumns = presence
  .filter(({keyword, criteria}) => keyword === 'MUST' && criteria.length === 0)
  .map(({entity}) => entity)
  .sort()

describe('columns of FOCUS', () => {
  it('are those of version 1.4, made or left out', () => {
    const names = [...focusColumns.map(({name}) => name), ...leftOut.map(({name}) => name)]
    expect([names.length, new Set(names).size]).toEqual([65, 65])
    expect(focusColumns.map(({name}) => name)).toEqual(focusColumns.map(({name}) => name).sort())
    const mandatory = focusColumns.filter(({level}) => level === 'mandatory').map(({name}) => name)
    expect(mandatory).toEqual(mandatoryColumns)
  })

  it('read no field that they do not name', () => {
    const reader = new PageReader(layout, 'fee_records', 'total_count')
    const page = reader.read(Buffer.from(pageJson({seed: 3, rows: 200, hostile: true})))
    const unnamed = new Set<string>()
    for (const column of focusColumns) {
      for (let number = 0; number < page.rows; number++) {
        const get = (name: string) => {
          const place = layout.commonPlace(name)
          return place < 0 ? undefined : page.text(number, place) || undefined
        }
        const seen = (name: string) => {
          if (!column.from.includes(name)) unnamed.add(`${column.name}: ${name}`)
          return get(name)
        }
        const row: FocusRow = {
          get: seen,
          once: make => make(row),
          facts,
          options,
          get category() {
            return chargeCategory({get: seen}, 'spec')
          },
          get isCommitment() {
            return [seen('bill_type'), seen('charge_mode'), seen('resource_id')].length > 3
          },
        }
        column.make(row)
      }
    }
    expect([...unnamed]).toEqual([])
  })

  it('are the same whether they are made again for every row or not', () => {
    const reader = new PageReader(layout, 'fee_records', 'total_count')
    const table = focusTable(layout, options)
    for (let seed = 1; seed <= 20; seed++) {
      const page = reader.read(Buffer.from(pageJson({seed, rows: 50, hostile: seed % 2 > 0})))
      const known = {...facts, account_name: `account ${seed % 3}`}
      table.read(page, 0, page.rows, known)
      for (let row = 0; row < page.rows; row++) {
        const fresh = focusTable(layout, options)
        fresh.read(page, row, row + 1, known)
        expect(textsOf(table, row)).toEqual(textsOf(fresh, 0))
      }
    }
  })
})

const textsOf = ({cells}: Table, row: number) => cells.map(one => one.text(one.ids[row]!))

describe.each(['spec', 'huawei'] as const)('a messy month in the dialect %s', dialect => {
  let rows: Row[]
  beforeAll(async () => {
    const home = emptyHome()
    await testSandbox({scenario: 'messy', seed: 5, clock: '2026-11-10T03:00:00Z', validateResponses: false})
    const out = join(home, 'focus.csv')
    await cliJson([
      ...['bill', 'export', '--cycle', '2026-10', '--format', 'focus-csv', '--out', out, '--shard', '1/4'],
      ...['--focus-dialect', dialect, '--issuer', 'Andes Cloud', '--billing-account', 'Andes'],
    ])
    rows = await rowsOf(out)
  }, 60_000)

  it('has the mandatory columns, and what is not of FOCUS behind them, by names that say so', () => {
    const names = Object.keys(rows[0]!)
    expect(names).toEqual(expect.arrayContaining(mandatoryColumns))
    const own = names.findIndex(name => name.startsWith('x_'))
    expect(names.slice(own)).toEqual(names.filter(name => name.startsWith('x_')).sort())
    expect(names.slice(0, own)).toEqual(focusColumns.map(({name}) => name))
  })

  it('calls refunds what the dialect does, and names the issuer', () => {
    const refunds = rows.filter(row => row.x_BillType === '4' || row.x_BillType === '24' || row.x_BillType === '20')
    expect(refunds.length).toBeGreaterThan(0)
    const expected = dialect === 'spec' ? 'Purchase' : 'Adjustment'
    expect(new Set(refunds.map(row => row.ChargeCategory))).toEqual(new Set([expected]))
    expect(new Set(rows.map(row => row.InvoiceIssuerName))).toEqual(new Set(['Andes Cloud']))
    expect(new Set(rows.map(row => row.BillingAccountName))).toEqual(new Set(['Andes']))
  })
})

const page = resolve(import.meta.dirname, '../../../docs/focus.md')
const begin = '<!-- from the program -->\n'
const end = '<!-- to here -->'

it('are told in docs/focus.md as they are made', async () => {
  const text = readFileSync(page, 'utf8')
  const before = text.slice(0, text.indexOf(begin) + begin.length)
  const after = text.slice(text.indexOf(end))
  expect(before.endsWith(begin)).toBe(true)
  // `npx vitest run test/bills/formats/focus.test.ts -u` writes it again.
  await expect(`${before}\n${mapping()}\n${after}`).toMatchFileSnapshot(page)
})

function mapping(): string {
  const code = (names: readonly string[]) => names.map(name => `\`${name}\``).join(', ')
  const words = Object.entries(categories).map(([name, types]) => {
    const others = types.filter(type => inHuaweisWords.has(String(type)))
    const huawei = others.map(type => `${type}: ${inHuaweisWords.get(String(type))}`).join(', ')
    return `| ${name} | ${types.join(', ')} | ${huawei} |`
  })
  return [
    '| column | FOCUS asks | here | from | |',
    '|---|---|---|---|---|',
    ...focusColumns.map(
      ({name, level, origin, from, note = ''}) => `| ${name} | ${level} | ${origin} | ${code(from)} | ${note} |`,
    ),
    '',
    'Left out, because no record can fill them:',
    '',
    '| column | FOCUS asks | why |',
    '|---|---|---|',
    ...leftOut.map(({name, level, why}) => `| ${name} | ${level} | ${why} |`),
    '',
    '| ChargeCategory | `bill_type` | with `--focus-dialect huawei` |',
    '|---|---|---|',
    ...words,
    '',
  ].join('\n')
}

// What consoles export, and what customers hand over: read under documented headings, in both languages.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import type {Bucket} from '../../../src/api/bucket.js'
import {shareOf, timesIn} from '../../../src/bills/delivered/cell-forms.js'
import {parseMap} from '../../../src/bills/delivered/kept-map.js'
import type {Delivered} from '../../../src/bills/delivered/pages.js'
import {billTypeOf, chargeModeOf} from '../../../src/bills/delivered/words.js'
import {bucketFile} from '../../../src/bills/export/bucket-file.js'
import type {BillRecord} from '../../../src/bills/records/bill-record.js'
import {Decimal} from '../../../src/decimal.js'
import {cli, emptyHome} from '../../support/cli.js'
import {type Cell, xlsx} from '../../support/xlsx.js'
import {read} from './read.js'

const home = emptyHome()
const id = '0a1b2c3d4e5f60718293a4b5c6d7e8f9'

const english =
  'Customer ID,Billing Cycle,Customer Name,Account Name,Partner ID,Partner Name,Partner Account Name,Bill Type,Billing Mode,Product Type,Product Type Code,Product Name,Product ID,Application,Specifications,Resource Type,Resource Type Code,Region,Cloud Service Region Code,Order ID/Transaction ID,Original Order ID,Customer Transaction Time,Order Type,Number of Periods,Unit of Period,Spot Instance,Usage Type Code,Customer Expenditure,Settlement Type,Partner Settlement Discount,Settlement Amount'
const chinese =
  '客户ID,账期,客户名称,客户账号名,伙伴ID,伙伴名称,伙伴账号名,账单类型,计费模式,产品类型,产品类型编码,产品名称,产品ID,应用名称,规格,资源类型,资源类型编码,区域,云服务区编码,订单号/交易号,原订单号,客户交易时间,订单类型,订单周期数,订单周期单位,是否竞价实例,使用量类型编码,客户消费金额,结算类型,伙伴结算折扣,结算金额'

/** Headings with the currency behind those of amounts. */
const inCurrency = (headings: string, currency: string) =>
  headings.replace(/(Customer Expenditure|Settlement Amount|客户消费金额|结算金额)(?=,|$)/g, `$1(${currency})`)

const row = (words: {type: string; mode: string; order: string; unit: string}, money: string) =>
  `${id},2026-10,Acme,acme,p1,Partner,partner,${words.type},${words.mode},EVS,hws.service.type.ebs,HD3,00301--0,,Common I/O | 10.0 GB,Cloud storage,hws.resource.type.volume,EU-Dublin,eu-west-101,CS1909121653,CS0,2026-11-01 01:00:00 GMT+08:00,${words.order},1,${words.unit},N,,${money}`

const plain = (value: unknown) => (value instanceof Decimal ? value.text : value)
const fields = (record: BillRecord, ...names: string[]) =>
  names.map(name => plain((record as unknown as Record<string, unknown>)[name]))

describe('bill details of the console', () => {
  const words = {
    english: {type: 'Refund', mode: 'Yearly/monthly', order: 'Unsubscription', unit: 'month'},
    chinese: {type: '退款', mode: '包年/包月', order: '退订', unit: '月'},
  }

  it.each([
    ['English, with the currency', inCurrency(english, 'EUR'), words.english, 'EUR', undefined],
    ['English, without', english, words.english, 'USD', 'USD'],
    ['Chinese, with the currency', inCurrency(chinese, 'USD'), words.chinese, 'USD', undefined],
    ['Chinese, with it in words', inCurrency(chinese, '元'), words.chinese, 'CNY', undefined],
    ['Chinese, without', chinese, words.chinese, 'EUR', 'EUR'],
  ])('are read: %s', async (_, heading, said, currency, typed) => {
    const {records, remarks} = await read(`${heading}\n${row(said, '-100,普通产品,75%,-75')}\n`, {currency: typed})
    expect(remarks).toContain('31 columns')
    expect(fields(records[0]!, 'bill_type', 'charge_mode', 'period_type', 'currency')).toEqual([
      '4',
      '1',
      '20',
      currency,
    ])
    expect(fields(records[0]!, 'amount', 'settlement_amount', 'settlement_discount')).toEqual(['-100', '-75', '0.75'])
    // The day of the transaction lies in the next month, and the cycle stays.
    expect(fields(records[0]!, 'bill_cycle', 'bill_date', 'trade_time', 'relative_order_id', 'region')).toEqual([
      '2026-10',
      '2026-11-01',
      '2026-10-31T17:00:00Z',
      'CS0',
      'eu-west-101',
    ])
  })

  it('are read as a workbook, whose other sheets are named', async () => {
    const details: Cell[][] = [
      'Customer ID,Billing Cycle,Bill Type,Customer Expenditure (USD),Settlement Amount (USD)'.split(','),
      [id, '2026-10', 'Refund', {number: '-0.30000000000000004'}, {number: '-1234567.12345678'}],
    ]
    const content = xlsx({About: [['Made for', 'Acme']], Details: details})
    const {records, remarks} = await read(content, {name: 'details.xlsx'})
    expect(fields(records[0]!, 'amount', 'settlement_amount', 'currency')).toEqual(['-0.3', '-1234567.12345678', 'USD'])
    expect(remarks).toContain('details.xlsx: sheet Details of a workbook; not read: About')
    await expect(read(xlsx({One: details, Two: details}))).rejects.toThrow(
      /several of its sheets have customers: One, Two/,
    )
  })

  it.each([
    ['75%', '100', '75', '0.75', 0],
    ['0.75', '100', '75', '0.75', 0],
    ['25%', '100', '75', '0.75', 0],
    ['100%', '3.33', '3.33', '1', 0],
    ['85%', '10.006', '8.5051', '0.85', 0],
    ['80%', '100', '75', '0.8', 1],
  ])('a discount of %s leaves of %s what is settled, %s', async (discount, amount, settled, share, misfits) => {
    const {records, remarks} = await read(
      `${inCurrency(english, 'USD')}\n${row(words.english, `${amount},Ordinary,${discount},${settled}`)}\n`,
    )
    expect(Decimal.parse(String(fields(records[0]!, 'settlement_discount')[0])).compare(Decimal.parse(share))).toBe(0)
    expect(remarks.filter(text => text.includes('neither what the discount leaves'))).toHaveLength(misfits)
  })
})

describe("a customer's own export", () => {
  const headings =
    '账期,企业项目,企业项目ID,账号,账号ID,产品类型编码,产品类型,产品编码,产品ID,产品,计费模式,消费时间,使用开始时间,使用结束时间,订单号/交易号,交易时间,账单类型,官网价(元),应付金额(元)'

  it('is read with spans of time and the words of its bill types', async () => {
    const span = '2026-10-03 06:00:00 GMT+08:00-2026-10-03 07:00:00 GMT+08:00'
    const line = `2026-10,default,0,acme,${id},hws.service.type.vpc,VPC,hws.resource.type.ip,P1,EIP,按需,${span},,,T1,,消费-使用,0.24,0.20`
    const {records, remarks} = await read(`\uFEFF${headings}\n${line}\n`)
    expect(remarks).toContain('19 columns')
    expect(remarks).toContain('no settlement column: its amounts are expenditure, what the customers’ accounts show')
    expect(fields(records[0]!, 'bill_type', 'bill_type_name', 'charge_mode', 'currency', 'resource_type')).toEqual([
      '5',
      '消费-使用',
      '3',
      'CNY',
      'hws.resource.type.ip',
    ])
    expect(fields(records[0]!, 'bill_date', 'effective_time', 'expire_time', 'amount', 'official_amount')).toEqual([
      '2026-10-03',
      '2026-10-02T22:00:00Z',
      '2026-10-02T23:00:00Z',
      '0.20',
      '0.24',
    ])
  })
})

describe('words', () => {
  it.each([
    ['Expenditure', {billingMode: 'Pay-per-use'}, '5'],
    ['Expenditure', {billingMode: 'Yearly/monthly', orderType: 'New'}, '1'],
    ['消费', {billingMode: '包年/包月', orderType: '续订'}, '2'],
    ['消费', {billingMode: '包年/包月', orderType: '变更'}, '3'],
    ['消费', {billingMode: '节省计划-抵扣'}, '23'],
    ['Refund', {orderType: 'Change'}, '20'],
    ['调账', {isNegative: true}, '9'],
    ['Adjustment', {}, '16'],
    ['消费-自动续订', {}, '8'],
    ['退款-退订', {}, '4'],
    ['101', {}, '101'],
    ['Barter', {}, undefined],
  ])('%s with %j is bill type %s', (word, beside, code) => {
    expect(billTypeOf(word, {isNegative: false, ...beside})).toBe(code)
  })

  it.each([
    ['Pay-per-use', '3'],
    ['Yearly/monthly', '1'],
    ['Reserved instance–subscription', '10'],
    ['预留实例-按时计费', '10'],
    ['Savings plans used', '11'],
    ['6', '11'],
    ['1', '3'],
    ['barter', undefined],
  ])('%s is charge mode %s', (word, code) => {
    expect(chargeModeOf(word)).toBe(code)
  })

  it('that nobody knows are kept and named', async () => {
    const line = row({type: 'Barter', mode: 'By hand', order: '', unit: ''}, '1,,,1')
    const {records, remarks} = await read(`${inCurrency(english, 'USD')},Weather\n${line},sunny\n`)
    expect(fields(records[0]!, 'bill_type', 'charging_mode', 'charge_mode')).toEqual(['Barter', 'By hand', undefined])
    expect(records[0]!.other_fields).toEqual({Weather: 'sunny'})
    expect(remarks).toEqual(
      expect.arrayContaining([
        'bill type "Barter" is not known here, and was kept in 1 row',
        'billing mode "By hand" is not known here, and was kept in 1 row',
        '32 columns, of which Weather are kept in other_fields',
      ]),
    )
  })

  it.each([
    ['75%', '0.75'],
    ['0.75', '0.75'],
    ['100 %', '1'],
    ['0', '0'],
    ['75', undefined],
    ['101%', undefined],
    ['free', undefined],
  ])('%s is a share of %s', (cell, share) => {
    expect(shareOf(cell)?.replace(/\.?0+$/, '') || (share === '0' ? '0' : undefined)).toBe(share)
  })

  it.each([
    ['2020-09-28 09:00:00 GMT+08:00', ['2020-09-28T01:00:00Z']],
    ['2020-09-28 09:00:00-2020-09-28 10:00:00', ['2020-09-28T09:00:00Z', '2020-09-28T10:00:00Z']],
    ['2020-09-28', ['2020-09-28T00:00:00Z']],
    ['28 Sep 2020', undefined],
  ])('%s is the time %j', (cell, times) => {
    expect(timesIn(cell)).toEqual(times)
  })
})

describe('money that a file does not tell', () => {
  const unknown = english.replace('Customer Expenditure', 'Gross').replace('Settlement Amount', 'Net')
  const content = `${unknown}\n${row({type: 'Expenditure', mode: 'Pay-per-use', order: '', unit: ''}, '10,,,7.5')}\n`
  const refusal = async (text: string, more: Partial<Delivered> = {}) =>
    read(text, {currency: 'USD', ...more}).then(
      () => 'read',
      error => `${error.outcome}: ${error.message}; ${error.next.join('; ')}`,
    )

  it('is refused with the list of its columns', async () => {
    expect(await refusal(content)).toMatch(
      /^usage: bill.csv has no column of amounts .*--map.*; Its columns: 1 Customer ID, .* 28 Gross, .* 31 Net$/,
    )
  })

  it.each([
    ['by heading', {amount: 'Gross', settlement_amount: 'Net'}],
    ['by number', {amount: '28', settlement_amount: '31'}],
    ['by letters', {amount: 'AB', settlement_amount: 'AE'}],
  ])('is mapped %s', async (_, map) => {
    const {records, remarks} = await read(content, {currency: 'USD', map, mustHave: map})
    expect(fields(records[0]!, 'amount', 'settlement_amount')).toEqual(['10', '7.5'])
    expect(remarks).toContain('as it was said with --map: amount is Gross, settlement_amount is Net')
  })

  it('is not looked for under headings that are not there', async () => {
    const map = {amount: 'Gros'}
    expect(await refusal(content, {map, mustHave: map})).toMatch(/^usage: bill.csv has no column Gros/)
  })

  it('is refused in two columns, and taken from the one that is named', async () => {
    const twice = content.replace('Gross', 'Customer Expenditure').replace('Net', 'Amount Due')
    expect(await refusal(twice)).toMatch(/two of its columns are the amount: Customer Expenditure and Amount Due/)
    const {records} = await read(twice, {currency: 'USD', map: {amount: 'Amount Due'}})
    expect(fields(records[0]!, 'amount')).toEqual(['7.5'])
  })

  it('has a currency that is read or asked, and never assumed', async () => {
    const bare = content.replace('Net', 'Settlement Amount')
    expect(await refusal(bare, {currency: undefined})).toMatch(
      /does not say in which currency its amounts are.*--currency/,
    )
    expect((await read(bare, {currency: async () => 'EUR'})).records[0]!.currency).toBe('EUR')
    const headed = content.replace('Net', 'Settlement Amount (EUR)')
    expect(await refusal(headed)).toMatch(/say EUR, not USD/)
    expect(await refusal(headed.replace('Gross', 'Customer Expenditure (USD)'))).toMatch(/USD and EUR side by side/)
  })

  it('is at list prices in the published columns alone, and says so', async () => {
    const {remarks, records} = await read(`${id},P1,hws.service.type.ebs,hws.resource.type.volume,eu-1,1,3.5\n`, {
      currency: 'USD',
    })
    expect(remarks).toContain('no settlement column and no expenditure: its amounts are list prices')
    expect(remarks).toContain('no day at all: records have the last day of their cycle, for rules and rates')
    expect(fields(records[0]!, 'bill_date', 'official_amount')).toEqual(['2026-10-31', '3.5'])
  })
})

describe('a late file', () => {
  /** A bucket in which a file lies from the third question on. */
  function bucket(from: number) {
    let asked = 0
    const there = {
      access: {name: 'obs-p'},
      list: async () => (++asked >= from ? ['customerBill/customerBill_202610.tar.gz'] : []),
      head: async (key: string) => ({key, size: 1, etag: 'x'}),
    }
    return there as unknown as Bucket
  }
  const clock = () => {
    let now = 0
    return {
      now: () => now,
      sleep: async (time: number) => {
        now += time
      },
    }
  }
  const now = new Date('2026-11-06T00:00:00Z')

  it('is asked for until it is there', async () => {
    const waited: string[] = []
    const waiting = {limit: 3_600_000, clock: clock(), onWait: (text: string) => waited.push(text)}
    const file = await bucketFile(bucket(3), 'bill-file', '2026-10', {waiting, now})
    expect([file.name, waited.length]).toEqual(['customerBill_202610.tar.gz', 2])
  })

  it.each([
    ['waited for', {waiting: {limit: 864_000_000, clock: clock()}, now}, 'pending'],
    ['looked for once', {now}, 'pending'],
    ['looked for when none comes any more', {now: new Date('2026-12-01T00:00:00Z')}, 'not-found'],
  ])('is pending while it may come: %s', async (_, options, outcome) => {
    const failure = await bucketFile(bucket(1e6), 'bill-file', '2026-10', options).catch(error => error)
    expect(failure).toMatchObject({outcome})
    // Who waited is not told to wait in the same words.
    expect(failure.next.join(' ').includes('--wait')).toBe(outcome === 'pending' && !('waiting' in options))
  })
})

describe('bill export', () => {
  it('keeps what was said of the columns, for the next file', async () => {
    const path = (name: string) => join(home, name)
    const heading = 'Customer ID,Bill Date,Customer Expenditure (USD),Net (USD)'
    writeFileSync(path('bill.csv'), `${heading}\n${id},2026-10-03,10.00,7.50\n`)
    const line = ['bill', 'export', '--source', 'bill-file', '--from', path('bill.csv'), '--cycle', '2026-10']
    const run = (...words: string[]) => cli([...line, '--profile', 'sandbox', '--out', path('out.csv'), ...words])
    const first = await run('--map', 'settlement_amount=Net (USD)')
    expect([first.exit, first.stdout]).toEqual([0, expect.stringContaining('USD 10.00 expenditure, 7.50 settlement')])
    const manifest = JSON.parse(readFileSync(path('out.csv.manifest.json'), 'utf8'))
    expect(manifest.query.map).toEqual({settlement_amount: 'Net (USD)'})
    const second = await run()
    expect([second.exit, second.stdout]).toEqual([0, expect.stringContaining('7.50 settlement')])
    const again = JSON.parse(readFileSync(path('out.csv.manifest.json'), 'utf8'))
    expect(again.query.map).toEqual({settlement_amount: 'Net (USD)'})
    const third = await run('--map', 'settlement_amount=')
    expect([third.exit, third.stdout]).toEqual([0, expect.stringContaining('of which Net (USD) are kept')])
    expect((await run()).stdout).not.toContain('7.50 settlement')
    expect(() => parseMap(['nothing=Net (USD)'])).toThrow('"nothing" is no column of a bill')
  })

  it('keeps it for files with the same headings only, and all commands know it', async () => {
    const path = (name: string) => join(home, name)
    // The way of the money in a file: what a mapped column and its neighbour come to when they are exported.
    const exported = async (name: string, content: string, ...words: string[]) => {
      writeFileSync(path(name), content)
      const from = ['--source', 'bill-file', '--from', path(name), '--cycle', '2026-10', '--currency', 'USD']
      const ran = await cli(['bill', 'export', ...from, '--profile', 'sandbox', '--out', path('kept.csv'), ...words])
      if (ran.exit !== 0) return `exit ${ran.exit}`
      const [heading, record] = readFileSync(path('kept.csv'), 'utf8').trim().split('\r\n')
      const cells = record!.split(',')
      const at = (column: string) => cells[heading!.split(',').indexOf(column)] ?? ''
      return `${at('amount')}/${at('settlement_amount')}${ran.stdout.includes('other headings') ? ' told' : ''}`
    }
    const headings = 'Customer ID,Bill Date,Gross,Net'
    const record = `${id},2026-10-03,10.00,7.50`
    const file = `${headings}\n${record}\n`
    expect(await exported('a.csv', file)).toBe('exit 2')
    expect(await exported('a.csv', file, '--map', 'amount=3', '--map', 'settlement_amount=D')).toBe('10.00/7.50')
    // Other lines, and lines about the bill above them: the headings are the same.
    expect(await exported('b.csv', `Bill of October\n${file}${record.replace('7.50', '1')}\n`)).toBe('10.00/7.50')
    // Numbers are not taken to where another column stands, nor names to where others stand around them.
    const usual = 'Customer ID,Bill Date,Customer Expenditure,List Price'
    expect(await exported('c.csv', `${usual}\n${record}\n`)).toBe('10.00/')
    expect(await exported('d.csv', `${usual},Net\n${record},1\n`)).toBe('10.00/ told')
    // Without headings the number of columns tells.
    const bare = (more: string) => `${id},OFFI1,hws.service.type.ebs,hws.resource.type.volume,eu,1,10.00,${more}\n`
    expect(await exported('e.csv', bare('x,7'), '--map', 'settlement_amount=9')).toBe('/7')
    expect(await exported('f.csv', bare('y,6'))).toBe('/6')
    expect(await exported('g.csv', bare('z,6,5'))).toBe('/ told')

    const delivered = path('customerBill_202610.csv')
    writeFileSync(delivered, file)
    writeFileSync(path('book.yaml'), 'version: 1\ncurrency: USD\ncost: settlement\nrules: [{id: all, price: cost}]\n')
    const common = ['--currency', 'USD', '--profile', 'sandbox']
    const rated = await cli(['bill', 'rate', delivered, '--book', path('book.yaml'), '--out', '-', ...common])
    expect([rated.exit, rated.stdout]).toEqual([0, expect.stringContaining(',10,7.5,0,,7.5,')])
    for (const line of [
      'bill diff',
      'bill reconcile --cycle 2026-10 --against',
      'bill status --cycle 2026-10 --records',
    ]) {
      const words = [...line.split(' '), delivered, ...(line.includes('status') ? [] : [delivered])]
      const ran = await cli([...words, ...common])
      expect([line, ran.stderr]).toEqual([line, expect.not.stringContaining('no column of amounts')])
    }
  })
})

// Price books: which rule wins, what is refused, and where.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {Ajv} from 'ajv'
import {describe, expect, it} from 'vitest'
import {type PriceBook, readPriceBook} from '../../../src/bills/rating/book.js'
import {explain} from '../../../src/bills/rating/explain.js'
import {packagesOf, parsePrice, tierParts} from '../../../src/bills/rating/price.js'
import {Rater} from '../../../src/bills/rating/rater.js'
import {recordFrom} from '../../../src/bills/rating/read-records.js'
import {tagsOf} from '../../../src/bills/rating/rules.js'
import {schemaPath} from '../../../src/bills/rating/written.js'
import type {Failure} from '../../../src/failure.js'
import {temporaryFolder} from '../../support/cli.js'

const folder = temporaryFolder()
let files = 0

async function book(text: string, ending = 'yaml'): Promise<PriceBook> {
  const path = join(folder, `book-${files++}.${ending}`)
  writeFileSync(path, text)
  return readPriceBook(path)
}

const rules = (...lines: string[]) =>
  `version: 1\ncurrency: USD\nrules:\n${lines.map(line => `  - ${line}\n`).join('')}cost: expenditure\n`

/** What is wrong with a book. */
async function mistakes(text: string, ending?: string): Promise<string[]> {
  try {
    await book(text, ending)
  } catch (error) {
    return (error as Failure).next
  }
  return []
}

const record = (values: Record<string, string> = {}) =>
  recordFrom({
    bill_cycle: '2026-10',
    bill_date: '2026-10-10',
    customer_id: 'c1',
    account_name: 'acme',
    currency: 'USD',
    cloud_service_type: 'hws.service.type.ec2',
    region: 'la-south-2',
    sku_code: 's6.large.2',
    bill_type: '5',
    official_amount: '100',
    amount: '80',
    ...values,
  })

const priced = (by: PriceBook, values?: Record<string, string>) => new Rater(by).rate(record(values))

describe('which rule wins', () => {
  it('a rule that names the customer, then a group, then more conditions, then exact values, then priority', async () => {
    const lines = [
      '{id: all, price: official}',
      '{id: service, service: hws.service.type.ec2, price: official}',
      '{id: urgent, service: hws.service.type.ec2, priority: 1, price: official}',
      '{id: sku-pattern, service: hws.service.type.ec2, sku: s6.*, price: official}',
      '{id: sku, service: hws.service.type.ec2, sku: s6.large.2, price: official}',
      '{id: group, group: g, price: official}',
      '{id: customer, customer: acme, price: official}',
    ]
    const order = ['customer', 'group', 'sku', 'sku-pattern', 'urgent', 'service', 'all']
    for (const winner of order) {
      const kept = lines.filter(line => order.slice(order.indexOf(winner)).some(id => line.includes(`id: ${id},`)))
      expect(priced(await book(`groups: {g: [c1]}\n${rules(...kept.reverse())}`))!.rule).toBe(winner)
    }
  })

  it('refuses a book in which two rules price the same records, and names both with their lines', async () => {
    expect(
      await mistakes(
        rules('{id: a, region: la-south-2, price: cost}', '{id: b, region: [x, la-south-2], price: official}'),
      ),
    ).toEqual([
      'line 5: a (line 4) and b (line 5) are equally specific and price the same records: give one a higher priority, or dates that do not overlap',
    ])
  })

  it('takes rules apart by their dates', async () => {
    const dated = await book(
      rules('{id: a, to: 2026-10-15, price: cost}', '{id: b, from: 2026-10-16, price: official}'),
    )
    expect(priced(dated, {bill_date: '2026-10-15'})!.rule).toBe('a')
    expect(priced(dated, {bill_date: '2026-10-16'})!.rule).toBe('b')
  })

  it('stops at a record that meets two equally specific rules, and shows both', async () => {
    const tied = await book(
      rules('{id: a, region: la-south-2, price: cost}', '{id: b, service: hws.service.type.ec2, price: official}'),
    )
    expect(tied.possibleTies).toHaveLength(1)
    const rater = new Rater(tied, 'cost')
    expect(rater.rate(record())).toBeUndefined()
    expect(() => rater.check()).toThrow('1 of 1 records cannot be priced')
    expect(rater.problems[0]!.reason).toBe('a (line 4) and b (line 5) are equally specific: give one a higher priority')
    expect(rater.rate(record({region: 'elsewhere'}))!.rule).toBe('b')
  })

  it('reads tags in the ways in which they are written', () => {
    for (const written of [
      'env=test;team=a',
      'env:test,team:a',
      '{"env":"test","team":"a"}',
      '[{"key":"env","value":"test"},{"key":"team","value":"a"}]',
    ]) {
      expect(tagsOf(written)).toEqual(['env=test', 'team=a'])
    }
  })

  it('explains each rule', async () => {
    const explained = explain(
      await book(
        rules(
          '{id: all, price: cost + 12.5%}',
          '{id: storage, service: hws.service.type.ebs, price: official}',
          '{id: compute, service: hws.service.type.ec2, price: official - 8%}',
        ),
      ),
      record(),
    )
    expect(explained).toMatchObject({rule: 'compute', steps: ['official_amount USD 100 x 0.92', '= USD 92']})
    expect(explained.rules.map(({rule, verdict, reason}) => `${rule} ${verdict}: ${reason}`)).toEqual([
      'storage refused: wants service hws.service.type.ebs; the record has hws.service.type.ec2',
      'compute priced: official - 8%',
      'all outranked: matches, but compute has more conditions (1 to 0)',
    ])
  })
})

describe('what is refused', () => {
  it('says each mistake with its line', async () => {
    const found = await mistakes(
      'version: 1\ncurrency: USD\nexchange:\n  USD/EUR:\n    2026-10-01: 0.92\nrules:\n  - id: a\n    price: official minus 8\n  - {id: a, group: nobody, price: cost}\n  - {id: c, from: 2026-10-09, to: 2026-10-01, tax: vat, price: cost, priority: 2}\ncost: expenditure\n',
    )
    expect(found).toEqual(
      [
        'line 10: there is no tax "vat" under taxes',
        'line 7: "official minus 8" is not a price; write official - 8%, cost + 12%, expenditure, settlement, free, or 0.05 USD per unit',
        'line 9: there is no group "nobody" under groups',
        'line 10: from 2026-10-09 lies after to 2026-10-01',
        'line 9: "a" is used twice; each rule and fee needs its own id',
      ].sort((a, b) => found.indexOf(a) - found.indexOf(b)),
    )
  })

  it.each([
    ['{id: a}', 'a rule has exactly one of price, tiers and package'],
    ['{id: a, price: cost, package: {size: 1, price: 1}}', 'a rule has exactly one of price, tiers and package'],
    ['{id: a, price: cost, note: "a\\x08b"}', 'rules.0.note: has a control character'],
    ['{id: a, price: cost, service: ["a", "b\\x01"]}', 'line 4: rules.0.service.1: has a control character'],
    ['{id: a, price: cost, servise: x}', '"servise" is not known here'],
    [
      '{id: a, tiers: {mode: graduated, steps: [{up_to: 5, price: 1}, {up_to: 4, price: 1}, {price: 1}]}}',
      'each step must end above the one before',
    ],
    ['{id: a, tiers: {mode: graduated, steps: [{up_to: 5, price: 1}]}}', 'the last step has no up_to'],
    ['{id: a, price: official - 120%}', 'would make the price negative'],
  ])('%s', async (line, message) => {
    expect((await mistakes(rules(line))).join('\n')).toContain(message)
  })

  it('a record without usage, where usage is priced; --unmatched settles it', async () => {
    const by = await book(rules('{id: a, price: 0.5 per unit}'))
    const rater = new Rater(by)
    expect(rater.rate(record())).toBeUndefined()
    expect(rater.problems[0]!.reason).toBe('a (line 4) prices usage, and the record has none')
    expect(new Rater(by, 'cost').rate(record())).toMatchObject({rule: '(cost)'})
    expect(new Rater(by, 'official').rate(record())!.charge.text).toBe('100')
    expect(new Rater(by, 'skip').rate(record())).toBeUndefined()
  })

  it('a day before the first exchange rate', async () => {
    const by = await book(
      `exchange: {USD/EUR: {2026-10-10: 0.9}}\ncustomers: {acme: {currency: EUR}}\n${rules('{id: a, price: cost}')}`,
    )
    expect(priced(by)!.charge.text).toBe('72')
    expect(() => priced(by, {bill_date: '2026-10-09'})).toThrow(
      'no rate from USD to EUR for 2026-10-09; its first is of 2026-10-10',
    )
  })

  it('usage in different units under one rule of the month', async () => {
    const rater = new Rater(await book(rules('{id: t, tiers: {mode: volume, steps: [{price: 1}]}}')))
    rater.rate(record({usage: '3', usage_measure_id: '10'}))
    rater.rate(record({usage: '3', usage_measure_id: '11'}))
    expect(() => [...rater.finish()]).toThrow('usage in different units')
  })
})

describe('formulas', () => {
  const units = (value: number) => BigInt(value) * 100_000_000n
  const steps = [{upTo: units(10), price: 3n}, {upTo: units(20), price: 2n}, {price: 1n}]

  it.each([
    ['graduated', 10, '10@3'],
    ['graduated', 11, '10@3 1@2'],
    ['graduated', 25, '10@3 10@2 5@1'],
    ['graduated', -25, '-10@3 -10@2 -5@1'],
    ['graduated', 0, ''],
    ['volume', 10, '10@3'],
    ['volume', 11, '11@2'],
    ['volume', 25, '25@1'],
  ] as const)('%s tiers of %i', (mode, quantity, parts) => {
    expect(
      tierParts(units(quantity), steps, mode)
        .map(part => `${part.quantity / 100_000_000n}@${part.price}`)
        .join(' '),
    ).toBe(parts)
  })

  it('counts a started package whole', () => {
    expect([0, 1, 100, 101, 230].map(used => packagesOf(units(used), units(100), 0n))).toEqual([0n, 1n, 1n, 2n, 3n])
    expect(packagesOf(units(230), units(100), units(150))).toBe(1n)
  })

  it('reads prices', () => {
    expect(parsePrice('official - 8%', 'USD')).toEqual({kind: 'change', base: 'official', factor: 92_000_000n})
    expect(parsePrice('cost + 12.345678 %', 'USD', 'expenditure')).toEqual({
      kind: 'change',
      said: 'cost',
      base: 'expenditure',
      factor: 112_345_678n,
    })
    expect(parsePrice('0.05 EUR per unit', 'USD')).toEqual({kind: 'unit', price: 5_000_000n, currency: 'EUR'})
  })
})

describe('fees', () => {
  it('are paid once a month: fixed, a part of the charges with a least amount, up to a minimum', async () => {
    const by = await book(
      `${rules('{id: a, price: cost}')}fees:\n  - {id: fixed, amount: 25}\n  - {id: support, percent: 10%, at_least: 5}\n  - {id: min, minimum: 100, except: rich}\n`,
    )
    const rater = new Rater(by)
    rater.rate(record())
    rater.rate(record({customer_id: 'c2', account_name: 'rich', amount: '30'}))
    expect([...rater.finish()].map(row => `${row.account_name} ${row.rule} ${row.charge.text}`)).toEqual([
      'acme fixed 25',
      'acme support 8',
      'acme min 20',
      'rich fixed 25',
      'rich support 5',
    ])
  })

  it('are paid by a customer without records when the book knows its id', async () => {
    const rater = new Rater(
      await book(
        `customers: {quiet: {id: c9}, gone: {}}\n${rules('{id: a, price: cost}')}fees: [{id: base, amount: 9}]\n`,
      ),
    )
    rater.rate(record())
    expect([...rater.finish()].map(row => `${row.customer_id} ${row.charge.text}`)).toEqual(['c1 9', 'c9 9'])
  })
})

describe('a book as a CSV table', () => {
  it('prices as the YAML does', async () => {
    const table = await book(
      [
        'kind,id,value,customer,service,price,mode,up_to,currency,from,name,percent,tax',
        'setting,version,1',
        'setting,currency,USD',
        'setting,cost,expenditure',
        'exchange,USD/EUR,0.9,,,,,,,2026-10-01',
        'tax,vat,19%,,,,,,,,VAT',
        'customer,acme,c1,,,,,,EUR,,Acme GmbH,,vat',
        'rule,all,,,,cost + 10%',
        'rule,net,,acme|other,hws.service.type.vpc,,graduated',
        'step,net,,,,2,,10',
        'step,net,,,,1',
        'fee,support,,,,,,,,,Support,5%',
      ].join('\r\n'),
      'csv',
    )
    const rater = new Rater(table)
    expect(rater.rate(record())).toMatchObject({rule: 'all', charge_currency: 'EUR', tax: 'vat'})
    expect(rater.rate(record({cloud_service_type: 'hws.service.type.vpc', usage: '15'}))!.rule).toBe('net')
    expect([...rater.finish()].map(row => `${row.rule} ${row.charge.text}`)).toEqual([
      'net 18',
      'net 4.5',
      'support 5.085',
    ])
  })

  it('says the line of a mistake', async () => {
    expect(
      await mistakes('kind,id,value,price\nsetting,version,1\nsetting,currency,USD\nrule,a,,dear\n', 'csv'),
    ).toEqual([
      'line 4: "dear" is not a price; write official - 8%, cost + 12%, expenditure, settlement, free, or 0.05 USD per unit',
    ])
  })
})

it('the schema of a book, which no run checks, is one', () => {
  const ajv = new Ajv()
  expect([ajv.validateSchema(JSON.parse(readFileSync(schemaPath(), 'utf8'))), ajv.errors]).toEqual([true, null])
})

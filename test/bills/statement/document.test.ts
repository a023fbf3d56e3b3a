// A document as data: lines by service and tax, bases that are their lines, everything that is printed.
import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import type {RatedRow} from '../../../src/bills/rating/rated.js'
import {digestOf, parseStatement, statementJson} from '../../../src/bills/statement/data/stored.js'
import type {Format} from '../../../src/bills/statement/issue.js'
import {labelsOf} from '../../../src/bills/statement/labels.js'
import {lineText} from '../../../src/bills/statement/lines.js'
import {type Statement, StatementMaker} from '../../../src/bills/statement/statement.js'
import {Decimal} from '../../../src/decimal.js'
import {BASE, book, CUSTOMERS, issueRows, newOut, row, SELLER, TAXES} from './rows.js'

async function statementOf(rows: RatedRow[], text = BASE + TAXES): Promise<Statement> {
  const maker = new StatementMaker(await book(text))
  for (const one of rows) maker.add(one)
  return [...maker.statements({issued: '2026-11-05'})][0]!
}

describe('the lines of a tax', () => {
  const services = ['320.51208201', '152.94208201', '145.49208201', '96.59208201', '16.64208201', '15.67208201']
  it('and its rounding line are its base, as billed', async () => {
    const charges = [...services, '2.35208201', '22.51208201']
    const one = await statementOf(charges.map((charge, i) => row(`s${i}`, 'vat', charge)))
    expect(one).toMatchObject({
      net: {text: '772.72'},
      roundings: [{tax: 'vat', category: 'S', percent: {text: '19'}, amount: {text: '0.02'}}],
      shown_rounding: {text: '0.02'},
      taxes: [{code: 'vat', category: 'S', percent: {text: '19'}, base: {text: '772.72'}, amount: {text: '146.82'}}],
      total: {text: '919.54'},
    })
    expect(Decimal.sum(one.lines.map(line => line.shown)).text).toBe('772.7')
  })

  it('are told apart from those of another, a refund among them', async () => {
    const charges = ['500.005', '300.005', '200.005', '100.005']
    const one = await statementOf([
      ...charges.map((charge, i) => row(`s${i}`, 'vat', charge)),
      row('s0', 'low', '355.21'),
      row('s1', 'vat', '-42.20', {bill_type: '4'}),
    ])
    expect(one.taxes.map(({code, base, amount}) => [code, base.text, amount.text])).toEqual([
      ['vat', '1057.82', '200.99'],
      ['low', '355.21', '24.86'],
    ])
    expect(one.roundings.map(({tax, amount}) => [tax, amount.text])).toEqual([['vat', '-0.02']])
    expect([one.net.text, one.total.text]).toEqual(['1413.03', '1638.88'])
    // One service, two taxes: two lines.
    expect(one.lines.filter(({label}) => label === 's0').map(({tax, percent}) => [tax, percent?.text])).toEqual([
      ['vat', '19'],
      ['low', '7'],
    ])
  })

  it.each([
    ['two taxes', ['vat', 'low']],
    ['none beside one', ['vat', '']],
    ['two at once', ['vat low', 'vat']],
    ['none', ['']],
  ])('add up whatever the cents are: %s', async (_, codes) => {
    for (let seed = 1; seed < 40; seed++) {
      const rows = Array.from({length: 9}, (_, i) =>
        row(
          `s${i % 4}`,
          codes[(seed + i) % codes.length]!,
          `${(seed * 7919 + i * 104729) % 977}.${(seed * 31 + i) % 10}0500${i}`,
        ),
      )
      const one = await statementOf(rows)
      const exact = Decimal.sum(rows.map(({charge}) => charge))
      expect(one.net.text).toBe(exact.rounded(2).text)
      const sums = new Map<string, bigint>()
      const add = (codes: string, units: bigint) => {
        for (const code of codes.split(' ')) sums.set(code, (sums.get(code) ?? 0n) + units)
      }
      for (const line of one.lines) add(line.tax, line.shown.units)
      for (const line of one.roundings) add(line.tax, line.amount.units)
      for (const {code, base} of one.taxes) expect(base.units).toBe(sums.get(code))
      const shown = [...one.lines.map(line => line.shown), ...one.roundings.map(line => line.amount)]
      expect(Decimal.sum(shown).text).toBe(one.net.text)
    }
  })
})

it('a line has its quantity and price where there are any, and usage in words elsewhere', async () => {
  const hours = (usage: string, more = {}) => ({
    usage: Decimal.parse(usage),
    usage_measure_id: '4',
    usage_type: 'duration',
    ...more,
  })
  const one = await statementOf([
    row('vm', 'vat', '1.20', hours('24', {rule: 'hours'})),
    row('vm', 'vat', '2.40', hours('48', {rule: 'hours'})),
    row('disk', 'vat', '3.33', hours('720', {rule: 'all'})),
    row('mixed', 'vat', '1', hours('720', {rule: 'all'})),
    row('mixed', 'vat', '1', {usage: Decimal.parse('2'), usage_measure_id: '10', rule: 'all'}),
    row('traffic', 'vat', '60', {
      kind: 'tier',
      description: '500 x 0.12 EUR (0 – 500)',
      usage: Decimal.parse('500'),
      usage_measure_id: '10',
    }),
    row('backup', 'vat', '13.5', {
      kind: 'package',
      description: '3 x 4.5 EUR (230 / 100)',
      usage: Decimal.parse('230'),
      usage_measure_id: '10',
    }),
  ])
  const told = one.lines.map(({label, quantity, unit, unit_price}) => [label, quantity?.text, unit, unit_price?.text])
  expect(told).toEqual([
    ['vm', '72', '4', '0.05'],
    ['disk', '720', '4', undefined],
    ['mixed', undefined, undefined, undefined],
    ['backup', '3', '', '4.5'],
    ['traffic', '500', '10', '0.12'],
  ])
})

it.each([
  ['tier', 'es', '1234.5 x 0.12 USD (> 120.5)', '1.234,5 x 0,12 USD (> 120,5)'],
  ['tier', 'en', '1234.5 x 0.12 USD (> 120.5)', '1,234.5 x 0.12 USD (> 120.5)'],
  ['package', 'de', '3 x 4.5 EUR (1230.25 / 100)', '3 x 4,5 EUR (1.230,25 / 100)'],
  ['tier', 'de', '1500.75 USD -2.5% (0 – 2000)', '1.500,75 USD -2,5% (0 – 2.000)'],
  ['tier', 'de', 'Plan 2026 v1.5', 'Plan 2026 v1.5'],
] as const)(
  'a %s on a statement in %s has its numbers as the language writes them: %s',
  async (kind, language, description, detail) => {
    const {lines} = await statementOf([row('traffic', 'vat', '60', {kind, description})])
    expect(lineText(lines[0]!, labelsOf(language), {language, currency: 'EUR'}).detail).toBe(detail)
  },
)

const ROWS = [
  row('vm', 'vat', '10.00'),
  row('ip', 'vat', '5.00'),
  row('vm', 'rc', '7', {customer_id: 'c2', account_name: 'lumen'}),
]

describe('an invoice', () => {
  it('says what the law wants, in the words of the customer’s language and of its country', async () => {
    const out = newOut()
    const [lumen, vega] = await issueRows(ROWS, BASE + TAXES + CUSTOMERS + SELLER, out)
    const page = readFileSync(vega!.files[0]!, 'utf8')
    const words = [
      '<h1>Rechnung</h1>',
      'USt-IdNr.: DE999999999',
      'USt-IdNr.: DE123456789',
      'Steuernummer: 29/815/08151',
      'Registernummer: HRB 4711',
      'Hafenstraße 7<br>20457 Hamburg',
      'Ihr Zeichen: PO-4711',
      'Käuferreferenz: 04011000-12345-34',
      'Vertrag: C-1',
      'IBAN: DE75 5121 0800 1245 1261 99',
      'BIC: SOLADEST600',
      'Verwendungszweck: INV-2026-10-0002',
      '<td class="tax">19%</td>',
      'Danke',
    ]
    for (const text of words) expect(page).toContain(text)
    const other = readFileSync(lumen!.files[0]!, 'utf8')
    for (const text of ['Btw verlegd', 'BTW/TVA: BE0123456749', 'Kouter 1<br>Gent<br>België', '0% AE'])
      expect(other).toContain(text)
    const data = JSON.parse(readFileSync(join(out, 'data/INV-2026-10-0002.json'), 'utf8'))
    expect(data).toMatchObject({
      title: 'invoice',
      seller: {name: 'Cloud Partner GmbH', vat_id: 'DE999999999', country: 'DE', post_code: '10115'},
      payment: {means: '58', iban: 'DE75512108001245126199', bic: 'SOLADEST600', lines: []},
      customer: {name: 'Vega GmbH', buyer_reference: '04011000-12345-34', reference: 'PO-4711', country: 'DE'},
      einvoice: 'xrechnung',
      notes: ['Danke'],
      lines: [{tax: 'vat', category: 'S', percent: '19'}, {tax: 'vat'}],
    })
    for (const name of ['book_version', 'days', 'records']) expect(data).not.toHaveProperty(name)
    // The ledger's account is the partner's business.
    expect(JSON.stringify(data)).not.toContain('10001')
  })

  it('is told with the rate it was made with, and its tax in the currency of tax returns', async () => {
    const more = `exchange:
  USD/EUR: {source: ECB, 2026-10-01: 0.92}
  EUR/PLN: {source: NBP, 2026-10-31: 4.2537}
`
    const rate = Decimal.parse('0.92')
    const rows = [row('vm', 'vat', '92', {currency: 'USD', exchange_rate: rate}), row('ip', 'vat', '8')]
    const one = await statementOf(rows, `${BASE + TAXES + more + SELLER}  tax_currency: PLN\n`)
    expect(one.exchange).toMatchObject([
      {from: 'USD', to: 'EUR', rate: {text: '0.92'}, date: '2026-10-01', source: 'ECB'},
    ])
    expect(one.tax_currency).toMatchObject({
      to: 'PLN',
      date: '2026-10-31',
      source: 'NBP',
      taxes: [{code: 'vat', amount: {text: '80.82'}}],
      amount: {text: '80.82'},
    })
  })
})

describe('an issued document', () => {
  const text = BASE + TAXES + CUSTOMERS + SELLER
  const filesOf = (out: string) =>
    readdirSync(out)
      .filter(name => /\.(html|pdf)$/.test(name))
      .map(name => [name, readFileSync(join(out, name), 'base64')])

  it('is made again from its data, whatever the book says by then; a new number has the new words', async () => {
    const out = newOut()
    const formats: Format[] = ['html', 'pdf']
    await issueRows(ROWS, text, out, {formats})
    const before = filesOf(out)
    for (const [name] of before) rmSync(join(out, name!))
    const later = text
      .replace('Cloud Partner GmbH', 'New Name AG')
      .replace('DE75 5121', 'DE99 5121')
      .replace('Danke', 'Merci')
    const again = await issueRows(ROWS, later, out, {formats, issued: '2027-01-01'})
    expect(again.map(({status}) => status)).toEqual(['unchanged', 'unchanged'])
    expect(filesOf(out)).toEqual(before)
    const fresh = await issueRows([row('vm', 'vat', '1', {customer_id: 'c3', account_name: 'nova'})], later, out)
    expect(readFileSync(fresh[0]!.files[0]!, 'utf8')).toContain('New Name AG')
  })

  it('whose data were changed is refused', async () => {
    const out = newOut()
    await issueRows(ROWS, text, out)
    const path = join(out, 'data/INV-2026-10-0001.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('Lumen NV', 'Lumen BV'))
    await expect(issueRows(ROWS, text, out)).rejects.toMatchObject({
      outcome: 'usage',
      message: expect.stringContaining('changed'),
    })
  })

  it('whose data are gone has them again where the same is made, and is refused where not', async () => {
    const out = newOut()
    await issueRows(ROWS, text, out)
    const path = join(out, 'data/INV-2026-10-0001.json')
    const data = readFileSync(path, 'utf8')
    rmSync(path)
    expect((await issueRows(ROWS, text, out)).map(({status}) => status)).toEqual(['unchanged', 'unchanged'])
    expect(readFileSync(path, 'utf8')).toBe(data)
    rmSync(path)
    await expect(issueRows(ROWS, text.replace('Danke', 'Merci'), out)).rejects.toMatchObject({outcome: 'usage'})
  })

  it('has a digest of all that is printed, and the same after it was written and read', async () => {
    const one = await statementOf(ROWS, text)
    expect(digestOf(parseStatement(statementJson(one)))).toBe(digestOf(one))
    const changes: ((one: Statement) => void)[] = [
      one => (one.seller.name = 'X'),
      one => (one.payment!.iban = 'X'),
      one => (one.customer.reference = 'X'),
      one => one.notes.push('X'),
      one => (one.lines[0]!.tax = 'low'),
      one => (one.issue_date = '2026-11-06'),
    ]
    for (const change of changes) {
      const other = parseStatement(statementJson(one))
      change(other)
      expect(digestOf(other)).not.toBe(digestOf(one))
    }
    const other = parseStatement(statementJson(one))
    other.overview.days.pop()
    expect(digestOf(other)).toBe(digestOf(one))
  })

  it('of a version that left the sender to the book is unchanged, and whole from then on', async () => {
    const out = newOut()
    const old = text.replace('  title: invoice\n', '')
    await issueRows(ROWS, old, out)
    const path = join(out, 'data/INV-2026-10-0002.json')
    const {seller, payment, title, roundings, exchange, notes, overview, einvoice, ...data} = JSON.parse(
      readFileSync(path, 'utf8'),
    )
    const lines = data.lines.map(({tax, category, percent, ...line}: Record<string, string>) => line)
    const customer = {key: 'vega', ...data.customer}
    writeFileSync(path, JSON.stringify({...data, ...overview, customer, lines, book_version: '1', records: 2}))
    const register = join(out, 'statements.json')
    writeFileSync(register, readFileSync(register, 'utf8').replace(/("digest": ")[^"]*/g, '$1of another kind'))
    rmSync(join(out, 'data/INV-2026-10-0001.json'))
    await expect(issueRows(ROWS, old, out, {customers: ['lumen']})).rejects.toMatchObject({outcome: 'usage'})
    expect(await issueRows(ROWS, old, out, {customers: ['vega']})).toMatchObject([{status: 'unchanged'}])
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({seller: {name: 'Cloud Partner GmbH'}})
    expect(await issueRows(ROWS, old.replace('Partner GmbH', 'Partner AG'), out, {customers: ['vega']})).toMatchObject([
      {status: 'unchanged'},
    ])
  })
})

it('a book that names nobody who sends takes no number', async () => {
  const out = newOut()
  const template = readFileSync('src/bills/rating/pricebook.template.yaml', 'utf8')
  await expect(issueRows(ROWS, template.replace(/^taxes:/m, 'tax: vat\ntaxes:'), out)).rejects.toMatchObject({
    outcome: 'usage',
    message: expect.stringContaining('Your company'),
  })
  expect(readdirSync(out)).toEqual([])
})

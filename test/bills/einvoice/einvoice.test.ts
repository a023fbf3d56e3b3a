// Electronic invoices: what a month's statements say as XML, to the cent and to the byte. The files in golden/ were
// judged with the schemas and the rule sets of CEN, OpenPEPPOL and KoSIT: no error.
import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {inflateSync} from 'node:zlib'
import {describe, expect, it} from 'vitest'
import {bookWants} from '../../../src/bills/einvoice/einvoice.js'
import {readPriceBook} from '../../../src/bills/rating/book.js'
import {rateBills} from '../../../src/bills/rating/rate.js'
import {readRated} from '../../../src/bills/rating/read-rated.js'
import {readBatches} from '../../../src/bills/rating/read-records.js'
import {issueStatements} from '../../../src/bills/statement/issue.js'
import {Decimal} from '../../../src/decimal.js'
import {temporaryFolder} from '../../support/cli.js'
import {BASE, CUSTOMERS, issueRows, newOut, row, SELLER, TAXES} from '../statement/rows.js'

const folder = temporaryFolder()
const here = import.meta.dirname
const original = readFileSync(join(here, 'book.yaml'), 'utf8')
let worlds = 0

const heading =
  'id,bill_cycle,currency,bill_date,customer_id,account_name,cloud_service_type,cloud_service_type_name,resource_id,resource_name,region,charge_mode,bill_type,usage_type,usage,usage_measure_id,official_amount,amount'
/** Customer, service, its name, amount at list price; refunds are of bill type 4. */
type Line = [customer: string, service: string, name: string, amount: string, more?: {type?: string; upflow?: string}]
const charges: Line[] = [
  ...['320.512341', '152.93521', '145.4912', '96.587'].map(
    (amount, i): Line => ['vega', `hws.service.type.s${i}`, `Dienst ${i}`, amount],
  ),
  ['vega', 'hws.service.type.vpc', 'Virtual Private Cloud', '1', {upflow: '720.5'}],
  ['duo', 'hws.service.type.ec2', 'Elastic Cloud Server', '1057.833'],
  ['duo', 'hws.service.type.ec2', 'Elastic Cloud Server', '-12.501', {type: '4'}],
  ['duo', 'hws.service.type.evs', 'Elastic Volume Service', '3.338'],
  ['duo', 'hws.service.type.cbr', 'Cloud Backup & Recovery', '355.2051'],
  ['minus', 'hws.service.type.ec2', 'Elastic Cloud Server', '10.01'],
  ['minus', 'hws.service.type.ec2', 'Elastic Cloud Server', '-110.004', {type: '4'}],
  ...['lumen', 'gallia', 'cira', 'exo', 'nil', 'andes'].flatMap((customer): Line[] => [
    [customer, 'hws.service.type.ec2', 'Elastic Cloud Server', '100.125'],
    [customer, 'hws.service.type.evs', 'Elastic Volume Service', '33.33333333'],
  ]),
]

const records = (lines: Line[]) =>
  lines.map(([customer, service, name, amount, {type = '5', upflow} = {}], i) =>
    [
      ...[`r${i}`, '2026-10', 'EUR', '2026-10-07', `id-${customer}`, customer, service, name, `i-${i}`, `host-${i}`],
      ...['eu-west-101', '3', type, upflow ? 'upflow' : 'Duration', upflow ?? '1', upflow ? '10' : '4', amount, amount],
    ].join(','),
  )

/** A month with this book and these charges, and how it is issued. */
async function month(change: (book: string) => string = book => book, lines = charges) {
  const own = join(folder, String(worlds++))
  mkdirSync(own)
  const path = join(own, 'book.yaml')
  writeFileSync(path, change(original))
  writeFileSync(join(own, 'records.csv'), `${[heading, ...records(lines)].join('\n')}\n`)
  const book = await readPriceBook(path)
  const rated = join(own, 'rated.csv')
  await rateBills({records: readBatches(join(own, 'records.csv')), book, out: rated})
  const out = join(own, 'out')
  const issue = (more: Partial<Parameters<typeof issueStatements>[0]> = {}) =>
    issueStatements({rated: readRated(rated), book, out, formats: ['xml'], issued: '2026-11-05', ...more})
  return {book, out, issue}
}

const xmlOf = (out: string) => readdirSync(out).filter(name => name.endsWith('.xml'))
/** The texts of elements by their name, whatever the syntax. */
const texts = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?: [^>]*)?>([^<]*)</`, 'g'))].map(([, text]) => text!)
const sum = (all: string[]) => Decimal.sum(all.map(text => Decimal.parse(text)))

describe('a month of electronic invoices', () => {
  it('is what the judges passed, byte for byte, and the same again', async () => {
    const {out, issue} = await month()
    const issued = await issue({customers: ['vega', 'minus', 'lumen', 'cira', 'exo', 'nil', 'andes']})
    const names = xmlOf(out)
    expect(names.map(name => name.replace(/^INV-2026-10-\d+-/, ''))).toEqual(
      ['cira', 'exo', 'lumen', 'minus', 'nil', 'vega'].map(name => `${name}.xml`),
    )
    // Where nothing electronic is wanted, there is no file.
    expect(issued.find(one => one.account_name === 'andes')!.files).toEqual([])
    for (const name of names) {
      await expect(readFileSync(join(out, name), 'utf8')).toMatchFileSnapshot(join(here, 'golden', name))
    }
    const before = names.map(name => readFileSync(join(out, name), 'utf8'))
    await issue({issued: '2026-12-24'})
    expect(names.map(name => readFileSync(join(out, name), 'utf8'))).toEqual(before)
  })

  it('has sums that add up, and are those of the statement', async () => {
    const {out, issue} = await month()
    for (const {files, net, tax, total, account_name} of await issue()) {
      const file = files.find(name => name.endsWith('.xml'))
      if (!file) continue
      const xml = readFileSync(join(out, file.split('/').at(-1)!), 'utf8')
      const isUbl = !xml.includes('CrossIndustryInvoice')
      const isCredit = total.isNegative
      const signed = (amount: Decimal) => (isCredit ? amount.negated() : amount).toFixed(2)
      const lines = isUbl
        ? texts(xml.slice(xml.search(/<cac:\w+Line>/)), 'LineExtensionAmount')
        : texts(xml, 'LineTotalAmount').slice(0, -1)
      const [lineTotal] = isUbl ? texts(xml, 'LineExtensionAmount') : texts(xml, 'LineTotalAmount').slice(-1)
      expect([account_name, sum(lines).toFixed(2)]).toEqual([account_name, lineTotal])
      const added = texts(xml, 'ChargeTotalAmount')
      const taken = texts(xml, 'AllowanceTotalAmount')
      expect(
        sum([lineTotal!, ...added])
          .minus(sum(taken))
          .toFixed(2),
      ).toBe(signed(net))
      expect(texts(xml, isUbl ? 'TaxExclusiveAmount' : 'TaxBasisTotalAmount')).toEqual([signed(net)])
      expect(texts(xml, isUbl ? 'PayableAmount' : 'DuePayableAmount')).toEqual([signed(total)])
      expect(texts(xml, isUbl ? 'TaxAmount' : 'TaxTotalAmount')[0]).toBe(signed(tax))
      expect(Decimal.parse(lineTotal!).isNegative).toBe(false)
      // No rule set sees a tax that is off by a cent.
      const at = isUbl
        ? ['TaxableAmount', 'Percent', 'TaxAmount']
        : ['BasisAmount', 'RateApplicablePercent', 'CalculatedAmount']
      const groups = xml.match(
        isUbl
          ? /<cac:TaxSubtotal>[\s\S]*?<\/cac:TaxSubtotal>/g
          : /<ram:ApplicableTradeTax>(?:(?!<\/ram:ApplicableTradeTax>)[\s\S])*BasisAmount[\s\S]*?<\/ram:ApplicableTradeTax>/g,
      )!
      for (const group of groups) {
        const [base, percent, amount] = at.map(name => Decimal.parse(texts(group, name)[0]!))
        expect(base!.times(percent!).dividedBy(Decimal.parse('100')).rounded(2).toFixed(2)).toBe(amount!.toFixed(2))
      }
    }
  })
})

/** Streams of a PDF, inflated where they can be. */
function streamsOf(pdf: Buffer): string[] {
  const found: string[] = []
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    const end = pdf.indexOf('endstream', at)
    const bytes = pdf.subarray(at + 7, end)
    try {
      found.push(inflateSync(bytes).toString())
    } catch {
      found.push(bytes.toString())
    }
  }
  return found
}

describe('a hybrid invoice', () => {
  it('is a PDF/A-3 that carries its XML, the same bytes twice; a preview is none', async () => {
    const {out, issue} = await month()
    const [duo, gallia] = await issue({formats: ['pdf', 'xml'], customers: ['duo', 'gallia']})
    expect([duo, gallia].map(one => one!.files.map(name => name.split('.').at(-1)))).toEqual([['pdf'], ['pdf']])
    for (const {files} of [duo!, gallia!]) {
      const pdf = readFileSync(files[0]!)
      const text = pdf.toString('latin1')
      expect(text).toContain('/AFRelationship /Alternative')
      expect(text).toContain('(factur-x.xml)')
      const streams = streamsOf(pdf)
      const metadata = streams.find(stream => stream.includes('pdfaid:part'))!
      expect(metadata).toContain('<pdfaid:part>3</pdfaid:part>')
      expect(metadata).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>')
      const xml = streams.find(stream => stream.includes('<rsm:CrossIndustryInvoice'))!
      const name = files[0]!.split('/').at(-1)!.replace('.pdf', '.xml')
      await expect(xml).toMatchFileSnapshot(join(here, 'golden', name))
      // Asked for alone, the invoice is this file, too; and it is the same file.
      await issue({formats: ['xml'], issued: '2026-12-24', customers: ['duo', 'gallia']})
      expect(readFileSync(files[0]!).equals(pdf)).toBe(true)
    }
    const [preview] = await issue({formats: ['pdf', 'xml'], customers: ['duo'], preview: true})
    expect(readFileSync(preview!.files[0]!).includes('factur-x.xml')).toBe(false)
    expect(xmlOf(out)).toEqual([])
  })
})

it('comes from the program as it is packed, whose parts find their data', async () => {
  const {out, book} = await month()
  const rated = join(out, '../rated.csv')
  const args = ['bill', 'statement', rated, '--book', book.path, '--out', out, '--format', 'xml', '-C', 'duo']
  execFileSync(process.execPath, ['bin/run.js', ...args], {stdio: 'pipe'})
  expect(readdirSync(out)).toContain('INV-2026-10-0001-duo.pdf')
})

describe('a credit note', () => {
  it('names what it takes back, asks for no payment, and has amounts above zero', async () => {
    const {out, issue} = await month()
    await issue({customers: ['lumen']})
    const lines = charges.map((line): Line => (line[0] === 'lumen' ? [line[0], line[1], line[2], '90.10'] : line))
    const changed = await month(book => book, lines)
    await changed.issue({customers: ['lumen'], out, changed: 'full-credit-note'})
    const notes = xmlOf(out).map(name => [name, readFileSync(join(out, name), 'utf8')] as const)
    const [name, note] = notes.find(([, xml]) => xml.includes('<CreditNote '))!
    expect(texts(note, 'CreditNoteTypeCode')).toEqual(['381'])
    expect(note).toMatch(
      /<cac:InvoiceDocumentReference>\s+<cbc:ID>INV-2026-10-0001<\/cbc:ID>\s+<cbc:IssueDate>2026-11-05</,
    )
    expect(note).not.toMatch(/PayeeFinancialAccount|DueDate|PaymentTerms/)
    expect(note).not.toMatch(/currencyID="EUR">-/)
    await expect(note).toMatchFileSnapshot(join(here, 'golden', name))
  })
})

describe('what an electronic invoice wants', () => {
  const drop = (what: string | RegExp) => (book: string) => book.replace(what, '')
  const put = (what: string | RegExp, by: string) => (book: string) => book.replace(what, by)
  it.each<[string, (book: string) => string, string, string]>([
    ['a buyer’s post code', drop('post_code: "20457", '), 'vega', 'vega: post_code (BT-53, BR-DE-9)'],
    ['its city', drop('city: Hamburg, '), 'vega', 'vega: city (BT-52, BR-DE-8)'],
    ['its country', drop(/country: DE, (?=buyer)/), 'vega', 'vega: country (BT-55, BR-11)'],
    [
      'what it routes by',
      drop('buyer_reference: 04011000-12345-34, '),
      'vega',
      'vega: buyer_reference (BT-10, BR-DE-15)',
    ],
    [
      'a country that is one',
      put('country: AT, tax: exempt', 'country: ZZ, tax: exempt'),
      'exo',
      'exo: country (BT-55, BR-CL-14)',
    ],
    [
      'a seller’s that is one',
      put('country: DE\n  contact', 'country: EL\n  contact'),
      'cira',
      'statement: country (BT-40, BR-CL-14)',
    ],
    ['more of a name than blanks', put('name: Exo Stiftung', 'name: "   "'), 'exo', 'exo: name (BT-44, BR-7)'],
    ['where it is sent to', drop('email: in@minus.example, '), 'minus', 'minus: peppol (BT-49, PEPPOL-EN16931-R010)'],
    [
      'a reference of Peppol',
      drop('buyer_reference: L-9, '),
      'lumen',
      'lumen: buyer_reference (BT-10, PEPPOL-EN16931-R003)',
    ],
    [
      'an address of Peppol, not of e-mail',
      put('peppol: "0208:0123456749"', 'email: a@b.example'),
      'lumen',
      'lumen: peppol (BT-49, PEPPOL-EN16931-R010)',
    ],
    ['who owes the tax', drop('vat_id: BE0123456749, '), 'lumen', 'lumen: vat_id (BT-48, BR-AE-2)'],
    [
      'a VAT id of its country',
      put('BE0123456749, country', 'NL0123456749, country'),
      'lumen',
      'lumen: vat_id (BT-48, BR-CO-9)',
    ],
    ['a contact', drop('  contact: Buchhaltung\n'), 'vega', 'statement: contact (BT-41, BR-DE-5)'],
    ['an account', drop(/ {2}iban: .*\n/), 'vega', 'statement: iban (BG-16, BR-DE-1)'],
    ['an account that is one', put('DE75 5121', 'DE75 5122'), 'cira', 'statement: iban (BT-84)'],
    ['who is taxed', drop('  vat_id: DE136695976\n'), 'cira', 'statement: vat_id (BT-31, BR-S-2)'],
    ['a category', drop(', category: Z'), 'nil', 'nil: tax (BT-151)'],
    ['a reason', drop(/, reason: .* code: VATEX-EU-132/), 'exo', 'exo: tax (BT-120, BR-E-10)'],
    [
      'some tax for each rule',
      put('price: official, tax: low', 'price: official, tax: none'),
      'duo',
      'duo: tax (BT-151, BR-CO-4)',
    ],
    ['one tax a line', put('tax: fr,', 'tax: [fr, low],'), 'cira', 'cira: tax (BT-151)'],
    ['some tax', put('tax: fr,', 'tax: none,'), 'cira', 'cira: tax (BT-151, BR-CO-4)'],
    ['no VAT id outside of VAT', put('category: Z', 'category: O'), 'nil', 'statement: vat_id (BT-31, BR-O-2)'],
    [
      'two decimals at most',
      put('currency: EUR\n', 'currency: EUR\ndecimals: {EUR: 3}\n'),
      'cira',
      'cira: currency (BT-5, BR-DEC)',
    ],
  ])('is %s; the book is told, and no number is taken', async (_, change, customer, said) => {
    const {book, out, issue} = await month(change)
    expect(bookWants(book).some(text => text.startsWith(said))).toBe(true)
    const failure = await issue({customers: [customer], formats: ['html']}).catch(error => error)
    expect(failure).toMatchObject({outcome: 'usage'})
    expect([failure.message, ...failure.next].join('\n')).toContain(said)
    expect(existsSync(join(out, 'statements.json'))).toBe(false)
  })

  it('is there in a book that is in order, and asked of nobody who gets none', async () => {
    const {book, issue} = await month()
    expect(bookWants(book)).toEqual([])
    // Where each rule has its own tax, nobody else needs one.
    const own = await month(book =>
      book
        .replace('\ntax: vat\n', '\ntax: none\n')
        .replace('price: official}', 'price: official, tax: vat}')
        .replace('id: traffic', 'id: traffic\n    tax: vat'),
    )
    expect(bookWants(own.book)).toEqual([])
    expect(await own.issue({customers: ['duo'], formats: ['html']})).toHaveLength(1)
    await expect(issue({customers: ['andes']})).rejects.toMatchObject({outcome: 'usage'})
    const notes: string[] = []
    const poor = await month(drop('post_code: "20457", '))
    await poor.issue({preview: true, customers: ['vega'], formats: ['html'], onNote: text => notes.push(text)})
    expect(notes).toEqual(['Note: the electronic invoice lacks vega: post_code (BT-53, BR-DE-9)'])
  })
})

it('names a text that XML cannot hold before a number is taken, and leaves no character out', async () => {
  const out = newOut()
  const text = BASE + TAXES + CUSTOMERS + SELLER
  const rows = [row('vm', 'vat', '1', {cloud_service_type_name: 'Cloud\u0001 Host'})]
  await expect(issueRows(rows, text, out, {formats: ['xml']})).rejects.toMatchObject({
    outcome: 'usage',
    message: 'vega: lines[1].name: "Cloud\\u0001 Host" has a character that XML cannot hold: U+0001',
  })
  expect(readdirSync(out)).toEqual([])
})

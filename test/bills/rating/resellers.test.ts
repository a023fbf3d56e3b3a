// Resellers that are billed for their customers: from the records to the documents, against what was calculated apart.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {parse} from 'csv-parse/sync'
import {beforeAll, describe, expect, it} from 'vitest'
import type {Api} from '../../../src/api/client.js'
import {Listing} from '../../../src/api/listing.js'
import {correctRated} from '../../../src/bills/diff/corrections-file.js'
import {invoiceOf} from '../../../src/bills/einvoice/from-statement.js'
import {exportLedger} from '../../../src/bills/ledger/ledger.js'
import {type PriceBook, readPriceBook} from '../../../src/bills/rating/book.js'
import {explain} from '../../../src/bills/rating/explain.js'
import {rateBills, rated} from '../../../src/bills/rating/rate.js'
import type {RatedRow} from '../../../src/bills/rating/rated.js'
import {Rater} from '../../../src/bills/rating/rater.js'
import {readRated} from '../../../src/bills/rating/read-rated.js'
import {readBatches, readRecords} from '../../../src/bills/rating/read-records.js'
import {exportedLayout} from '../../../src/bills/read/exported-layout.js'
import {completeness, completenessFailure, counts} from '../../../src/bills/reconcile/completeness.js'
import {compareStatements} from '../../../src/bills/reconcile/statements.js'
import type {BillRecord} from '../../../src/bills/records/bill-record.js'
import {registered} from '../../../src/bills/statement/chain.js'
import {readCorrections} from '../../../src/bills/statement/corrections.js'
import {issueStatements} from '../../../src/bills/statement/issue.js'
import {issuedChain} from '../../../src/bills/statement/number.js'
import {Register} from '../../../src/bills/statement/register.js'
import {byCustomer} from '../../../src/bills/statement/texts.js'
import {Decimal} from '../../../src/decimal.js'
import {cli, temporaryFolder} from '../../support/cli.js'

const folder = temporaryFolder()
const EXAMPLE = 'docs/examples/resellers'
const KESTREL = '0d4e6f80a1b2c3d4e5f60718293a4bd4'
const written = readFileSync(`${EXAMPLE}/pricebook.yaml`, 'utf8')
let files = 0

async function bookOf(text: string): Promise<PriceBook> {
  const path = join(folder, `book-${files++}.yaml`)
  writeFileSync(path, text)
  return readPriceBook(path)
}

async function rowsOf(book: PriceBook, records = `${EXAMPLE}/records.csv`): Promise<RatedRow[]> {
  const rows: RatedRow[] = []
  for await (const some of rated(readBatches(records), new Rater(book))) rows.push(...some)
  return rows
}

const rateTo = async (name: string, book: PriceBook, records = `${EXAMPLE}/records.csv`): Promise<string> => {
  const out = join(folder, name)
  await rateBills({records: readBatches(records), book, out})
  return out
}

const issue = (file: string, book: PriceBook, out: string, more: Partial<Parameters<typeof issueStatements>[0]> = {}) =>
  issueStatements({rated: readRated(file), book, out, formats: ['html', 'csv'], issued: '2026-11-05', ...more})

describe('a reseller that is billed', () => {
  const out = join(folder, 'statements')
  let book: PriceBook
  let file: string
  beforeAll(async () => {
    book = await bookOf(`${written}accounts: {debtors: "1400", revenue: "8400", tax: "1776"}\n`)
    file = await rateTo('rated.csv', book)
    await issue(file, book, out)
  })

  it('gives the calculated cents', async () => {
    const calculated = readFileSync(`${EXAMPLE}/expected.csv`, 'utf8').trim().split('\n').slice(1)
    const lines = [] as string[]
    for (const row of await rowsOf(book))
      lines.push([row.account_name, row.id || row.rule, row.charge.toFixed(8)].join())
    for (const statement of issuedChain(out, [...Register.open(out).statements])) {
      const {account_name: who, net, rounding, tax, total} = statement
      for (const {customer, sum} of byCustomer(statement))
        if (customer) lines.push([customer, 'subtotal', sum.toFixed(2)].join())
      const sums = {net, rounding, tax, total}
      for (const [what, value] of Object.entries(sums))
        lines.push([who, what, value.toFixed(what === 'rounding' ? 8 : 2)].join())
    }
    expect(lines.sort()).toEqual(calculated.sort())
  })

  it('gets one document, with the sums of its customers, and rows that say whose they are', () => {
    expect(registered(out).map(({customer_id, account_name, total}) => [customer_id, account_name, total])).toEqual([
      ['1a2b3c4d5e6f708192a3b4c5d6e7f801', 'harbor-inn', '60.5'],
      [KESTREL, 'kestrel-it', '128.73'],
    ])
    const html = readFileSync(join(out, 'CC-2026-10-0002-kestrel-it.html'), 'utf8')
    for (const text of ['Kestrel IT B.V.', 'Subtotal falcon-labs', '71.34', 'Subtotal osprey-media', '35.05'])
      expect(html).toContain(text)
    const rows = readFileSync(join(out, 'CC-2026-10-0002-kestrel-it.csv'), 'utf8').split('\r\n')
    expect(rows[0]).toMatch(/^account_name,customer_id,bill_date,/)
    expect(rows.filter(row => row.startsWith('falcon-labs,'))).toHaveLength(5)
    // Nothing else than today's columns where the customer itself is billed.
    expect(readFileSync(join(out, 'CC-2026-10-0001-harbor-inn.csv'), 'utf8')).toMatch(/^bill_date,/)
  })

  it('is who owes in the ledger, and the buyer of the electronic invoice', async () => {
    const journal = join(out, '..', 'journal.csv')
    await exportLedger({folder: out, book, format: 'csv', out: journal, today: '2026-11-06'})
    expect(readFileSync(journal, 'utf8')).toContain('CC-2026-10-0002,kestrel-it,1400,128.73,,EUR')
    const [, entry] = Register.open(out).statements
    const [statement] = issuedChain(out, [entry!])
    const invoice = invoiceOf(statement!, 'ubl')
    expect(invoice.buyer.name).toBe('Kestrel IT B.V.')
    const whose = invoice.lines.map(({attributes}) => attributes.find(({name}) => name === 'Customer')?.value)
    expect(whose).toEqual([...Array(4).fill('falcon-labs'), ...Array(2).fill('osprey-media')])
  })

  it('is held against its rated rows, all of its customers together', async () => {
    expect(await compareStatements(file, out, '2026-10', {}, true)).toMatchObject({outcome: 'matched', customers: 2})
  })

  it('is no customer where customers are counted', async () => {
    const api = {
      session: Promise.resolve({site: 'intl'}),
      call: async () => ({bill_cycle: '2026-10', currency: 'USD'}),
      list: () => new Listing(async function* () {}),
    } as unknown as Api
    const request = {cycle: '2026-10', rated: file, reading: {}, now: new Date('2026-12-20T00:00:00Z')}
    const waiting = await completeness(api, {...request, statements: join(folder, 'nothing')})
    expect(counts(waiting.customers)).toEqual({own: 3, resellers: 1})
    expect(completenessFailure(waiting)?.message).toMatch(/3 of 3 customers and 1 of 1 reseller are not done$/)
    const done = await completeness(api, {...request, statements: out})
    expect(done.customers.filter(({isReseller}) => isReseller)).toMatchObject([
      {account_name: 'kestrel-it', isDone: true},
    ])
  })

  it('is the customer that is named; its own customers get no document', async () => {
    const preview = {preview: true, formats: ['html' as const]}
    const elsewhere = join(folder, 'previews')
    await expect(issue(file, book, elsewhere, {...preview, customers: ['falcon-labs']})).rejects.toMatchObject({
      message: '"falcon-labs" gets no document: its reseller is billed',
      next: ['--customer kestrel-it'],
    })
    for (const name of ['kestrel-it', KESTREL])
      expect(await issue(file, book, elsewhere, {...preview, customers: [name]})).toMatchObject([
        {total: {text: '128.73'}},
      ])
  })

  it('is not billed beside its customers, nor they beside it', async () => {
    const direct = await bookOf(written.replace('bills: reseller ', 'bills: customers'))
    const own = await rateTo('direct.csv', direct)
    const [both, whole] = [{changed: 'credit-note' as const}, {changed: 'full-credit-note' as const}]
    for (const [name, first, then] of [
      ['reseller-first', {file, book}, {file: own, book: direct}],
      ['customers-first', {file: own, book: direct}, {file, book}],
    ] as const) {
      const folders = join(folder, name)
      await issue(first.file, first.book, folders)
      const before = readFileSync(join(folders, 'statements.json'), 'utf8')
      for (const more of [{}, both, {changed: 'reissue' as const}])
        await expect(issue(then.file, then.book, folders, more)).rejects.toMatchObject({
          outcome: 'refused',
          next: expect.arrayContaining([expect.stringMatching(/now billed to/)]),
        })
      expect(readFileSync(join(folders, 'statements.json'), 'utf8')).toBe(before)
      await issue(then.file, then.book, folders, whole)
      const standing = registered(folders).filter(({status, kind}) => status === 'issued' && kind === 'statement')
      const apart = join(folder, `${name}-apart`)
      await issue(then.file, then.book, apart)
      const owed = (all: typeof standing) => all.map(one => `${one.customer_id} ${one.total}`).sort()
      expect(owed(standing)).toEqual(owed(registered(apart)))
    }
  })

  it('is billed by the rating that holds, where corrections move what was billed to its customers', async () => {
    const direct = await bookOf(written.replace('bills: reseller ', 'bills: customers'))
    const own = await rateTo('moved-direct.csv', direct)
    const [folders, moved] = [join(folder, 'moved'), join(folder, 'moved.csv')]
    await issue(own, direct, folders)
    await correctRated(own, file, {out: moved, reading: {}})
    const corrections = await readCorrections(moved)
    const changed = parse(readFileSync(moved), {columns: true, bom: true}) as Record<string, string>[]
    for (const {bill_to, bill_to_name} of changed) expect(bill_to_name).toBe(bill_to ? 'kestrel-it' : '')
    expect(changed.filter(({kind, bill_to}) => kind !== 'sum' && bill_to).length).toBeGreaterThan(0)
    const correct = (more: object = {}) =>
      issue(file, book, folders, {
        ...{rated: (async function* () {})(), corrections, changed: 'credit-note', ...more},
      })
    const before = readFileSync(join(folders, 'statements.json'), 'utf8')
    await expect(correct()).rejects.toMatchObject({
      outcome: 'usage',
      message: expect.stringContaining('kestrel-it has no statement of 2026-10'),
      next: expect.arrayContaining([
        expect.stringContaining(`bill statement RATED --customer kestrel-it --out ${folders} --credit-note full`),
      ]),
    })
    expect(readFileSync(join(folders, 'statements.json'), 'utf8')).toBe(before)
    // Its customers are credited by themselves, and then it can be billed: nothing stands in its way any more.
    await correct({customers: ['falcon-labs', 'osprey-media']})
    await issue(file, book, folders, {customers: ['kestrel-it']})
    expect((await correct()).map(({status}) => status)).not.toContain('issued')
    expect(await compareStatements(file, folders, '2026-10', {}, true)).toMatchObject({outcome: 'matched'})
    expect(registered(folders, ['kestrel-it'])).toMatchObject([{total: '128.73'}])
    const left = registered(folders, ['falcon-labs', 'osprey-media']).map(({total}) => Decimal.parse(total))
    expect([left.length, Decimal.sum(left).text]).toEqual([4, '0'])
  })

  it('gets a credit note over what was corrected for one of its customers', async () => {
    const records = join(folder, 'records.csv')
    const text = readFileSync(`${EXAMPLE}/records.csv`, 'utf8')
    // The same service at both of them: only one of the lines is corrected.
    writeFileSync(records, text.replace('33.33333333,26.66666666,k04', '23.33333333,18.66666666,k04'))
    const corrections = join(folder, 'corrections.csv')
    await correctRated(file, await rateTo('again.csv', book, records), {out: corrections, statements: out, reading: {}})
    const read = await readCorrections(corrections)
    expect(read.map(({customer_id, customer, label}) => [customer_id, customer?.name, label])).toEqual([
      [KESTREL, 'osprey-media', 'Elastic Cloud Server'],
    ])
    await issue(file, book, out, {
      rated: (async function* () {})(),
      corrections: read,
      changed: 'credit-note',
      issued: '2026-11-20',
    })
    const [, , note] = Register.open(out).statements
    // 10 x 0.88 x 0.92 = 8.096; 98.29 x 21 % = 20.64
    expect(note).toMatchObject({kind: 'credit-note', refers_to: 'CC-2026-10-0002', net: '-8.1', total: '-9.8'})
    expect(issuedChain(out, [note!])[0]!.lines).toMatchObject([
      {customer: {name: 'osprey-media'}, label: 'Elastic Cloud Server'},
    ])
  })
})

describe('who is billed', () => {
  const without = written
    .replace(/resellers:\n( {2}.*\n| {4}.*\n)+/, '')
    .replace(/reseller: kestrel-it, price/, 'customer: [falcon-labs, osprey-media], price')
    .replace('reseller: kestrel-it', 'customer: falcon-labs')

  it('is the customer, with the columns of always, where the book has no resellers', async () => {
    const file = await rateTo('without.csv', await bookOf(without))
    expect(readFileSync(file, 'utf8').split('\r\n')[0]).toMatch(/,tax,cost_basis$/)
    expect((await rowsOf(await bookOf(without))).every(row => !('bill_to' in row))).toBe(true)
  })

  it('is each customer where the book says so; rules know the reseller all the same', async () => {
    const rows = await rowsOf(await bookOf(written.replace('bills: reseller ', 'bills: customers ')))
    expect(rows.map(row => row.bill_to)).toEqual(rows.map(() => ''))
    expect(rows.find(({id}) => id === 'k01')).toMatchObject({
      rule: 'kestrel',
      charge_currency: 'USD',
      charge: {text: '88'},
    })
  })

  const record = (more: object): BillRecord =>
    ({
      ...{bill_cycle: '2026-10', bill_date: '2026-10-03', currency: 'USD', customer_id: 'c1', account_name: 'falcon'},
      ...{cloud_service_type: 'vm', amount: Decimal.parse('8'), official_amount: Decimal.parse('10'), ...more},
    }) as unknown as BillRecord
  const book = (resellers: string) =>
    bookOf(
      `version: 1\ncurrency: USD\nresellers: ${resellers}\nrules: [{id: all, price: official}, {id: k, reseller: kestrel-it, price: free}]\n`,
    )
  const listed = `{kestrel-it: {id: ${KESTREL}, customers: [falcon]}}`
  const byId = `{${KESTREL}: {name: Kestrel}}`

  it.each([
    ['by the export', '{kestrel-it: }', {xreseller_id: KESTREL, xreseller_account: 'kestrel-it'}, KESTREL, 'k'],
    ['by id', byId, {xreseller_id: KESTREL, xreseller_account: 'kestrel-it'}, KESTREL, 'k'],
    [
      'by the partner of a delivered file',
      '{kestrel-it: }',
      {partner_id: KESTREL, partner_account_name: 'kestrel-it'},
      KESTREL,
      'k',
    ],
    ['by the list of the book', listed, {}, KESTREL, 'k'],
    ['a partner that is no reseller', '{kestrel-it: }', {partner_id: 'd1', partner_account_name: 'costa'}, '', 'all'],
    [
      'a reseller that the book does not have',
      '{kestrel-it: }',
      {xreseller_id: 'r2', xreseller_account: 'hawk'},
      '',
      'all',
    ],
    ['nobody says it', '{kestrel-it: }', {}, '', 'all'],
  ])('%s', async (_, resellers, fields, billTo, rule) => {
    expect(new Rater(await book(resellers)).rate(record(fields))).toMatchObject({bill_to: billTo, rule})
  })

  it.each([
    [
      'records and book disagree',
      listed,
      {xreseller_id: 'r2', xreseller_account: 'hawk'},
      /falcon is a customer of reseller hawk.* says kestrel-it/,
    ],
    [
      'the id is another',
      listed,
      {xreseller_id: 'r2', xreseller_account: 'kestrel-it'},
      /says that kestrel-it is 0d4e/,
    ],
    ['its id is not known', '{kestrel-it: {customers: [falcon]}}', {}, /the id of reseller kestrel-it is not known/],
  ])('is refused where %s', async (_, resellers, fields, message) => {
    const given = await book(resellers)
    expect(() => new Rater(given).rate(record(fields))).toThrow(message)
  })

  it('is a reseller of the book where a rule or a fee names one', async () => {
    const misspelled = written.replace('id: kestrel, reseller: kestrel-it', 'id: kestrel, reseller: kestral-it')
    for (const [text, name, advice] of [
      [misspelled, 'kestral-it', 'did you mean kestrel-it?'],
      [written.replace('    reseller: kestrel-it', '    reseller: hawk'), 'hawk', 'write it there'],
    ] as const) {
      expect(text).not.toBe(written)
      await expect(bookOf(text)).rejects.toMatchObject({
        outcome: 'usage',
        next: expect.arrayContaining([
          expect.stringContaining(`there is no reseller "${name}" under resellers: ${advice}`),
        ]),
      })
    }
  })

  it('is one of them by its id, too, whatever they are keyed by', async () => {
    const rule = (name: string) => `[{id: all, price: official}, {id: one, reseller: ${name}, price: official - 5%}]`
    const listing = (list: string, name: string) =>
      bookOf(`version: a\ncurrency: USD\nresellers: ${list}\nrules: ${rule(name)}\n`)
    const [byId, both, byName] = [`{${KESTREL}: {}}`, `{kestrel-it: {id: ${KESTREL}}}`, '{kestrel-it: {}}']
    const other = KESTREL.replace('4bd4', '4bd5')
    for (const [list, name] of [
      [byId, other],
      [both, 'kestral-it'],
      [both, other],
      [byName, 'kestral-it'],
    ] as const)
      await expect(listing(list, name), `${list} ${name}`).rejects.toMatchObject({
        next: expect.arrayContaining([expect.stringContaining(`there is no reseller "${name}" under resellers`)]),
      })
    for (const [list, name] of [
      [byId, KESTREL],
      [byId, 'kestrel-it'],
      [both, KESTREL],
      [both, 'kestrel-it'],
      [byName, KESTREL],
    ] as const)
      expect((await listing(list, name)).rules[1]!.resellers).toContain(name)
    const none = join(folder, 'none.yaml')
    for (const list of ['', `resellers: ${byId}\n`]) {
      writeFileSync(none, `version: a\ncurrency: USD\n${list}rules: ${rule('kestral-it')}\n`)
      const checked = await cli(['pricebook', 'check', none])
      expect([checked.exit, checked.stderr]).toEqual([
        0,
        expect.stringContaining('the book does not list kestral-it by that name, so whether it is spelled right'),
      ])
    }
  })

  it('is no customer of two resellers', async () => {
    const two = '{kestrel-it: {id: k, customers: [falcon]}, hawk: {id: h, customers: falcon}}'
    await expect(book(two)).rejects.toMatchObject({
      next: expect.arrayContaining(['line 3: customer "falcon" is also under reseller "kestrel-it"']),
    })
  })
})

describe('rules of resellers', () => {
  it('go behind those of customers and groups, and before the rest; a reason says it', async () => {
    const text = written.replace(
      'rules:\n',
      'groups: {some: [osprey-media]}\nrules:\n  - {id: own, group: some, price: official - 20%}\n  - {id: vm, service: hws.service.type.ec2, price: official}\n',
    )
    const book = await bookOf(text)
    const rules = new Map((await rowsOf(book)).map(row => [row.id, row.rule]))
    expect([rules.get('k01'), rules.get('k04'), rules.get('k06')]).toEqual(['kestrel', 'own', 'vm'])
    for await (const record of readRecords(`${EXAMPLE}/records.csv`)) {
      if (record.id !== 'k01' && record.id !== 'k06') continue
      const reasons = Object.fromEntries(explain(book, record).rules.map(({rule, reason}) => [rule, reason]))
      if (record.id === 'k06') expect(reasons.kestrel).toBe(`is for reseller kestrel-it, ${KESTREL}`)
      else expect(reasons.vm).toBe('matches, but kestrel names the reseller')
    }
  })
})

it('a record without a reseller hides that of the next one in no JSON', () => {
  const layout = exportedLayout(['bill_date', 'customer_id', 'amount', 'id'], true)
  expect(layout.commonPlace('xreseller_id')).toBeGreaterThan(0)
})

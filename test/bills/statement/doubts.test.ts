// What is known of an export goes with it: into the rated file, the register and the statement.
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {parse} from 'csv-parse/sync'
import {describe, expect, it} from 'vitest'
import {correctRated} from '../../../src/bills/diff/corrections-file.js'
import {readPriceBook} from '../../../src/bills/rating/book.js'
import {readProvenance} from '../../../src/bills/rating/provenance.js'
import {rateBills} from '../../../src/bills/rating/rate.js'
import {readRated} from '../../../src/bills/rating/read-rated.js'
import {readBatches} from '../../../src/bills/rating/read-records.js'
import {readCorrections} from '../../../src/bills/statement/corrections.js'
import {type IssueRequest, issueStatements} from '../../../src/bills/statement/issue.js'
import type {Statement} from '../../../src/bills/statement/statement.js'
import {temporaryFolder} from '../../support/traces.js'

const folder = temporaryFolder()
mkdirSync(folder, {recursive: true})
let files = 0
const now = new Date('2026-11-20T00:00:00Z')

const heading =
  'id,customer_id,account_name,bill_cycle,bill_date,bill_type,charge_mode,cloud_service_type,currency,official_amount,amount,usage'
const line = (id: string, customer = 'c1', amount = '10', cycle = '2026-10') =>
  `${id},${customer},name-${customer},${cycle},${cycle}-07,5,3,ec2,USD,12,${amount},2`

interface Told {
  state?: 'final' | 'estimate'
  unread?: number
}

/** An export of some lines, with a manifest where something is told of it. */
function exported(lines: string[], told?: Told, columns = heading): string {
  const path = join(folder, `bills-${files++}.csv`)
  writeFileSync(path, `${[columns, ...lines].join('\r\n')}\r\n`)
  if (told) {
    const unread = Array.from({length: told.unread ?? 0}, (_, i) => ({
      customer_id: `u${i}`,
      account_name: `unread-${i}`,
      reason: 'denied',
      next: [],
    }))
    const manifest = {
      manifest: 1,
      run: '20261120T000000000Z',
      query: {cycle: '2026-10', source: 'res-fee-records'},
      state: told.state ?? 'final',
      customers: [{customer_id: 'c1', account_name: 'name-c1'}],
      unread,
      duplicates: {count: 0, examples: []},
      files: [],
    }
    writeFileSync(`${path}.manifest.json`, JSON.stringify(manifest))
  }
  return path
}

async function book(text = '', version = '1') {
  const path = join(folder, `book-${files++}.yaml`)
  writeFileSync(
    path,
    `version: "${version}"\ncurrency: USD\n${text.includes('rules:') ? '' : 'rules:\n  - {id: all, price: official}\n'}${text}`,
  )
  return readPriceBook(path)
}

async function rate(records: string, prices: Awaited<ReturnType<typeof book>>, more = {}) {
  const out = join(folder, `rated-${files++}.csv`)
  const result = await rateBills({records: readBatches(records), origin: records, book: prices, out, now, ...more})
  return {out, result}
}

const newOut = () => join(folder, `statements-${files++}`)

async function issue(rated: string, prices: Awaited<ReturnType<typeof book>>, more = {}) {
  const provenance = await readProvenance(rated)
  const out = newOut()
  const request = {rated: readRated(rated), book: prices, out, formats: ['html' as const], issued: '2026-11-20', now}
  const issued = await issueStatements({...request, provenance, ...more})
  const register = join((more as {out?: string}).out ?? out, 'statements.json')
  return {issued, entry: () => JSON.parse(readFileSync(register, 'utf8')).statements.at(-1)}
}

describe('a month', () => {
  it('that is whole is issued, and its run and checksum stand in the register', async () => {
    const prices = await book()
    const {out, result} = await rate(exported([line('a')], {}), prices)
    expect(result).toMatchObject({sources: [{cycle: '2026-10', state: 'final', unread: []}], notes: []})
    const {entry} = await issue(out, prices)
    expect(entry()).toMatchObject({run: '20261120T000000000Z', source: 'res-fee-records', net: '12'})
    expect(entry()).toMatchObject({rated_sha256: (await readProvenance(out))!.rated_sha256})
    expect(entry()).not.toHaveProperty('estimate')
  })

  it.each<[string, Told, object, object, string]>([
    ['that was an estimate', {state: 'estimate'}, {estimate: true}, {partial: true}, '--accept-estimate'],
    ['in which a customer was not read', {unread: 1}, {partial: true}, {estimate: true}, '--accept-partial'],
  ])('%s is rated, but issued only when that is accepted', async (_, told, accept, other, flag) => {
    const prices = await book()
    const {out} = await rate(exported([line('a')], told), prices)
    for (const not of [{}, other]) {
      await expect(issue(out, prices, {accept: not})).rejects.toMatchObject({
        outcome: 'refused',
        next: expect.arrayContaining([expect.stringContaining(flag)]),
      })
    }
    expect((await issue(out, prices, {preview: true})).issued).toHaveLength(1)
    const {issued, entry} = await issue(out, prices, {accept})
    expect(readFileSync(issued[0]!.files[0]!, 'utf8')).toContain('Provisional')
    expect(entry()).toMatchObject(
      told.state ? {estimate: true} : {partial: '1 of 2 customers unread in cycle 2026-10: unread-0'},
    )
  })

  it('that still runs is not issued, whatever tells of it', async () => {
    const prices = await book()
    const {out} = await rate(exported([line('a', 'c1', '10', '2026-11')]), prices)
    await expect(issue(out, prices)).rejects.toMatchObject({outcome: 'refused'})
    const {entry} = await issue(out, prices, {accept: {estimate: true}})
    expect(entry()).toMatchObject({estimate: true, cycle: '2026-11'})
  })

  it('whose rated file was changed by hand is not what it was', async () => {
    const prices = await book()
    const {out} = await rate(exported([line('a')], {}), prices)
    writeFileSync(out, readFileSync(out, 'utf8').replace(',12,', ',13,'))
    await expect(issue(out, prices)).rejects.toMatchObject({outcome: 'usage'})
  })
})

describe('records that are there twice', () => {
  it('are refused, or charged twice when that is said', async () => {
    const prices = await book()
    const twice = exported([line('a'), line('b'), line('a', 'c1', '11')], {})
    await expect(rate(twice, prices)).rejects.toMatchObject({
      outcome: 'usage',
      message: expect.stringContaining('1 records are there twice'),
      next: expect.arrayContaining([expect.stringContaining('--duplicates keep')]),
    })
    const {result} = await rate(twice, prices, {duplicates: 'keep'})
    expect(result).toMatchObject({records: 3, notes: [expect.stringContaining('a of name-c1')]})
  })

  it('without an id are named and kept', async () => {
    const {result} = await rate(exported([line(''), line(''), line('', 'c1', '9')], {}), await book())
    expect(result).toMatchObject({records: 3, notes: [expect.stringContaining('1 records without an id')]})
  })
})

it('a new edition of the book that changes nothing issues nothing again', async () => {
  const records = exported([line('a')], {})
  const out = newOut()
  const first = await book('', '1')
  await issue((await rate(records, first)).out, first, {out})
  const second = await book('', '2')
  const {issued} = await issue((await rate(records, second)).out, second, {out})
  expect(issued).toMatchObject([{status: 'unchanged'}])
})

it('a refund that comes when the month is closed names its first statement', async () => {
  const out = newOut()
  const prices = await book()
  const refund = (id: string, amount: string) => line(id, 'c1', amount).replace(',5,3,', ',4,3,')
  const stated = async (lines: string[]) => {
    const {issued} = await issue((await rate(exported(lines, {}), prices)).out, prices, {
      out,
      changed: 'reissue',
      formats: ['html'],
    })
    const {number, status} = issued[0]!
    const {lines: shown} = JSON.parse(readFileSync(join(out, 'data', `${number}.json`), 'utf8')) as Statement
    const page = readFileSync(join(out, `${number}-name-c1.html`), 'utf8')
    const named = page.match(/ – Statement [\w-]+-0001/g) ?? []
    return [number, status, shown.filter(one => one.kind === 'refund').map(one => one.refers_to ?? ''), named.length]
  }
  const before = [line('a'), refund('b', '-1')]
  expect(await stated(before)).toEqual(['2026-10-0001', 'issued', [''], 0])
  const after = [...before, refund('c', '-2').replace('2026-10-07', '2026-10-09')]
  expect(await stated(after)).toEqual(['2026-10-0001-R1', 'reissued', ['', '2026-10-0001'], 1])
  // The same again, and once more.
  expect(await stated(after)).toEqual(['2026-10-0001-R1', 'unchanged', ['', '2026-10-0001'], 1])
  const last = [...after, refund('d', '-3').replace('2026-10-07', '2026-10-11')]
  expect(await stated(last)).toEqual(['2026-10-0001-R2', 'reissued', ['', '2026-10-0001', '2026-10-0001'], 2])
})

it('a refund of an earlier month names the statement that its purchase stands on', async () => {
  const out = newOut()
  const prices = await book('rules: [{id: all, price: expenditure}]\n')
  const columns = 'trade_id,order_id,relative_order_id,pre_order_id'
  const order = (cycle: string, id: string, type: string, amount: string, ids: string) =>
    `${line(id, 'c1', amount, cycle).replace(',5,3,', `,${type},1,`)},${ids}`
  const month = async (lines: string[]) => {
    const rated = (await rate(exported(lines, undefined, `${heading},${columns}`), prices)).out
    const {issued} = await issue(rated, prices, {out})
    return {rated, number: issued[0]!.number}
  }
  const read = (number: string) => JSON.parse(readFileSync(join(out, 'data', `${number}.json`), 'utf8')) as Statement
  const refundsOf = (number: string) =>
    read(number).lines.flatMap(({kind, charge, refers_to}) => (kind === 'refund' ? [[charge, refers_to ?? '']] : []))
  await month([order('2026-08', 'z', '1', '10', 'T-Z,,,')])
  await month([order('2026-09', 'a', '1', '10', 'CS-A,CS-A,,'), order('2026-09', 'b', '1', '10', 'CS-B,,,')])
  const october = [
    order('2026-10', 'a2', '4', '-3', 'CS-R,CS-R,CS-A,'),
    order('2026-10', 'b2', '4', '-4', 'CS-S,,,CS-B').replace('-07', '-08'),
    order('2026-10', 'z2', '4', '-1', 'CS-T,,T-Z,').replace('-07', '-09'),
    // Bought and given back in this month, what nobody knows, and no order at all.
    order('2026-10', 'd', '1', '30', 'CS-D,,,'),
    order('2026-10', 'd2', '4', '-5', 'CS-U,,CS-D,').replace('-07', '-10'),
    order('2026-10', 'e2', '4', '-6', 'CS-V,,CS-E,').replace('-07', '-11'),
    order('2026-10', 'f2', '4', '-7', ',,,').replace('-07', '-12'),
  ]
  const {rated, number} = await month(october)
  expect(refundsOf(number).map(([, statement]) => statement)).toEqual([
    ...['2026-09-0001', '2026-09-0001', '2026-08-0001', '', '', ''],
  ])
  expect(readFileSync(join(out, '2026-10-0001-name-c1.html'), 'utf8')).toContain(' – Statement 2026-08-0001')
  // The same comes late, and of a month that was corrected since: then it is told in the corrections as well.
  const late = order('2026-10', 'g2', '4', '-2', 'CS-W,,CS-B,').replace('-07', '-13')
  const again = (await rate(exported([...october, late], undefined, `${heading},${columns}`), prices)).out
  const corrections = join(folder, `corrections-${files++}.csv`)
  await correctRated(rated, again, {out: corrections, statements: out, reading: {}})
  const told = parse(readFileSync(corrections), {columns: true, bom: true}) as Record<string, string>[]
  const changed = told.filter(({difference}) => difference !== '0')
  expect(changed.map(one => [one.kind, one.statement, one.orders, one.original_statement])).toEqual([
    ['added', '2026-10-0001', 'CS-B', '2026-09-0001'],
    ['sum', '2026-10-0001', 'CS-B', '2026-09-0001'],
  ])
  const {issued} = await issue(rated, prices, {
    ...{out, changed: 'credit-note', rated: (async function* () {})()},
    corrections: await readCorrections(corrections),
  })
  expect(issued.map(({kind, status}) => [kind, status])).toEqual([
    ['statement', 'unchanged'],
    ['credit-note', 'issued'],
  ])
  expect(refundsOf(issued[1]!.number)).toEqual([['-2', '2026-09-0001']])
})

describe('a refund of an earlier month', () => {
  const columns = 'trade_id,order_id,relative_order_id,pre_order_id'
  const order = (cycle: string, id: string, type: string, amount: string, ids: string) =>
    `${line(id, 'c1', amount, cycle).replace(',5,3,', `,${type},1,`)},${ids}`
  const september = [order('2026-09', 'a', '1', '10', 'CS-A,CS-A,,')]
  const october = [order('2026-10', 'a2', '4', '-3', 'CS-R,CS-R,CS-A,')]
  const months = async () => {
    const out = newOut()
    const prices = await book('rules: [{id: all, price: expenditure}]\n')
    const month = async (lines: string[], more: Partial<IssueRequest> = {}) =>
      issue((await rate(exported(lines, undefined, `${heading},${columns}`), prices)).out, prices, {out, ...more})
    return {out, month}
  }

  it('is not issued without the statement that the data of an earlier one would tell', async () => {
    const {out, month} = await months()
    await month(september)
    const data = join(out, 'data', '2026-09-0001.json')
    const text = readFileSync(data, 'utf8')
    for (const [change, said] of [
      [() => rmSync(data), 'is not there'],
      [() => writeFileSync(data, '{'), 'cannot be read'],
    ] as const) {
      change()
      await expect(month(october)).rejects.toMatchObject({
        outcome: 'usage',
        message: expect.stringContaining(`2026-09-0001.json says what was issued, and ${said}`),
        next: ['Put the file back'],
      })
    }
    writeFileSync(data, text)
    expect((await month(october)).issued).toMatchObject([{status: 'issued'}])
  })

  it('names a statement that was issued later once it is issued anew, and that is said', async () => {
    const {out, month} = await months()
    await month(october)
    const notes: string[] = []
    await month(september, {onNote: note => notes.push(note)})
    expect(notes).toEqual([
      expect.stringMatching(/^Note: 2026-10-0001 of 2026-10 takes back what 2026-09-0001 .*--reissue/),
    ])
    expect((await month(october)).issued).toMatchObject([{status: 'unchanged'}])
    const {issued} = await month(october, {changed: 'reissue'})
    expect(issued).toMatchObject([{number: '2026-10-0001-R1', status: 'reissued'}])
    const {lines} = JSON.parse(readFileSync(join(out, 'data', '2026-10-0001-R1.json'), 'utf8')) as Statement
    expect(lines).toMatchObject([{refers_to: '2026-09-0001'}])
    expect((await month(october, {changed: 'reissue'})).issued).toMatchObject([{status: 'unchanged'}])
  })
})

it('a promotion of two weeks goes before the plain rule, and that before and after it', async () => {
  const rules = `rules:
  - {id: plain, service: ec2, price: official}
  - {id: edition, service: ec2, price: official - 1%, from: 2026-09-01}
  - {id: promotion, service: ec2, price: official - 50%, from: 2026-10-05, to: 2026-10-18}
`
  const day = (id: string, date: string) => line(id).replace('2026-10-07', date)
  const records = exported(
    [day('a', '2026-10-04'), day('b', '2026-10-05'), day('c', '2026-10-18'), day('d', '2026-10-19')],
    {},
  )
  const {result} = await rate(records, await book(rules))
  expect(result.rules.map(({rule, records: count}) => [rule, count])).toEqual([
    ['edition', 2],
    ['promotion', 2],
  ])
})

it('quiet customers pay fees and minimums, whether the book has their id beside their name or calls them by it', async () => {
  const [byKey, byId] = ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210']
  const text = `customers:
  "${byKey}": {name: Quiet}
  named: {id: "${byId}"}
  nobody: {}
fees:
  - {id: base, amount: "5", customer: ["${byKey}", named]}
  - {id: least, minimum: "20", except: [name-c1]}
`
  const {out} = await rate(exported([line('a')], {}), await book(text))
  const fees: string[] = []
  for await (const rows of readRated(out)) {
    for (const row of rows) if (row.kind !== 'record') fees.push(`${row.customer_id} ${row.rule} ${row.charge.text}`)
  }
  expect(fees.sort()).toEqual([`${byKey} base 5`, `${byKey} least 20`, `${byId} base 5`, `${byId} least 20`].sort())
})

it('a percentage of cost in two currencies is rounded once', async () => {
  const text = `customers:
  c1: {currency: PEN}
exchange:
  USD/PEN: {2026-01-01: "0.33333333"}
fees:
  - {id: part, percent: "33.333333%", of: official}
`
  const {out} = await rate(exported([line('a')], {}), await book(text))
  for await (const rows of readRated(out)) {
    // 12 x 0.33333333 x 0.33333333, and not 3.99999996 x 0.33333333 rounded on the way.
    const fee = rows.find(({kind}) => kind === 'fee')
    if (fee) expect(fee.charge.text).toBe('1.33333331')
  }
})

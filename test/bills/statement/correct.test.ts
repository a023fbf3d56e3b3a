// Corrections of issued documents: what was issued and the difference are what is due now, to the cent and tax by tax.
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {correctRated} from '../../../src/bills/diff/corrections-file.js'
import {type RatedRow, ratedCsv, ratedHeading} from '../../../src/bills/rating/rated.js'
import {registered} from '../../../src/bills/statement/chain.js'
import {isCorrections, readCorrections} from '../../../src/bills/statement/corrections.js'
import {parseStatement} from '../../../src/bills/statement/data/stored.js'
import type {Issued} from '../../../src/bills/statement/issue.js'
import type {Statement} from '../../../src/bills/statement/statement.js'
import {Decimal} from '../../../src/decimal.js'
import {cli, emptyHome} from '../../support/cli.js'
import {BASE, CUSTOMERS, issueRows, newOut, row, SELLER, TAXES} from './rows.js'

emptyHome()

const text = BASE + TAXES + CUSTOMERS + SELLER
const before = [row('vm', 'vat', '100.005'), row('ip', 'vat', '5.004'), row('book', 'low', '10.337')]

const read = (out: string, {number}: {number: string}): Statement =>
  parseStatement(readFileSync(join(out, 'data', `${number}.json`), 'utf8'))
const told = (issued: Issued[]) => issued.map(({number, kind, status, total}) => [number, kind, status, total.text])
const entries = (out: string) => JSON.parse(readFileSync(join(out, 'statements.json'), 'utf8')).statements

/** What all standing documents of a folder say together, by tax. */
function sums(documents: Statement[]): Record<string, string> {
  const sums = new Map<string, bigint>()
  const add = (name: string, {units}: Decimal) => sums.set(name, (sums.get(name) ?? 0n) + units)
  for (const {taxes, net, tax, total, lines, roundings} of documents) {
    for (const {code, base, amount} of taxes) {
      add(`${code} base`, base)
      add(`${code} tax`, amount)
    }
    for (const line of lines) add(`${line.tax} lines`, line.shown)
    for (const line of roundings) add(`${line.tax} lines`, line.amount)
    add('net', net)
    add('tax', tax)
    add('total', total)
  }
  return Object.fromEntries([...sums].map(([name, units]) => [name, Decimal.fromUnits(units).text]))
}

/** Documents over `rows` issued afresh. */
async function afresh(rows: RatedRow[]): Promise<Statement> {
  const out = newOut()
  return read(out, (await issueRows(rows, text, out))[0]!)
}

describe('what has changed', () => {
  it.each<[string, RatedRow[], string, string]>([
    ['less of a service', [row('vm', 'vat', '90.001'), ...before.slice(1)], 'credit-note', 'CN-INV-2026-10-0001'],
    ['more of it', [row('vm', 'vat', '120.999'), ...before.slice(1)], 'statement', 'INV-2026-10-0002'],
    ['a service is gone', before.slice(1), 'credit-note', 'CN-INV-2026-10-0001'],
    ['a service is new', [...before, row('dns', 'vat', '0.335')], 'statement', 'INV-2026-10-0002'],
    ['another tax', [row('vm', 'low', '100.005'), ...before.slice(1)], 'credit-note', 'CN-INV-2026-10-0001'],
    ['a late refund', [...before, row('vm', 'vat', '-20.005', {bill_type: '4'})], 'credit-note', 'CN-INV-2026-10-0001'],
    [
      'less than nothing',
      [...before, row('vm', 'vat', '-200', {bill_type: '4'})],
      'credit-note',
      'CN-INV-2026-10-0001',
    ],
  ])('is a document of its own, and with it the month is right: %s', async (_, now, kind, number) => {
    const out = newOut()
    const [first] = await issueRows(before, text, out)
    const files = readFileSync(first!.files[0]!, 'utf8')
    await expect(issueRows(now, text, out)).rejects.toMatchObject({outcome: 'refused'})
    const issued = await issueRows(now, text, out, {changed: 'credit-note', issued: '2026-11-20'})
    expect(issued.map(one => [one.number, one.kind, one.status, one.refers_to])).toEqual([
      ['INV-2026-10-0001', 'statement', 'unchanged', ''],
      [number, kind, 'issued', 'INV-2026-10-0001'],
    ])
    const [old, difference] = issued.map(one => read(out, one))
    expect(difference).toMatchObject({delta: true, refers_to: 'INV-2026-10-0001', refers_to_date: '2026-11-05'})
    const nothing = Object.entries(sums([old!, difference!])).filter(([, sum]) => sum !== '0')
    expect(Object.fromEntries(nothing)).toEqual(sums([await afresh(now)]))
    expect(readFileSync(first!.files[0]!, 'utf8')).toBe(files)
    const page = readFileSync(issued[1]!.files[0]!, 'utf8')
    if (kind === 'credit-note') {
      expect(page).toContain('<h1>Rechnungskorrektur</h1>')
      expect(page).toContain('<dt>Korrigiert</dt><dd>INV-2026-10-0001</dd>')
      // Nobody is told to pay what he gets back.
      expect(page).not.toContain('IBAN')
      expect(difference).not.toHaveProperty('payment')
    } else expect(page).toContain('<dt>Nachberechnung zu</dt><dd>INV-2026-10-0001</dd>')
    expect(page).toContain('<dt>Datum des Originals</dt><dd><time datetime="2026-11-05">')
    // The same again is the same, and what comes later is a difference to both.
    expect((await issueRows(now, text, out)).map(one => one.status)).toEqual(['unchanged', 'unchanged'])
    const back = await issueRows(before, text, out, {changed: 'credit-note'})
    expect(back).toHaveLength(3)
    expect(
      Object.fromEntries(Object.entries(sums(back.map(one => read(out, one)))).filter(([, sum]) => sum !== '0')),
    ).toEqual(sums([old!]))
  })

  it('that nobody can see is nothing', async () => {
    const out = newOut()
    await issueRows(before, text, out)
    const now = [row('vm', 'vat', '100.0051'), ...before.slice(1)]
    expect(told(await issueRows(now, text, out, {changed: 'credit-note'}))).toMatchObject([
      ['INV-2026-10-0001', 'statement', 'unchanged', expect.anything()],
    ])
    expect(entries(out)).toHaveLength(1)
  })

  it('in who gets it is no amount: it is taken back whole', async () => {
    const out = newOut()
    await issueRows(before, text, out)
    const moved = text.replace('Hafenstraße 7', 'Hafenstraße 8')
    await expect(issueRows(before, moved, out, {changed: 'credit-note'})).rejects.toMatchObject({
      next: expect.arrayContaining([expect.stringContaining('--credit-note full')]),
    })
    const issued = await issueRows(before, moved, out, {changed: 'full-credit-note'})
    expect(issued.map(({number}) => number)).toEqual(['CN-INV-2026-10-0001', 'INV-2026-10-0002'])
    expect(entries(out).map(({status}: {status: string}) => status)).toEqual(['cancelled', 'issued', 'issued'])
  })

  it.each<[string, RatedRow[], string]>([
    ['lines of the same sum', [row('vm', 'vat', '90.005'), row('ip', 'vat', '15.004'), before[2]!], text],
    ['who gets it, and amounts', before.slice(1), text.replace('Hafenstraße 7', 'Hafenstraße 8')],
  ])('in %s has no document over the difference, and the advice says what does', async (_, now, own) => {
    const out = newOut()
    await issueRows(before, text, out)
    for (const changed of [undefined, 'credit-note'] as const) {
      const refused = await issueRows(now, own, out, {changed}).catch(error => error)
      expect(refused).toMatchObject({outcome: 'refused'})
      const advice = refused.next.join(' ')
      expect([advice.includes('--credit-note full'), advice.includes('Add --credit-note')]).toEqual([true, false])
    }
    expect(entries(out)).toHaveLength(1)
    await issueRows(now, own, out, {changed: 'full-credit-note'})
    expect((await issueRows(now, own, out)).map(({status}) => status)).toEqual(['unchanged'])
  })

  it('of which nothing is left has no credit note over nothing', async () => {
    const out = newOut()
    await issueRows(before, text, out)
    const nothing = before.map(one => ({...one, charge: Decimal.zero}))
    await issueRows(nothing, text, out, {changed: 'credit-note'})
    const issued = await issueRows(before, text, out, {changed: 'full-credit-note'})
    expect(issued.map(({number}) => number)).toEqual(['INV-2026-10-0002'])
    expect(entries(out).map(({status}: {status: string}) => status)).toEqual(['cancelled', 'cancelled', 'issued'])
  })

  it('is taken back with all that was corrected before', async () => {
    const out = newOut()
    await issueRows(before, text, out)
    await issueRows(before.slice(1), text, out, {changed: 'credit-note'})
    const now = [row('vm', 'vat', '50'), ...before.slice(1)]
    const [note, fresh] = await issueRows(now, text, out, {changed: 'full-credit-note'})
    const [a, b] = entries(out).slice(0, 2)
    expect(note!.total.plus(Decimal.parse(a.total)).plus(Decimal.parse(b.total)).text).toBe('0')
    expect(told(await issueRows(now, text, out))).toEqual([
      [fresh!.number, 'statement', 'unchanged', fresh!.total.text],
    ])
  })
})

it('an invoice that left the house is not replaced under a variant of its number', async () => {
  const out = newOut()
  await issueRows(before, text, out)
  const files = readdirSync(out)
  await expect(issueRows(before.slice(1), text, out, {changed: 'reissue'})).rejects.toMatchObject({
    outcome: 'refused',
    next: expect.arrayContaining([expect.stringContaining('--credit-note')]),
  })
  expect(readdirSync(out)).toEqual(files)
})

it('a statement that was corrected there and back is not reissued, nor does the advice say so', async () => {
  const out = newOut()
  const own = text.replace('  title: invoice\n', '')
  await issueRows(before, own, out)
  for (const now of [before.slice(1), before]) await issueRows(now, own, out, {changed: 'credit-note'})
  // The three documents come to what the first one says.
  const now = [row('vm', 'vat', '50'), ...before.slice(1)]
  for (const changed of [undefined, 'reissue'] as const) {
    const refused = await issueRows(now, own, out, {changed}).catch(error => error)
    expect(refused).toMatchObject({outcome: 'refused'})
    expect(refused.next.join(' ')).not.toContain('--reissue')
  }
})

it('what comes to nothing leaves no folder that was not there', async () => {
  const out = newOut()
  const gone = join(out, 'a/b')
  const broken = (async function* (): AsyncGenerator<RatedRow[]> {
    yield [row('vm', 'vat', '1')]
    throw new Error('it is cut')
  })()
  await expect(issueRows(before, text, gone, {rated: broken, formats: ['csv']})).rejects.toThrow('it is cut')
  await expect(issueRows(before, text.replace('name: Cloud Partner GmbH', 'name: Your company'), gone)).rejects.toThrow(
    'still names',
  )
  expect(readdirSync(out)).toEqual([])
})

it('the register has nothing of who has no document', async () => {
  const out = newOut()
  await issueRows(before, text, out)
  expect(registered(out, ['vega'])).toHaveLength(1)
  expect(() => registered(out, ['vega', 'NOBODY'])).toThrow(expect.objectContaining({outcome: 'not-found'}))
})

it.each(['2026-02-30', '2026-99-99', '2026-11'])('%s is no day of issue', async date => {
  const ran = await cli(['bill', 'statement', 'rated.csv', '--date', date])
  expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining(`"${date}" is not a day`)])
})

it('credit notes have the range that the book names', async () => {
  const out = newOut()
  const own = `${text}  credit_number: GS-{year}-{sequence:3}\n`
  await issueRows(before, own, out)
  const issued = await issueRows(before.slice(1), own, out, {changed: 'credit-note'})
  expect(issued.at(-1)!.number).toBe('GS-2026-001')
})

describe('the corrections of two ratings', () => {
  const fee = row('', 'vat', '20', {kind: 'fee', rule: 'base', description: 'Support'})
  const rows = [...before, fee].map((one, i) => ({
    ...one,
    rule: one.rule || 'all',
    id: `r${i}`,
    customer_id: 'a'.repeat(32),
  }))
  const now = rows.map((one, i) => ({...one, charge: Decimal.parse(['90.001', '5.004', '12.337', '25'][i]!)}))
  const rated = (out: string, name: string, all: RatedRow[]) => {
    const path = join(out, `${name}.csv`)
    const line = ratedCsv()
    writeFileSync(path, ratedHeading() + all.map(line).join(''))
    return path
  }

  it('make the documents that the later rating makes', async () => {
    const [out, other] = [newOut(), newOut()]
    const file = join(other, 'corrections.csv')
    await correctRated(rated(other, 'old', rows), rated(other, 'new', now), {out: file, reading: {}})
    expect([isCorrections(file), isCorrections(join(other, 'old.csv'))]).toEqual([true, false])
    const corrections = await readCorrections(file)
    await issueRows(rows, text, out)
    await expect(issueRows([], text, out, {corrections})).rejects.toMatchObject({outcome: 'refused'})
    const made = await issueRows([], text, out, {corrections, changed: 'credit-note'})
    expect(made.map(({status}) => status)).toEqual(['unchanged', 'issued'])
    const nothing = Object.entries(sums(made.map(one => read(out, one)))).filter(([, sum]) => sum !== '0')
    expect(Object.fromEntries(nothing)).toEqual(sums([await afresh(now)]))
    // Once more they change nothing, and to the later rating all is well.
    const again = {corrections, changed: 'credit-note' as const}
    expect((await issueRows([], text, out, again)).map(({status}) => status)).toEqual(['unchanged', 'unchanged'])
    expect((await issueRows(now, text, out)).map(({status}) => status)).toEqual(['unchanged', 'unchanged'])
  })

  it.each([
    ['both change', '2', '4'],
    ['one changes', '2', '3'],
  ])('of two services that are called alike are of one line: %s', async (_, first, second) => {
    const [out, other] = [newOut(), newOut()]
    const file = join(other, 'corrections.csv')
    const alike = {cloud_service_type_name: 'Disk', customer_id: 'a'.repeat(32), rule: 'all'}
    const disks = (one: string, two: string) => [
      row('evs', 'vat', one, {...alike, id: 'r1'}),
      row('dss', 'vat', two, {...alike, id: 'r2'}),
    ]
    const [old, now] = [disks('1', '3'), disks(first, second)]
    await correctRated(rated(other, 'old', old), rated(other, 'new', now), {out: file, reading: {}})
    await issueRows(old, text, out)
    const corrections = await readCorrections(file)
    const made = await issueRows([], text, out, {corrections, changed: 'credit-note'})
    expect(made.map(({status}) => status)).toEqual(['unchanged', 'issued'])
    expect((await issueRows(now, text, out)).map(({status}) => status)).toEqual(['unchanged', 'unchanged'])
  })

  const charges = (kind: RatedRow['kind'], all: Record<string, string>) =>
    Object.entries(all).map(([what, charge], i) =>
      row(kind === 'fee' ? '' : 'vm', 'vat', charge, {
        ...{kind, description: what, resource_id: what, rule: `r${i}`, id: kind === 'record' ? what : ''},
        ...{customer_id: 'a'.repeat(32), bill_type: kind === 'record' ? '4' : ''},
      }),
    )
  const many = (charge: string, count: number) =>
    Object.fromEntries(Array.from({length: count}, (_, i) => [`disk${i}`, charge]))
  it.each<[string, RatedRow[], RatedRow[]]>([
    ['two fees', charges('fee', {Support: '3', Desk: '2'}), charges('fee', {Support: '4', Desk: '1.5'})],
    ['a fee of another name', charges('fee', {Support: '3', Desk: '2'}), charges('fee', {Support: '3', Help: '5'})],
    ['two tiers', charges('tier', {'10 x 1': '10', '5 x 2': '10'}), charges('tier', {'10 x 1': '8', '5 x 2': '11'})],
    ['other tiers', charges('tier', {'10 x 1': '10'}), charges('tier', {'7 x 1': '7', '5 x 2': '10'})],
    ['a late refund', charges('record', {a: '-1'}), charges('record', {a: '-1', b: '-2'})],
    ['refunds that become one line', charges('record', many('-1', 12)), charges('record', many('-1', 13))],
    ['refunds of one line', charges('record', many('-1', 14)), charges('record', {...many('-1', 13), x: '-9'})],
    ['refunds that become many lines', charges('record', many('-1', 14)), charges('record', many('-1', 3))],
  ])('are told by lines of documents: %s', async (_, old, now) => {
    const [out, other] = [newOut(), newOut()]
    const file = join(other, 'corrections.csv')
    const [first, second] = [old, now].map(all => [rows[0]!, ...all])
    await correctRated(rated(other, 'old', first!), rated(other, 'new', second!), {out: file, reading: {}})
    await issueRows(first!, text, out)
    const made = {corrections: await readCorrections(file), changed: 'credit-note' as const}
    expect((await issueRows([], text, out, made)).map(({status}) => status)).toEqual(['unchanged', 'issued'])
    expect((await issueRows(second!, text, out)).map(({status}) => status)).toEqual(['unchanged', 'unchanged'])
    expect((await issueRows([], text, out, made)).map(({status}) => status)).toEqual(['unchanged', 'unchanged'])
  })

  it('that come to the same leave the documents as they are, and hold up nobody else', async () => {
    const [out, other] = [newOut(), newOut()]
    const file = join(other, 'corrections.csv')
    const id = {customer_id: 'a'.repeat(32), rule: 'all'}
    const two = {customer_id: 'b'.repeat(32), account_name: 'lumen', rule: 'all', id: 'r9'}
    const month = (vm: string, ip: string, more: string) => [
      row('vm', 'vat', vm, {...id, id: 'r1'}),
      row('ip', 'vat', ip, {...id, id: 'r2'}),
      row('vm', 'rc', more, two),
    ]
    const [first, second] = [month('10', '5', '1'), month('9', '6', '2')]
    await correctRated(rated(other, 'old', first), rated(other, 'new', second), {out: file, reading: {}})
    await issueRows(first, text, out)
    const notes: string[] = []
    const made = await issueRows([], text, out, {
      corrections: await readCorrections(file),
      changed: 'credit-note',
      onNote: note => notes.push(note),
    })
    expect(made.map(({account_name, status}) => [account_name, status])).toEqual([
      ['lumen', 'unchanged'],
      ['lumen', 'issued'],
      ['vega', 'unchanged'],
    ])
    expect(notes).toEqual([expect.stringContaining('INV-2026-10-0002 for vega stays as it is')])
  })

  it('leave no documents of another rating behind', async () => {
    const [out, other] = [newOut(), newOut()]
    const file = join(other, 'corrections.csv')
    const provenance = {version: 1, rated_sha256: 'old', sources: []} as never
    await correctRated(rated(other, 'old', rows), rated(other, 'new', now), {out: file, reading: {}})
    await issueRows(rows, text, out, {provenance})
    await issueRows([], text, out, {corrections: await readCorrections(file), changed: 'credit-note'})
    expect(entries(out).map((one: {rated_sha256?: string}) => one.rated_sha256)).toEqual([undefined, undefined])
  })

  it('that start from something else than what was issued are refused', async () => {
    const [out, other] = [newOut(), newOut()]
    const file = join(other, 'corrections.csv')
    await correctRated(rated(other, 'old', rows), rated(other, 'new', now), {out: file, reading: {}})
    const corrections = await readCorrections(file)
    await expect(issueRows([], text, out, {corrections})).rejects.toMatchObject({outcome: 'usage'})
    await issueRows([{...rows[0]!, charge: Decimal.parse('77')}, ...rows.slice(1)], text, out)
    await expect(issueRows([], text, out, {corrections, changed: 'credit-note'})).rejects.toMatchObject({
      outcome: 'usage',
      message: expect.stringContaining('77'),
    })
  })
})

it('a month of which nothing is left is credited whole', async () => {
  const out = newOut()
  const [first] = await issueRows(before, text, out)
  const nothing = before.map(one => ({...one, charge: Decimal.zero}))
  const issued = await issueRows(nothing, text, out, {changed: 'credit-note'})
  expect(issued.map(({number}) => number)).toEqual(['INV-2026-10-0001', 'CN-INV-2026-10-0001'])
  expect(issued[1]!.total.plus(first!.total).text).toBe('0')
})

describe('what is in the way', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  it.each<[string, (out: string) => void]>([
    ['a folder for a document', out => mkdirSync(join(out, 'INV-2026-10-0001-vega.html'))],
    ['a folder for data', out => mkdirSync(join(out, 'data', 'INV-2026-10-0001.json'), {recursive: true})],
    ['a file for the data', out => writeFileSync(join(out, 'data'), '')],
    ['a file for the folder', out => writeFileSync(out, '')],
  ])('is told before a number is taken: %s', async (what, put) => {
    const whole = newOut()
    rmSync(whole, {recursive: true})
    if (what !== 'a file for the folder') mkdirSync(whole)
    put(whole)
    for (const formats of [['html'], ['html', 'csv']] as const)
      await expect(issueRows(before, text, whole, {formats: [...formats]})).rejects.toMatchObject({
        outcome: 'usage',
        message: expect.stringMatching(/is a (file|folder), where a (file|folder) goes$/),
      })
    expect(existsSync(join(whole, 'statements.json'))).toBe(false)
  })

  it('a logo of issued documents that is gone is to be put back', async () => {
    const out = newOut()
    const path = join(out, 'logo.png')
    writeFileSync(path, PNG)
    await issueRows(before, `${text}  logo: ${path}\n`, out)
    const logo = readdirSync(join(out, 'data')).find(name => name.startsWith('logo-'))!
    rmSync(join(out, 'data', logo))
    const other = row('vm', 'vat', '1', {customer_id: 'c2', account_name: 'other'})
    const missing = {outcome: 'usage', next: ['Put the file back']}
    await expect(issueRows([...before, other], text, out)).rejects.toMatchObject(missing)
    expect(entries(out)).toHaveLength(1)
    // The same picture in the book puts it back.
    await issueRows(before, `${text}  logo: ${path}\n`, out)
    expect(existsSync(join(out, 'data', logo))).toBe(true)
  })
})

it('who is not in a rating, but has a document of its month, is named', async () => {
  const out = newOut()
  const other = row('vm', 'vat', '1', {customer_id: 'c2', account_name: 'other'})
  await issueRows([...before, other], text, out)
  const notes: string[] = []
  const onNote = (note: string) => notes.push(note)
  await issueRows(before, text, out, {onNote, customers: ['vega']})
  await issueRows([...before, other], text, out, {onNote})
  expect(notes).toEqual([])
  await issueRows(before, text, out, {onNote})
  expect(notes).toEqual([expect.stringContaining('issued for 2026-10: other (INV-2026-10-0001)')])
  await issueRows([...before, {...other, charge: Decimal.zero}], text, out, {changed: 'credit-note'})
  await issueRows(before, text, out, {onNote})
  expect(notes).toHaveLength(1)
})

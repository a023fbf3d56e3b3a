// A month with more than the memory holds: what is put aside on the disk comes back whole.
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {KeyedLines} from '../../../src/bills/statement/data/keyed-lines.js'
import {Resources} from '../../../src/bills/statement/data/resources.js'
import {RunEnd} from '../../../src/failure.js'
import {unfinishedName} from '../../../src/files.js'
import {temporaryFolder} from '../../support/cli.js'
import {BASE, issueRows, newOut, row} from './rows.js'

const folder = temporaryFolder()

it('lines come back by key as they were, from the disk and from memory', async () => {
  const within = join(folder, 'lines')
  const lines = new KeyedLines(within, 1000)
  const wanted = new Map<string, string[]>()
  const add = (key: string, line: string) => {
    lines.add(key, line)
    wanted.set(key, [...(wanted.get(key) ?? []), line])
  }
  for (let i = 0; i < 90; i++) {
    add(`k${i % 3}`, `${i} Łódź 北京 ${'x'.repeat(30)}\n`)
    await lines.relieve()
  }
  add('k2', `${'北'.repeat(300_001)}\n`)
  await lines.relieve()
  add('k1', 'last\n')
  add('k2', `${'京'.repeat(100_000)}\n`)
  add('k3', 'only\n')
  expect(readdirSync(within)).toHaveLength(1)
  for (const [key, texts] of wanted) {
    const pieces: Buffer[] = []
    for await (const piece of lines.pieces(key)) pieces.push(Buffer.from(piece))
    const text = Buffer.concat(pieces).toString()
    expect([key, text === texts.join('')]).toEqual([key, true])
    expect([key, [...lines.lines(key)].map(line => `${line}\n`).join('') === text]).toEqual([key, true])
  }
  lines.remove()
  expect(readdirSync(within)).toEqual([])
})

it('resources are summed up whole, and the largest are found', async () => {
  const within = join(folder, 'resources')
  mkdirSync(within)
  const resources = new Resources(within, 50)
  const add = (resource_id: string, charge: string, resource_name = '') =>
    resources.add('a', row('vm', 'vat', charge, {resource_id, resource_name, region_name: 'Lima'}))
  for (let i = 0; i < 400; i++) {
    add(`r-${i % 200}`, i % 200 < 3 ? '2.00000001' : '0.5', `name, "${i}"`)
    if (i % 30 === 0) await resources.relieve()
  }
  add('r-1', '0.1')
  add('gone', '-1')
  expect(
    resources.largest('a', 3).map(one => [one.resource_id, one.name, one.service, one.region, one.charge.text]),
  ).toEqual([
    ['r-1', 'name, "1"', 'vm', 'Lima', '4.10000002'],
    ['r-0', 'name, "0"', 'vm', 'Lima', '4.00000002'],
    ['r-2', 'name, "2"', 'vm', 'Lima', '4.00000002'],
  ])
  expect(resources.largest('nobody', 3)).toEqual([])
  resources.remove()
  expect(existsSync(within) && readdirSync(within)).toEqual([])
})

const MONTH = Array.from({length: 6}, (_, i) =>
  row('vm', '', `${i + 1}`, {customer_id: `c${i}`, account_name: `a${i}`}),
)
const FORMATS = ['csv', 'xlsx', 'html'] as const

describe('a run that is to end', () => {
  const end = new RunEnd('terminated', 'terminated')
  const wanted = newOut()
  const read = (folder: string) => {
    const {statements} = JSON.parse(readFileSync(join(folder, 'statements.json'), 'utf8'))
    const files = readdirSync(folder).filter(name => name !== 'statements.json')
    return [statements, ...files.map(name => [name, name === 'data' || readFileSync(join(folder, name), 'base64')])]
  }

  it.each(['reading', 'numbering', 'writing'])('ends in %s, and the same again makes it whole', async when => {
    if (readdirSync(wanted).length === 0) await issueRows(MONTH, BASE, wanted, {formats: [...FORMATS]})
    const out = newOut()
    const run = new AbortController()
    async function* rated() {
      yield MONTH.slice(0, 3)
      if (when === 'reading') run.abort(end)
      yield MONTH.slice(3)
      if (when === 'numbering') setImmediate(() => run.abort(end))
    }
    const onProgress = (done: number) => {
      if (when === 'writing' && done === 2) run.abort(end)
    }
    const more = {formats: [...FORMATS], rated: rated(), signal: run.signal, onProgress}
    await expect(issueRows([], BASE, out, more)).rejects.toBe(end)
    const left = readdirSync(out).filter(name => name.startsWith('.') || name.endsWith('.part'))
    expect(left).toEqual([])
    expect(readdirSync(out).filter(name => name.endsWith('.csv'))).toHaveLength(when === 'writing' ? 2 : 0)
    await issueRows(MONTH, BASE, out, {formats: [...FORMATS]})
    expect(read(out)).toEqual(read(wanted))
  })
})

it('takes away what a run that was killed has left of its files', async () => {
  const out = newOut()
  const [first] = await issueRows(MONTH.slice(0, 2), BASE, out, {formats: ['csv'], preview: true})
  // No process has such a number.
  const left = unfinishedName(first!.files[0]!).replace(`-${process.pid}.`, '-99999999.')
  writeFileSync(left, 'half a')
  await issueRows(MONTH.slice(0, 2), BASE, out, {formats: ['csv'], preview: true})
  expect(existsSync(left)).toBe(false)
})

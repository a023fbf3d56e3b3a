// A month with more than the memory holds: what is put aside on the disk comes back whole.
import {existsSync, mkdirSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {KeyedLines} from '../../../src/bills/statement/data/keyed-lines.js'
import {Resources} from '../../../src/bills/statement/data/resources.js'
import {temporaryFolder} from '../../support/cli.js'
import {row} from './rows.js'

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
  add('k1', 'last\n')
  add('k3', 'only\n')
  expect(readdirSync(within)).toHaveLength(1)
  for (const [key, texts] of wanted) {
    let text = ''
    for await (const piece of lines.pieces(key)) text += piece
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

// D.1: 15. An export that is killed, again and again, ends with the bytes that one gives which nobody disturbs.
import {createHash} from 'node:crypto'
import {existsSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {beforeAll, describe, expect, it} from 'vitest'
import {random} from '../support/records.js'
import {ended, World} from './support/world.js'

const RECORDS = 'ListCustomerselfResourceRecords'

/**
 * 50 kills. Each part of the month is many times what lies between two checkpoints: 20,000 records, of Parquet 50,000.
 */
const plans: {name: string; flags: string[]; work: string; kills: number; checkpoints: number}[] = [
  {name: 'csv', flags: ['--shard', '1/10'], work: 'bills-2026-10.shard-1-of-10.csv.part', kills: 24, checkpoints: 5},
  {
    name: 'jsonl',
    flags: ['--format', 'jsonl', '--shard', '2/20'],
    work: 'bills-2026-10.shard-2-of-20.jsonl.part',
    kills: 10,
    checkpoints: 2,
  },
  {
    name: 'customers',
    flags: ['--split', 'customer', '--columns', 'id,bill_date,amount,currency', '--shard', '3/20'],
    work: 'bills-2026-10.shard-3-of-20.part',
    kills: 10,
    checkpoints: 2,
  },
  {
    name: 'parquet',
    flags: ['--format', 'parquet', '--shard', '1/12'],
    work: '_shards/1-of-12/_tmp/bill_cycle=2026-10',
    kills: 6,
    checkpoints: 1,
  },
]

/** Of each request, so that a run meets some of each. */
const faults: [effect: string, more: Record<string, unknown>][] = [
  ['reset-before', {probability: 0.003}],
  ['reset-middle', {probability: 0.004}],
  ['truncated', {probability: 0.003}],
  ['internal-error', {probability: 0.003}],
  ['unavailable', {probability: 0.002}],
  ['throttled', {probability: 0.003}],
  ['none', {probability: 0.02, delay: {from: 50, to: 300}}],
]

let world: World
beforeAll(async () => {
  world = await World.start({scenario: 'large', flags: ['--clock', '2026-11-10T03:00:00Z']})
})

/**
 * The checksums of the files of an export, by name. The time of the export stands in names, and in what is written
 * about the files.
 */
function filesOf(name: string): Record<string, string> {
  const folder = world.file(name)
  return Object.fromEntries(
    readdirSync(folder, {recursive: true, withFileTypes: true})
      .filter(entry => entry.isFile())
      .map(file => join(file.parentPath, file.name))
      .filter(path => !/manifest|_SUCCESS|\.part\b|_tmp/.test(path.slice(folder.length)))
      .map(path => [
        path.slice(folder.length + 1).replace(/\d{8}T\d{9}Z/, 'TIME'),
        createHash('sha256').update(readFileSync(path)).digest('hex'),
      ])
      .sort(),
  )
}

/**
 * What an unfinished export has: checkpoints, what is in the files, and how much of that the last checkpoint vouches
 * for.
 */
function unfinished(work: string) {
  const folder = world.file(work)
  const journal = join(folder, 'journal.jsonl')
  const lines = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').slice(1, -1) : []
  const lengths: Record<string, number> = {}
  for (const line of lines) {
    const {parts} = JSON.parse(line) as {parts: Record<string, {length: number}>}
    for (const [name, {length}] of Object.entries(parts)) lengths[name] = length
  }
  return {
    checkpoints: lines.length,
    safe: Object.values(lengths).reduce((sum, length) => sum + length, 0),
    written: writtenIn(folder),
  }
}

function writtenIn(folder: string): number {
  if (!existsSync(folder)) return 0
  const parts = readdirSync(folder).filter(name => name.endsWith('.part'))
  return parts.reduce((sum, name) => sum + (statSync(join(folder, name), {throwIfNoEntry: false})?.size ?? 0), 0)
}

describe('an export of a large month, killed at random points while the network fails', () => {
  it.each(plans)(
    '$name, $kills times: the bytes are those of an undisturbed run',
    async plan => {
      const {name, flags, kills, checkpoints} = plan
      const dice = random(15)
      const exportTo = (folder: string) => ['bill', 'export', '--cycle', '2026-10', ...flags, '--out', `${folder}/`]
      await world.calm()
      const calm = await world.run(exportTo(`calm-${name}`))
      expect([calm.exit, calm.stderr]).toEqual([0, ''])
      const expected = filesOf(`calm-${name}`)
      const size = readdirSync(world.file(`calm-${name}`), {recursive: true, withFileTypes: true})
        .filter(entry => entry.isFile() && !/manifest/.test(entry.name))
        .reduce((sum, {parentPath, name: file}) => sum + statSync(join(parentPath, file)).size, 0)
      expect(size).toBeGreaterThan(0)
      rmSync(world.file(`calm-${name}`), {recursive: true})

      for (const [effect, more] of faults) await world.fault(RECORDS, effect, more)
      const folder = `killed-${name}`
      const work = join(folder, plan.work)
      // Points all over the month: each run gets as far as its own, however fast this machine is.
      const points = Array.from({length: kills}, () => dice() * 0.92 * size).sort((a, b) => a - b)
      const landed: {at: number; beyond: boolean}[] = []
      let exit: number | null = null
      for (let runs = 0; exit !== 0 && runs < kills * 3; runs++) {
        const child = world.start(exportTo(folder))
        const end = ended(child)
        let running = true
        void end.then(() => {
          running = false
        })
        if (landed.length < kills) {
          // At any moment: while it starts, while it takes up the files again, in the middle of a file, between two
          // files.
          if (dice() < 0.15) await sleep(200 + dice() * 500)
          else {
            const enough = points[landed.length]!
            while (running && writtenIn(world.file(work)) <= enough) await sleep(4)
            // A row group of Parquet is written at once, just before its checkpoint.
            await sleep(dice() * (name === 'parquet' ? 2000 : 40))
          }
          if (child.kill('SIGKILL')) {
            await end
            const {checkpoints: at, safe: kept, written} = unfinished(work)
            landed.push({at, beyond: written > kept})
            // Nothing has its final name before it is whole.
            expect(Object.keys(existsSync(world.file(folder)) ? filesOf(folder) : {})).toEqual([])
          }
        }
        const last = await end
        exit = last.exit
        if (last.signal === null && exit !== 0) throw new Error(`exit ${exit}: ${last.stderr}`)
      }
      expect(exit).toBe(0)
      expect(landed).toHaveLength(kills)
      // They did land inside: at many checkpoints, and mostly with something in the files that no checkpoint knows of.
      expect(new Set(landed.map(({at}) => at)).size).toBeGreaterThanOrEqual(checkpoints)
      // Rows of Parquet wait in memory for their row group: there, what is lost is seldom in a file.
      const beyond = landed.filter(one => one.beyond).length
      if (name !== 'parquet') expect(beyond).toBeGreaterThan(kills / 2)
      expect(filesOf(folder)).toEqual(expected)
      expect(existsSync(world.file(work))).toBe(false)
      rmSync(world.file(folder), {recursive: true})
    },
    240_000,
  )
})

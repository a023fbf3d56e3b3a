// D.1: 15. An export that is killed, again and again, ends with the bytes that one gives which nobody disturbs.
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {beforeAll, describe, expect, it} from 'vitest'
import {random} from '../support/records.js'
import {ended, World} from './support/world.js'

const RECORDS = 'ListCustomerselfResourceRecords'

let world: World
beforeAll(async () => {
  world = await World.start({scenario: 'small', flags: ['--clock', '2026-11-10T03:00:00Z']})
})

/** The files below a folder of the working folder, with their content. The time of the export stands in names, and in the manifest, which is `_SUCCESS` for Parquet. */
function contentOf(name: string): Record<string, string> {
  const folder = join(world.folder, 'work', name)
  const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile())
  return Object.fromEntries(
    files
      .map(file => join(file.parentPath, file.name))
      .map(
        path =>
          [
            path.slice(folder.length + 1).replace(/\d{8}T\d{6}Z/, 'TIME'),
            readFileSync(path).toString('latin1'),
          ] as const,
      )
      .filter(([path]) => !/manifest|_SUCCESS/i.test(path))
      .sort(),
  )
}

const exportTo = (folder: string, format: string) => [
  'bill',
  'export',
  '--cycle',
  '2026-10',
  '--format',
  format,
  '--out',
  `${folder}/`,
]

describe('an export', () => {
  for (const format of ['csv', 'parquet']) {
    it(`as ${format} that is killed at every few pages is, in the end, what an undisturbed one is`, async () => {
      const dice = random(15)
      expect((await world.run(exportTo(`calm-${format}`, format))).exit).toBe(0)
      const pages = (await world.requests(RECORDS)).length
      const calm = contentOf(`calm-${format}`)
      const names = Object.keys(calm)
      expect(names.length).toBeGreaterThan(0)

      await world.fault(RECORDS, 'none', {delay: 15})
      await world.fault(RECORDS, 'reset-middle', {probability: 0.05})
      const folder = `killed-${format}`
      let kills = 0
      let last = (await world.requests(RECORDS)).at(-1)!.seq
      for (let exit: number | null = null; exit !== 0; ) {
        const child = world.start(exportTo(folder, format))
        const end = ended(child)
        let running = true
        void end.then(() => {
          running = false
        })
        if (kills < 12) {
          const enough = Math.ceil(dice() * (pages / 8))
          for (let seen = 0; running && seen < enough; await sleep(10)) {
            const more = await world.requests(RECORDS, last)
            seen += more.length
            last = more.at(-1)?.seq ?? last
          }
          await sleep(dice() * 30)
          if (child.kill('SIGKILL')) kills++
        }
        exit = (await end).exit
        // What has its final name is whole.
        if (exit !== 0) {
          for (const [path, bytes] of Object.entries(contentOf(folder))) {
            if (names.includes(path)) expect(bytes === calm[path], path).toBe(true)
          }
        }
      }
      expect(kills).toBeGreaterThan(3)
      const killed = contentOf(folder)
      expect(Object.keys(killed)).toEqual(names)
      for (const name of names) expect(killed[name] === calm[name], name).toBe(true)
    })
  }
})

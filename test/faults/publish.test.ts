// An export that dies while its files go to their places: the same command ends it, with every record once and nothing
// left lying about.
import {createHash} from 'node:crypto'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {publishedAt} from '../../src/bills/export/files/published.js'
import {World} from './support/world.js'

const preload = `--import=${resolve(import.meta.dirname, 'fixtures/kill-at-rename.mjs')}`

let world: World
beforeAll(async () => {
  world = await World.start({flags: ['--clock', '2026-11-10T03:00:00Z']})
})

/**
 * What readers find: the records by the manifest of what lies there, each file checked against it; and every name that
 * lies there.
 */
function found(out: string) {
  const folder = world.file(out)
  const exports = publishedAt(folder.replace(/\/$/, ''))
  expect(exports).toHaveLength(1)
  const {manifest, fileOf, path} = exports[0]!
  const files = manifest.files.map(({name, rows, sha256}) => {
    expect(
      createHash('sha256')
        .update(readFileSync(fileOf(name)))
        .digest('hex'),
    ).toBe(sha256)
    return [rows, sha256]
  })
  const isFolder = !existsSync(`${path}.manifest.json`)
  const records = isFolder ? readdirSync(path).filter(name => name.startsWith('part-') || name.endsWith('.csv')) : []
  expect(records.sort()).toEqual(isFolder ? manifest.files.map(({name}) => name).sort() : [])
  const {records: count, sums} = manifest
  return {count, sums, files}
}

/** What an unfinished run needs, and nobody else. */
const leftovers = (place: string) =>
  readdirSync(world.file(place), {recursive: true, encoding: 'utf8'}).filter(path =>
    /\.part|_tmp|\.old|\.tmp|whole/.test(path),
  )

const kinds: [kind: string, flags: string[], out: string][] = [
  ['a file', [], 'bills.csv'],
  ['a folder', ['--split', 'customer'], 'bills/'],
  ['a table', ['--format', 'parquet'], 'bills/'],
]

// What was read of a month that still runs is begun anew; what was read of one that is over is gone on with. Behind one
// step is before the next but for what is no step: the month that is over dies there, too.
describe.each(['2026-10', '2026-11'])('an export of %s', cycle => {
  it.each(kinds)('as %s that dies at any step of its publication ends as if it had not', async (kind, flags, out) => {
    const command = (place: string) => [
      ...[
        'bill',
        'export',
        '--cycle',
        cycle,
        '--customer',
        'fjord-telecom-01',
        ...flags,
        '--out',
        world.file(`${place}/${out}`),
      ],
    ]
    const undisturbed = async (place: string) => {
      const {exit, stderr} = await world.runHere(command(place))
      expect([exit, stderr]).toEqual([0, ''])
      return found(join(place, out))
    }
    const replaced = `${cycle} ${kind}`
    const calm = await undisturbed(replaced)
    for (let number = 1; number < 100; number++) {
      for (const when of cycle === '2026-10' ? ['before', 'behind'] : ['before']) {
        for (const place of [replaced, `${replaced} ${number} ${when}`]) {
          const ran = await world.run(command(place), {NODE_OPTIONS: preload, KILL_AT_RENAME: `${number} ${when}`})
          if (ran.exit === 0 && when === 'before') {
            expect(number).toBeGreaterThan(2)
            return
          }
          expect([place, ran.signal]).toEqual([place, 'SIGKILL'])
          expect({place, ...(await undisturbed(place))}).toEqual({place, ...calm})
          expect(leftovers(place)).toEqual([])
        }
      }
    }
    throw new Error('it never ends')
  })
})

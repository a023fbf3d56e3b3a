// The start of the program: what Node has compiled is kept beside it, taken only where it is right, and never needed.
import {spawnSync} from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {join, resolve} from 'node:path'
import {beforeEach, expect, it} from 'vitest'
import {temporaryFolder} from '../support/traces.js'

const root = resolve(import.meta.dirname, '../..')
let folder: string
let kept: string
beforeEach(() => {
  folder = temporaryFolder()
  for (const path of ['bin', 'package.json', 'oclif.manifest.json', 'src/api/contract', 'dist/partnerctl.cjs']) {
    mkdirSync(join(folder, path, '..'), {recursive: true})
    cpSync(join(root, path), join(folder, path), {recursive: true})
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  kept = join(folder, 'dist/partnerctl.cache')
})

function start(args: string[], env: Record<string, string> = {}) {
  const {status, stdout, stderr} = spawnSync(process.execPath, [join(folder, 'bin/run.js'), ...args], {
    encoding: 'utf8',
    env: {PATH: process.env.PATH, HOME: folder, ...env},
  })
  expect([status, stderr]).toEqual([0, ''])
  return stdout
}
/** Which topics of commands have run, behind the build, Node, the processor, and the checksum. */
const topics = () => readFileSync(kept, 'latin1').split('\n')[0]!.split(' ').slice(5)

it('keeps what was compiled for its owner alone, and more of it once other commands have run', () => {
  expect(start(['--version'])).toMatch(/^partnerctl\/\d/)
  expect([statSync(kept).mode & 0o777, topics()]).toEqual([0o600, []])
  start(['explain', 'CBC.0100'])
  expect(topics()).toEqual(['explain'])
  const {size} = statSync(kept)
  start(['customer', 'list', '--help'])
  start(['profile', 'list'])
  expect(topics()).toEqual(['explain', 'help', 'profile'])
  expect(statSync(kept).size).toBeGreaterThan(size)
  const {mtimeMs} = statSync(kept)
  // Nothing is written again; a word that is no command leaves nothing.
  start(['--version'])
  start(['explain', 'CBC.0101'])
  start(['--help'])
  spawnSync(process.execPath, [join(folder, 'bin/run.js'), 'exlpain'])
  expect(statSync(kept).mtimeMs).toBe(mtimeMs)
})

it('takes nothing that is damaged, of another build, or that others could have written', () => {
  const text = start(['explain', 'CBC.0100'])
  const whole = readFileSync(kept)
  const flipped = Buffer.from(whole)
  for (let at = 2000; at < flipped.length; at += 50_000) flipped[at]! ^= 0xff
  const other = Buffer.from(whole)
  other.write('0000', 3, 'latin1')
  for (const bytes of [flipped, other, whole.subarray(0, 5000), Buffer.from('rubbish'), Buffer.alloc(0)]) {
    writeFileSync(kept, bytes)
    expect(start(['explain', 'CBC.0100'])).toBe(text)
    // It is made anew.
    expect(readFileSync(kept).subarray(0, 60)).toEqual(whole.subarray(0, 60))
    expect(readFileSync(kept).length).toBeGreaterThan(100_000)
  }
  chmodSync(kept, 0o666)
  start(['explain', 'CBC.0100'])
  expect(statSync(kept).mode & 0o777).toBe(0o600)
})

it('loads what is outside of it, at the first start and at later ones', () => {
  const path = join(folder, 'a.parquet')
  writeFileSync(path, 'PAR1 and no more')
  const said = [1, 2, 3].map(() => {
    const ran = spawnSync(process.execPath, [join(folder, 'bin/run.js'), 'bill', 'diff', path, path], {
      encoding: 'utf8',
      env: {PATH: process.env.PATH, HOME: folder},
    })
    expect([ran.status, existsSync(kept)]).toEqual([2, true])
    return ran.stderr
  })
  expect(said).toEqual([said[0], said[0], said[0]])
  expect(said[0]).toContain('a.parquet')
})

it('starts where nothing can be kept, and with settings of Node', () => {
  const text = start(['explain', 'CBC.0100'], {NODE_OPTIONS: '--max-old-space-size=300'})
  expect(existsSync(kept)).toBe(false)
  mkdirSync(kept)
  expect(start(['explain', 'CBC.0100'])).toBe(text)
  rmSync(kept, {recursive: true})
})

it('has what its files export as values: a getter takes longer than the byte that is looked at', () => {
  const text = readFileSync(join(root, 'dist/partnerctl.cjs'), 'latin1')
  // The outermost alone is made by who bundles.
  expect(text.match(/=__toCommonJS\d*\(/g)).toHaveLength(1)
})

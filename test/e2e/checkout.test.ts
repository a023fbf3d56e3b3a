// The first commands of the README, in a fresh copy of the sources, as somebody types them who has read nothing else.
import {spawn} from 'node:child_process'
import {cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync} from 'node:fs'
import {basename, dirname, join, resolve} from 'node:path'
import {expect, it} from 'vitest'
import {temporaryFolder} from '../support/traces.js'
import {ended} from './packed.js'

const root = resolve(import.meta.dirname, '../..')
/** What no clone has, and what no user of one needs; tests name secrets that must be found nowhere. */
const without = new Set(['.git', 'node_modules', 'dist', 'oclif.manifest.json', 'test', 'docs'])
const isNeeded = (name: string) => !without.has(name) && !name.startsWith('bills-')

it('a fresh checkout exports a month with the command that the README names first', async () => {
  const [command] = /^npm ci && .*$/m.exec(readFileSync(join(root, 'README.md'), 'utf8'))!
  const [, ...then] = command.split(' && ')
  expect(then).toEqual(['npm start'])
  const folder = temporaryFolder('partnerctl-checkout-')
  const clone = join(folder, 'clone')
  cpSync(root, clone, {
    recursive: true,
    filter: path => dirname(path) !== root || isNeeded(basename(path)),
  })
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))
  mkdirSync(join(folder, 'home'))
  const start = async () => {
    const child = spawn('npm', ['start'], {cwd: clone, env: {PATH: process.env.PATH, HOME: join(folder, 'home')}})
    return ended(child)
  }
  // Once more replaces what is there.
  for (const time of ['first', 'second']) {
    const {exit, stdout, stderr} = await start()
    expect([time, exit, stderr]).toEqual([time, 0, expect.stringContaining('nothing here is real')])
    expect(stdout).toMatch(/^cycle \d{4}-\d\d \(UTC\+8\).* records · USD /m)
  }
  const [bill] = readdirSync(clone).filter(name => /^bills-.*\.csv$/.test(name))
  const records = readFileSync(join(clone, bill!), 'utf8').trimEnd().split('\r\n').length - 1
  expect(records).toBeGreaterThan(1000)
}, 120_000)

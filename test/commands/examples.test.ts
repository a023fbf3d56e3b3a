// Every example of every help text works as it is printed.
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import type {Site} from '../../src/api/contract/contract.js'
import {packageRoot} from '../../src/package.js'
import {cli, emptyHome} from '../support/cli.js'
import {examples, notAlone} from '../support/examples.js'
import {wordsOf} from '../support/operations.js'
import {filled, type Names, worldNames} from '../support/sandbox-world.js'

const all = await examples()
const tried = all.filter(({line}) => !notAlone.test(line))

const names: Partial<Record<Site, Names>> = {}
let folder: string
const started = process.cwd()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partnerctl-example-'))
  process.chdir(folder)
})
afterEach(() => {
  process.chdir(started)
  rmSync(folder, {recursive: true, force: true})
  delete process.env.PARTNERCTL_SANDBOX_SITE
})

/** Runs a line in a world of its own, so that what one example does cannot help another. */
async function run(line: string, site: Site) {
  emptyHome()
  names[site] ??= await worldNames(site)
  process.env.PARTNERCTL_SANDBOX_SITE = site
  const [program, ...words] = wordsOf(filled(line, names[site]))
  expect(program).toBe('partnerctl')
  return cli(words)
}

describe('examples of help texts', () => {
  it('name the sandbox, or need no profile', () => {
    const offline = /^partnerctl (explain|commands|docs|profile list|sandbox|audit|completion|help|pricebook|doctor)\b/
    expect(
      tried.map(({line}) => line).filter(line => !line.includes('--profile sandbox') && !offline.test(line)),
    ).toEqual([])
  })

  it.each(tried)(
    '$line',
    async ({line, site}) => {
      const ran = await run(line, site)
      expect({exit: ran.exit, stderr: ran.exit === 0 ? '' : ran.stderr}).toEqual({exit: 0, stderr: ''})
    },
    60_000,
  )
})

describe('the README', () => {
  const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8')
  const lines = [...readme.matchAll(/^partnerctl .*--profile sandbox.*$/gm)].map(([line]) =>
    line!.replace(/ {2,}\S.*$/, ''),
  )

  it('has examples', () => expect(lines.length).toBeGreaterThan(0))

  it.each(lines)(
    '%s',
    async line => {
      const ran = await run(line, 'intl')
      expect({exit: ran.exit, stderr: ran.exit === 0 ? '' : ran.stderr}).toEqual({exit: 0, stderr: ''})
    },
    60_000,
  )
})

// Every operation of the contract that a partner can use is reached by a command, on each of its sites.
import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {operationTable} from '../../src/api/contract/contract.js'
import {packageRoot} from '../../src/package.js'
import {emptyHome} from '../support/cli.js'
import {lineFor, lines, regions} from '../support/command-lines.js'
import {traced, wordsOf} from '../support/operations.js'
import {filled, type Names, worldNames} from '../support/sandbox-world.js'

const table = operationTable().operations
/**
 * What a partner can do, as itself or as a customer. Tokens are the client's own business, and tickets have a table of
 * their own.
 */
const wanted = Object.keys(table).filter(id => table[id]!.service === 'bss')
describe('the table of operations', () => {
  it('has a command line for each operation, and no other operation', () => {
    expect(Object.keys(lines).sort()).toEqual(wanted.sort())
  })

  it('agrees with what the commands say about themselves', async () => {
    const folder = join(packageRoot, 'dist/commands')
    const named = new Set<string>()
    for (const file of readdirSync(folder, {recursive: true, encoding: 'utf8'})) {
      if (!file.endsWith('.js')) continue
      const {default: command} = await import(join(folder, file))
      for (const id of command.operations ?? []) {
        expect(table, `${file} names ${id}`).toHaveProperty(id)
        named.add(id)
      }
    }
    expect(wanted.filter(id => !named.has(id))).toEqual([])
  })
})

describe.each(['intl', 'eu', 'cn'] as const)('site %s', site => {
  let names: Names
  beforeAll(async () => {
    emptyHome()
    names = {...(await worldNames(site)), REGION: regions[site]}
  }, 120_000)

  const here = wanted.filter(id => table[id]!.sites.includes(site))
  it.each(here)('%s is sent by a command', async id => {
    const line = filled(lineFor(id, site), names)
    const ran = await traced(wordsOf(line), site)
    expect([...ran.operations], `${line}\n${ran.stderr}`).toContain(id)
  })
})

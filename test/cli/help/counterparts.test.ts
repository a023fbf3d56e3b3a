// A command of another site says what does its work on this one.
import {readFileSync} from 'node:fs'
import {beforeAll, describe, expect, it} from 'vitest'
import {operationTable, type Site} from '../../../src/api/contract/contract.js'
import {counterparts} from '../../../src/cli/help/counterparts.js'
import {changes} from '../../../src/cli/help/guesses.js'
import {commandIn, knowCommands} from '../../../src/cli/next-step.js'
import type {KnownCommand} from '../../../src/cli/typed-scope.js'
import {shellWords} from '../../../src/command-line.js'
import {cli, emptyHome} from '../../support/cli.js'
import {sourceOf} from '../../support/command-lines.js'

const manifest = JSON.parse(readFileSync('oclif.manifest.json', 'utf8'))
const table = Object.values(manifest.commands) as KnownCommand[]
beforeAll(() => {
  emptyHome({PARTNERCTL_SANDBOX_SCENARIO: 'tiny'})
  knowCommands(sourceOf(table))
})

const sitesOf = (name: string): Site[] => {
  const {operations = []} = table.find(({id}) => id.replaceAll(':', ' ') === name)!
  return [...new Set(operations.flatMap(id => operationTable().operations[id]!.sites))]
}

describe('a counterpart', () => {
  it.each(Object.entries(counterparts))(
    'of %s is there where it is not, and changes nothing for a read',
    (name, lines) => {
      const elsewhere = (['intl', 'eu', 'cn'] as const).filter(site => !sitesOf(name).includes(site))
      expect(elsewhere.length).toBeGreaterThan(0)
      for (const line of lines) {
        const other = commandIn(shellWords(line.replace(/^partnerctl /, '')).words)!
        expect(elsewhere.filter(site => !sitesOf(other).includes(site))).toEqual([])
        if (!changes(name)) expect([other, changes(other)]).toEqual([other, false])
      }
    },
  )

  it.each([
    ['intl', 'account history', 'credit show'],
    ['intl', 'bill customers', 'bill summary'],
    ['cn', 'budget show', 'account balances'],
    ['cn', 'customer unfreeze', undefined],
  ])('on the %s site of %s is what is printed', async (site, name, other) => {
    emptyHome({PARTNERCTL_SANDBOX_SCENARIO: 'tiny', PARTNERCTL_SANDBOX_SITE: site})
    const [customer] = JSON.parse((await cli('customer list -o json -p sandbox')).stdout)
    const argument = /budget|unfreeze/.test(name) ? [customer.account_name] : []
    const yes = name === 'customer unfreeze' ? ['--yes'] : []
    const {stderr, exit} = await cli([...name.split(' '), ...argument, ...yes, '-p', 'sandbox'])
    expect([exit, stderr]).toEqual([2, expect.stringContaining(`${name} is only on the `)])
    if (!other) return expect(stderr).not.toContain('\n  partnerctl ')
    const line = shellWords(/\n {2}partnerctl (.*)/.exec(stderr)![1]!).words
    expect(commandIn(line)).toBe(other)
    expect(line).toEqual(expect.arrayContaining(argument))
    expect(await cli(line)).toMatchObject({exit: 0})
  })
})

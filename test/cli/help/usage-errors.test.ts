import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {packageRoot} from '../../../src/package.js'
import {cli, emptyHome} from '../../support/cli.js'

emptyHome()

/** What goes to stderr after the first word. */
const told = async (line: string) => {
  const {exit, stderr, stdout} = await cli(line)
  expect({exit, stdout}).toEqual({exit: 2, stdout: ''})
  return stderr.trimEnd().split('\n')
}

describe('a command line that cannot be read', () => {
  it('says which arguments are missing, and what they are', async () => {
    expect(await told('budget set')).toEqual([
      'Error: CUSTOMER and AMOUNT are missing',
      '  CUSTOMER: account name or customer id',
      "  AMOUNT: amount in the site's currency, at most two decimals",
      '  partnerctl budget set --help',
    ])
  })

  it.each([
    ['budget show a b', 'Error: "b" is one word too many'],
    ['customer list --limit x', 'Error: --limit takes a whole number, not "x"'],
    ['customer list --limit 0', 'Error: --limit is at least 1, not 0'],
    ['customer list --limit', 'Error: --limit needs a value'],
    ['customer list -o xml', 'Error: --output is one of: table, wide, csv, json, jsonl, yaml; not "xml"'],
    ['customer list --__proto__', 'Error: there is no flag --__proto__'],
    ['customer list --constructor=3', 'Error: there is no flag --constructor'],
    ['order list --no-toString --all', 'Error: there is no flag --no-toString'],
    ['api FOO /x', 'Error: "FOO" is not one of: GET, POST, PUT, DELETE, get, post, put, delete'],
  ])('%s', async (line, message) => {
    const lines = await told(line)
    expect(lines[0]).toBe(message)
    expect(lines.at(-1)).toMatch(/^ {2}partnerctl [a-z ]+ --help$/)
  })

  it('offers the flag that was probably meant, and none where nothing comes close', async () => {
    expect(await told('budget set x 3 --dry-rn')).toEqual([
      'Error: there is no flag --dry-rn',
      '  --dry-run?',
      '  partnerctl budget set --help',
    ])
    expect(await told('budget set x 3 --foo')).toEqual([
      'Error: there is no flag --foo',
      '  partnerctl budget set --help',
    ])
  })

  it.each(['25d', '600h', '99999999'])('refuses a time that no timer can wait: %s', async time => {
    expect(await told(`customer list --max-time ${time} --profile sandbox`)).toEqual([
      `Error: --max-time "${time}" is too long a time`,
      '  The longest is 24d',
    ])
    expect(await told(`ticket watch TS1 --interval ${time} --profile sandbox`)).toEqual([
      `Error: --interval "${time}" is too long a time`,
      '  The longest is 1d',
    ])
  })

  it('has one letter for the customer, wherever one can be named', async () => {
    const {commands} = JSON.parse(readFileSync(join(packageRoot, 'oclif.manifest.json'), 'utf8'))
    const named = Object.values<{id: string; flags: Record<string, {char?: string; aliases?: string[]}>}>(commands)
      .map(({id, flags}) => [id, flags.customer] as const)
      .filter(([id, flag]) => flag && id !== 'customer:list')
    expect(named.length).toBeGreaterThan(80)
    expect(named.filter(([, flag]) => flag!.char !== 'C')).toEqual([])
  })

  it('says which flags are missing, all of them', async () => {
    expect((await told('price export'))[0]).toBe('Error: --region is missing, --service is missing')
  })

  it('says the same as JSON', async () => {
    const {exit, stderr} = await cli('budget show -o json')
    expect(exit).toBe(2)
    expect(JSON.parse(stderr)).toEqual({
      error: {
        outcome: 'usage',
        exit: 2,
        message: 'CUSTOMER is missing',
        next: [
          {why: 'CUSTOMER: account name or customer id'},
          {command: 'partnerctl budget show --help', argv: ['budget', 'show', '--help']},
        ],
      },
    })
  })
})

// The lists that an operator meets all day, on windows of five widths: what the next command needs is whole or not
// there, nothing is wider than the window, and what is hidden is said.
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {filled, type Names, worldNames} from '../../support/sandbox-world.js'
import {onTerminal} from '../../support/terminal.js'

const NOW = '2026-11-18T04:00:00Z'
const WIDTHS = [50, 80, 100, 120, 160]

/** Each list, the columns that never go, and those whose text may be cut. */
const lists: [line: string, kept: string[], text: string[]][] = [
  ['customer list', ['CUSTOMER', 'BUDGET USED'], []],
  ['budget list', ['CUSTOMER', 'BUDGET', 'USED', 'CURRENCY'], []],
  ['budget history CUSTOMER', ['TIME', 'WHAT', 'BUDGET'], []],
  ['budget watch', ['CUSTOMER', 'BUDGET', 'USED'], []],
  ['order list', ['ORDER', 'CUSTOMER', 'STATUS', 'AMOUNT'], []],
  ['subscription list --customer CUSTOMER', ['RESOURCE', 'NAME', 'STATUS', 'EXPIRES'], ['SPECIFICATION']],
  ['resource list CUSTOMER', ['RESOURCE', 'NAME', 'STATUS'], ['SPECIFICATION']],
  ['package list --customer CUSTOMER', ['PACKAGE', 'LEFT', 'EXPIRES'], ['NAME']],
  ['ticket list', ['TICKET', 'STATUS'], ['DESCRIPTION']],
  ['ticket messages TICKET', ['TIME', 'BY'], ['TEXT']],
  ['ticket history TICKET', ['TIME', 'ACTION', 'BY'], ['NOTE']],
  ['ticket authorize list', ['AUTHORIZATION', 'TICKET', 'STATUS', 'UNTIL'], ['WHAT FOR']],
  ['bill records --customer CUSTOMER', ['DAY', 'NAME', 'AMOUNT'], ['SERVICE']],
  ['bill resources --customer CUSTOMER', ['RESOURCE', 'NAME', 'AMOUNT'], []],
  ['bill monthly --customer CUSTOMER', ['AMOUNT'], ['SERVICE', 'RESOURCE TYPE']],
  ['cost query --customer CUSTOMER', ['GROUP', 'COST'], []],
  ['coupon list --customer CUSTOMER', ['COUPON', 'VALUE', 'LEFT', 'CURRENCY', 'STATUS'], []],
  ['reseller list', ['RESELLER'], ['NAME']],
  ['audit list', ['TIME', 'COMMAND', 'OUTCOME'], ['ON']],
]

let names: Names
beforeAll(async () => {
  vi.useFakeTimers({toFake: ['Date'], now: new Date(NOW)})
  emptyHome({
    PARTNERCTL_SANDBOX_CLOCK: NOW,
    PARTNERCTL_SANDBOX_SCENARIO: 'small',
    PARTNERCTL_SANDBOX_SEED: '1',
    PARTNERCTL_PROFILE: 'sandbox',
  })
  const [ticket] = await cliJson<{incident_id: string}[]>('ticket list --limit 1')
  names = {...(await worldNames('intl')), TICKET: ticket!.incident_id}
  process.env.PARTNERCTL_SANDBOX_SITE = 'intl'
  await cli('ticket label create production')
})
afterAll(() => {
  vi.useRealTimers()
  delete process.env.PARTNERCTL_PROFILE
  delete process.env.PARTNERCTL_SANDBOX_SITE
})

/** Without the zone, and a currency that stands in the heading. */
const bare = (title: string) => title.replace(/ \(.*\)$/, '')

describe.each(lists)('%s', (line, kept, text) => {
  let titles: string[]
  let rows: string[][]
  beforeAll(async () => {
    const ran = await cli(filled(line, names).split(' '))
    expect(ran.exit, ran.stderr).toBe(0)
    const [heading, ...cells] = ran.stdout.trimEnd().split('\n')
    titles = heading!.split('\t').map(bare)
    rows = cells.map(one => one.split('\t'))
    expect(titles).toEqual(expect.arrayContaining([...kept, ...text]))
  })

  const valuesOf = (title: string) => rows.map(row => row[titles.indexOf(title)]!).filter(Boolean)

  it('has no heading twice among all of its columns', async () => {
    const {stdout} = await cli([...filled(line, names).split(' '), '--columns', 'all'])
    const headings = stdout.split('\n')[0]!.split('\t')
    expect(headings.filter((one, at) => headings.indexOf(one) !== at)).toEqual([])
  })

  it.each(WIDTHS)('is whole in %s columns', async width => {
    const {stdout, stderr, exit} = await onTerminal(filled(line, names).split(' '), width)
    expect(exit, stderr).toBe(0)
    for (const title of kept) {
      // A currency alone stands in the headings, a column without a value nowhere.
      const values = valuesOf(title).map(value => value.replace(/^(\d{4}-\d\d-\d\d)[T ].*/, '$1'))
      if (values.length > 0) expect(stdout).toMatch(new RegExp(`\\b${title}\\b|\\(${values[0]}\\)`))
      for (const value of values) expect(stdout).toContain(value)
    }
    const ends = [...stdout.matchAll(/(?:^|\s)(\S+(?: \S+)*)…/gm)].map(([, beginning]) => beginning!)
    const texts = text.flatMap(valuesOf)
    for (const beginning of ends) {
      const title = text.find(one => beginning.startsWith(`${one} `)) ?? ''
      const [, last] = /(?:.*\s{2,})?(.*)/.exec(beginning.slice(title.length))!
      expect(
        texts.some(value => value.includes(last!.trim())),
        `${beginning}…`,
      ).toBe(true)
    }
    for (const row of stdout.split('\n')) expect.soft([...row].length, row).toBeLessThanOrEqual(width)
    const shown = titles.filter(title => new RegExp(`(^|  )${title}( \\(|  |$)|^${title} `, 'm').test(stdout))
    const hidden = /^\d+ columns? hidden \((.*)\): a wider window, --columns all, or -o csv$/m.exec(stderr)?.[1]
    const gone = titles.filter(title => !shown.includes(title) && title !== 'CURRENCY')
    if (rows.length > 0)
      expect(
        (hidden ?? '')
          .split(', ')
          .filter(Boolean)
          .filter(one => one !== 'currency'),
      ).toEqual(gone.map(title => title.toLowerCase()))
  })
})

// How a run ends, through every command that asks more than one thing: whatever it is asking when the time is up, the
// end is the run's own, and is not taken for a part that could not be read.
import {rmSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {operationTable, type Site} from '../../src/api/contract/contract.js'
import {exitCodes} from '../../src/cli/exit-codes.js'
import {cli, emptyHome} from '../support/cli.js'
import {examples, notAlone} from '../support/examples.js'
import {wordsOf} from '../support/operations.js'
import {type TestSandbox, testSandbox} from '../support/sandbox.js'
import {filled, type Names, worldNames} from '../support/sandbox-world.js'

const moreExamples: {line: string; site: Site}[] = [
  {line: 'partnerctl doctor --profile sandbox', site: 'intl'},
  {line: 'partnerctl order list --limit 3 --profile sandbox', site: 'intl'},
  {line: 'partnerctl budget watch --profile sandbox', site: 'intl'},
  {line: 'partnerctl bill rate --cycle 2026-10 --profile sandbox', site: 'intl'},
  {line: 'partnerctl bill reconcile --cycle 2026-10 --profile sandbox', site: 'intl'},
]
const seen = new Set<string>()
const lines = [...moreExamples, ...(await examples())].filter(({line}) => {
  const own = moreExamples.some(one => one.line === line)
  const command = wordsOf(line)
    .filter(word => /^[a-z-]+$/.test(word))
    .slice(1, 3)
    .join(' ')
  if (!own && (notAlone.test(line) || !line.includes('--profile sandbox') || seen.has(command))) return false
  seen.add(command)
  return true
})

describe.each(['intl', 'cn'] as const)('on the site %s', site => {
  let sandbox: TestSandbox
  let names: Names
  beforeAll(async () => {
    emptyHome()
    sandbox = await testSandbox({site, validateResponses: false})
    names = await worldNames(site, 'test')
  })
  afterAll(() => sandbox.close())

  const operations = async () => {
    const {requests} = await sandbox.admin<{requests: {operation?: string}[]}>('GET', '/requests?limit=5000')
    await sandbox.admin('DELETE', '/requests')
    return [...new Set(requests.flatMap(({operation}) => operation ?? []))]
  }

  it.each(lines.filter(one => one.site === site).map(({line}) => line))('%s', async line => {
    const words = wordsOf(filled(line, names))
      .slice(1)
      .map(word => (word === 'sandbox' ? 'test' : word))
    await operations()
    await cli(words)
    const [, ...later] = await operations()
    const reads = later.filter(id => operationTable().operations[id]?.effect === 'read')
    const ends: Record<string, number> = {}
    for (const operation of reads) {
      await sandbox.admin('POST', '/faults', {operation, effect: 'none', delay: 3000})
      // Keys of customers are kept, and would not be asked for again.
      rmSync(join(process.env.PARTNERCTL_CACHE_DIR!, 'keys'), {recursive: true, force: true})
      const {exit} = await cli([...words, '--max-time', '0.3s'])
      await sandbox.admin('DELETE', '/faults')
      // What was done the first time may be refused before that is asked again.
      if ((await operations()).includes(operation)) ends[operation] = exit
    }
    expect(
      Object.values(ends).filter(exit => exit !== exitCodes.unavailable.exit),
      JSON.stringify(ends),
    ).toEqual([])
  })
})

// What each command shows on a terminal of 80 columns, and what it says to bad input. The tables are files beside this
// one: look at them when they change (`npx vitest run -u test/commands/tables.test.ts` writes them anew).
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest'
import {operationTable, type Site} from '../../src/api/contract/contract.js'
import {packageRoot} from '../../src/package.js'
import {cli, emptyHome} from '../support/cli.js'
import {lineFor, lines, regions} from '../support/command-lines.js'
import {wordsOf} from '../support/operations.js'
import {filled, type Names, worldNames} from '../support/sandbox-world.js'
import {onTerminal, screen} from '../support/terminal.js'

interface Manifest {
  commands: Record<
    string,
    {
      id: string
      hidden?: boolean
      args: Record<string, {required?: boolean}>
      flags: Record<string, {required?: boolean; type: string}>
    }
  >
}

const NOW = '2026-11-18T04:00:00Z'
const {operations} = operationTable()
const manifest: Manifest = JSON.parse(readFileSync(join(packageRoot, 'oclif.manifest.json'), 'utf8'))
const commands = Object.values(manifest.commands).filter(({hidden}) => !hidden)

/** Both clocks stand still, and the output goes to a terminal. */
beforeAll(() => {
  vi.useFakeTimers({toFake: ['Date'], now: new Date(NOW)})
})
afterAll(() => {
  vi.useRealTimers()
})

const world: Record<string, string> = {
  PARTNERCTL_SANDBOX_CLOCK: NOW,
  PARTNERCTL_SANDBOX_SCENARIO: 'small',
  PARTNERCTL_SANDBOX_SEED: '1',
  NO_COLOR: '1',
}

const found: Partial<Record<Site, Names>> = {}
async function namesOf(site: Site): Promise<Names> {
  emptyHome(world)
  found[site] ??= {...(await worldNames(site)), REGION: regions[site]}
  return found[site]
}

/** The command a line calls: the longest name that it begins with. */
function commandOf(line: string): string {
  const words = line.split(' ')
  for (let n = words.length; n > 0; n--) {
    const id = words.slice(0, n).join(':')
    if (manifest.commands[id]) return id
  }
  throw new Error(`no command: ${line}`)
}

const tables = new Map<string, {line: string; site: Site}[]>()
for (const id of Object.keys(lines)) {
  const site = operations[id]!.sites[0] as Site
  const line = lineFor(id, site)
  const topic = commandOf(line).split(':')[0]!
  const known = tables.get(topic) ?? []
  if (!known.some(one => one.line === line)) tables.set(topic, [...known, {line, site}])
}

describe('tables on a terminal', () => {
  it.each([...tables])(
    '%s',
    async (topic, all) => {
      const shown: string[] = []
      for (const {line, site} of all) {
        const names = await namesOf(site)
        emptyHome({...world, PARTNERCTL_SANDBOX_SITE: site})
        const ran = await onTerminal([...wordsOf(filled(line, names)), '--profile', 'sandbox'])
        shown.push(screen(`partnerctl ${line}`, ran))
        for (const text of ran.stdout.split('\n')) expect.soft(text.length, `${line}\n${text}`).toBeLessThanOrEqual(80)
      }
      await expect(shown.join('\n')).toMatchFileSnapshot(`tables/${topic.replace('-', '/')}.txt`)
    },
    120_000,
  )
})

describe('bad input', () => {
  const ids = commands.map(({id}) => id.replaceAll(':', ' '))

  it.each(ids)('%s names a flag that it does not have', async id => {
    emptyHome(world)
    const ran = await cli([...id.split(' '), '--no-such-flag'])
    expect(ran.exit).toBe(2)
    expect(ran.stderr).toContain('--no-such-flag')
    expect(ran.stdout).toBe('')
  })

  const needy = commands.filter(({args, flags}) =>
    [...Object.values(args), ...Object.values(flags)].some(one => one.required),
  )
  it.each(needy.map(({id}) => id.replaceAll(':', ' ')))('%s asks for what it needs', async id => {
    emptyHome(world)
    const ran = await cli([...id.split(' '), '--no-input'])
    expect({exit: ran.exit, stdout: ran.stdout}).toEqual({exit: 2, stdout: ''})
    expect(ran.stderr).toMatch(/\S/)
  })

  const ofCustomer = [...tables.values()].flat().filter(({line}) => /\bCUSTOMER\b/.test(line))
  it.each(ofCustomer)(
    'says that there is no such customer: $line',
    async ({line, site}) => {
      const names = await namesOf(site)
      emptyHome({...world, PARTNERCTL_SANDBOX_SITE: site})
      const wrong = line.replaceAll(/\bCUSTOMER\b/g, 'nobody-of-this-name')
      const ran = await cli([...wordsOf(filled(wrong, names)), '--profile', 'sandbox', '--no-input'])
      expect({exit: ran.exit, stdout: ran.stdout}, ran.stderr).toEqual({exit: 3, stdout: ''})
      expect(ran.stderr).toContain('nobody-of-this-name')
    },
    30_000,
  )
})

import {createHash} from 'node:crypto'
import {appendFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, describe, expect, it} from 'vitest'
import {auditHooks, auditLines, auditPath, checkAudit} from '../../src/cli/audit.js'
import {dataFolder} from '../../src/profiles/paths.js'
import {cli, cliJson, emptyHome} from '../support/cli.js'

beforeEach(() => {
  emptyHome({PARTNERCTL_PROFILE: 'sandbox'})
})

const record = (id: string) => ({
  id,
  operation: 'FreezeSubCustomers',
  profile: 'acme',
  endpoint: 'https://bss',
  targets: ['c1'],
})

async function write(count: number): Promise<void> {
  const {beforeWrite, afterWrite} = auditHooks('customer freeze')
  for (let n = 0; n < count; n++) {
    await beforeWrite(record(`w${n}`))
    await afterWrite(record(`w${n}`), {outcome: 'done', status: 200, requestId: `r${n}`})
  }
}

const lines = () => readFileSync(auditPath(), 'utf8').trimEnd().split('\n')
const rewrite = (change: (all: string[]) => string[]) => writeFileSync(auditPath(), `${change(lines()).join('\n')}\n`)

describe('the audit log', () => {
  it('has who, what and how it ended, in a file for its owner only', async () => {
    await write(1)
    const [intent, outcome] = lines().map(line => JSON.parse(line))
    expect(intent).toMatchObject({n: 1, event: 'intent', command: 'customer freeze', targets: ['c1'], profile: 'acme'})
    expect(outcome).toMatchObject({n: 2, event: 'outcome', id: 'w0', outcome: 'done', requestId: 'r0'})
    expect(statSync(auditPath()).mode & 0o777).toBe(0o600)
  })

  it('is whole when nothing was done to it, many lines at once included', async () => {
    const {beforeWrite} = auditHooks('x')
    await Promise.all(Array.from({length: 50}, (_, n) => beforeWrite(record(`w${n}`))))
    const {head, ...check} = checkAudit()
    expect(check).toEqual({lines: 50, from: 1, breaks: [], found: undefined})
    expect([...auditLines()].map(({line}) => line!.n)).toEqual(Array.from({length: 50}, (_, n) => n + 1))
    await beforeWrite(record('later'))
    expect(checkAudit(head).found).toBe(true)
  })

  const tampered: [string, (all: string[]) => string[]][] = [
    ['changed', all => all.map((line, n) => (n === 3 ? line.replace('r1', 'rX') : line))],
    ['taken out', all => all.filter((_, n) => n !== 3)],
    ['put in', all => [...all.slice(0, 3), all[2]!, ...all.slice(3)]],
    ['exchanged', all => [all[0]!, all[2]!, all[1]!, ...all.slice(3)]],
    ['damaged', all => all.map((line, n) => (n === 3 ? line.slice(0, 30) : line))],
    ['changed at the very beginning', all => all.map((line, n) => (n === 0 ? line.replace('acme', 'else') : line))],
  ]
  for (const [name, change] of tampered) {
    it(`shows that a line was ${name}`, async () => {
      await write(4)
      rewrite(change)
      expect(checkAudit().breaks).not.toEqual([])
    })
  }

  it('shows that lines were cut off at the end when an earlier digest is known', async () => {
    await write(3)
    const {head} = checkAudit()
    rewrite(all => all.slice(0, -2))
    expect(checkAudit()).toMatchObject({breaks: []})
    expect(checkAudit(head).found).toBe(false)
  })

  it('goes on after half a line that a crash has left', async () => {
    await write(2)
    truncateSync(auditPath(), statSync(auditPath()).size - 20)
    await write(1)
    expect(checkAudit().breaks.map(({row, what}) => [row, what.slice(0, 19)])).toEqual([[4, 'is not a whole line']])
    await write(1)
    expect(checkAudit().breaks).toHaveLength(1)
  })

  // What is looked at first of the end of a file is 64 KB, and then four times as much.
  it.each([65_536, 300_000])('goes on after a line of %i bytes', async size => {
    const {beforeWrite, afterWrite} = auditHooks('customer freeze')
    await write(1)
    const bare = lines()[0]!.length
    for (const end of ['', 'half']) {
      await beforeWrite({...record('long'), targets: ['x'.repeat(size - bare + 2)]})
      appendFileSync(auditPath(), end)
      await afterWrite(record('long'), {outcome: 'done', status: 200, requestId: 'r'})
    }
    const {lines: count, breaks} = checkAudit()
    expect([count, breaks.map(({row}) => row)]).toEqual([7, [6]])
    expect([...auditLines()].map(({line}) => line?.n)).toEqual([1, 2, 3, 4, 5, undefined, 7])
  })

  it('begins a new file when one is full, and the chain goes on', async () => {
    await write(1)
    // The log of a busy year, with the chain that belongs to it.
    let prev = createHash('sha256').update(lines().at(-1)!).digest('hex')
    let text = ''
    let n = 2
    while (text.length < 16 * 1024 * 1024) {
      const line = JSON.stringify({n: ++n, filler: 'x'.repeat(20_000), prev})
      prev = createHash('sha256').update(line).digest('hex')
      text += `${line}\n`
    }
    appendFileSync(auditPath(), text)
    await write(2)
    expect(readdirSync(dataFolder()).filter(name => name.startsWith('audit'))).toEqual([
      `audit-${String(n).padStart(10, '0')}.jsonl`,
      'audit.jsonl',
    ])
    expect(JSON.parse(lines()[0]!).n).toBe(n + 1)
    expect(checkAudit()).toMatchObject({lines: n + 4, breaks: []})
  })
})

describe('a write', () => {
  it('is listed with the customer it was about, and verified', async () => {
    const [customer] = await cliJson<{customer_id: string}[]>('customer list --limit 1')
    const id = customer!.customer_id
    await cliJson(['budget', 'set', id, '77'])
    const [entry] = await cliJson<object[]>(['audit', 'list', '--on', id])
    expect(entry).toMatchObject({
      command: 'budget set',
      operation: 'UpdateSubCustomerBudget',
      outcome: 'done',
      targets: [id],
    })
    expect((entry as {request_id: string}).request_id).toMatch(/^[0-9a-f]+$/)
    expect((await cli('audit verify')).exit).toBe(0)
    expect((await cli('audit list --on nobody')).stderr).toContain('Nothing was changed')
    rewrite(all => all.map(line => line.replace('budget set', 'budget get')))
    const {exit, stderr} = await cli('audit verify')
    expect([exit, stderr]).toEqual([1, expect.stringContaining('the audit log is not as it was written')])
  })

  it('is not sent when it cannot be noted', async () => {
    const [customer] = await cliJson<{customer_id: string; budget_amount: number}[]>(
      'customer list --all --filter budget_amount>0',
    )
    writeFileSync(join(dataFolder(), 'other'), '')
    const {symlinkSync} = await import('node:fs')
    symlinkSync(join(dataFolder(), 'other'), auditPath())
    const {exit} = await cli(['budget', 'set', customer!.customer_id, '78'])
    expect(exit).not.toBe(0)
    const shown = await cliJson<{budget_amount: number}>(['budget', 'show', customer!.customer_id])
    expect(shown.budget_amount).toBe(customer!.budget_amount)
  })
})

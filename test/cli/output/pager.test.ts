// Lists for people who have little room, and for programs that want a table: a pager, whole tables in pipes, CSV in
// words.
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {PagedSink, pagerOf} from '../../../src/cli/output/pager.js'
import {cli, emptyHome} from '../../support/cli.js'

const folder = mkdtempSync(join(tmpdir(), 'partnerctl-pager-'))
afterAll(() => rmSync(folder, {recursive: true}))

describe('a pager', () => {
  it.each([
    [{PARTNERCTL_PAGER: 'less', PAGER: 'more'}, 'less'],
    [{PAGER: 'more'}, 'more'],
    [{PARTNERCTL_PAGER: '', PAGER: 'more'}, undefined],
    [{PAGER: 'cat'}, undefined],
    [{PAGER: 'less', NO_PAGER: '1'}, undefined],
    [{}, undefined],
  ])('of %j is %s', (env, pager) => expect(pagerOf(env)).toBe(pager))

  const shown = async (pager: string, text: string) => {
    const direct: string[] = []
    const sink = new PagedSink(pager, {write: async part => void direct.push(part)}, 3)
    await sink.write(text)
    expect(direct).toEqual([])
    await sink.end()
    return direct.join('')
  }

  it('shows what is longer than the terminal, and nothing else', async () => {
    const path = join(folder, 'paged')
    expect(await shown(`cat > ${path}`, 'a\nb\nc\nd\n')).toBe('')
    expect(readFileSync(path, 'utf8')).toBe('a\nb\nc\nd\n')
    expect(await shown('false', 'a\n')).toBe('a\n')
  })

  it.each(['no-such-pager 2>/dev/null', 'false', 'cat > /dev/null; exit 3'])(
    'that is not there, or fails, keeps nothing from the reader: %s',
    async pager => expect(await shown(pager, 'a\nb\nc\nd\n')).toBe('a\nb\nc\nd\n'),
  )
})

describe('a list', () => {
  beforeAll(() => {
    emptyHome()
    process.env.PARTNERCTL_SANDBOX_SCENARIO = 'tiny'
  })

  it('of -o wide has every column, aligned and whole, in a pipe', async () => {
    const {exit, stdout} = await cli('customer list -o wide --profile sandbox')
    const [heading = '', ...rows] = stdout.trimEnd().split('\n')
    expect([exit, heading.includes('\t'), stdout.includes('…')]).toEqual([0, false, false])
    expect(heading).toContain('SINCE (UTC)')
    const at = heading.indexOf(' ID ') + 1
    for (const row of rows) expect(row.slice(at, at + 32)).toMatch(/^[0-9a-f]{32}$/)
  })

  it('as CSV with --labels has the headings and words of the table, and whole amounts', async () => {
    const [heading, row] = (await cli('order list -o csv --labels --profile sandbox')).stdout.split(/\r?\n/)
    expect(heading).toBe('ORDER,CUSTOMER,SERVICE,TYPE,STATUS,AMOUNT,CURRENCY,CREATED (UTC)')
    expect(row).toMatch(/^[^,]+,[a-z][^,]*,[^,]*,[a-z][^,]*,[a-z][^,]*,-?\d+(\.\d+)?,[A-Z]{3},\d{4}-\d\d-\d\d/)
  })
})

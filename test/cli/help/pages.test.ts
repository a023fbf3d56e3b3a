// `docs`: the pages that come with the program, as text on a terminal and as they are elsewhere.
import {readFileSync} from 'node:fs'
import stringWidth from 'string-width'
import {beforeAll, describe, expect, it} from 'vitest'
import {pageNamed, pages} from '../../../src/cli/help/pages.js'
import {markdownText} from '../../../src/cli/output/markdown.js'
import {cli, cliJson, emptyHome} from '../../support/cli.js'

beforeAll(() => {
  emptyHome()
})
// As chalk does, it would print whatever else it is given.
const text = (markdown: string, width = 80) => markdownText(markdown, width, (...all) => all.join(' '))

describe('a page on a terminal', () => {
  it('has its paragraphs, lists, tables and code as plain text', () => {
    const page = `# A \`page\`
<!-- for us -->
One line
and **the** other, see [tickets.md](tickets.md#close) or [here](https://example.com).

- an item
  that goes on
- another

\`\`\`
partnerctl   ticket list | head
\`\`\`

| word | meaning |
|---|---|
| \`a\\|b\` | one or the other of the two |
`
    expect(text(page, 40)).toBe(`A page

One line and the other, see tickets
(partnerctl docs tickets) or here
(https://example.com).

- an item that goes on
- another

  partnerctl   ticket list | head

word  meaning
a|b   one or the other of the two
`)
    expect(text('| a | b |\n|---|---|\n| one two three | four five six |', 17)).toBe(`a        b
one two  four
three    five six
`)
    expect(text('| name | id |\n|---|---|\n| one | 0123456789 |\n| two | |', 12)).toBe(`name: one
id:
0123456789

name: two
`)
  })

  it.each([50, 80])('is not wider than %i columns, save for code and addresses', width => {
    for (const {page, text: markdown} of [...pages(), pageNamed('commands/bill')]) {
      const wide = text(markdown, width)
        .split('\n')
        .filter(line => stringWidth(line) > width && !line.startsWith('  ') && !line.includes('https://'))
      expect([page, wide]).toEqual([page, []])
    }
  })
})

describe('docs', () => {
  it('lists every page with what it is about', async () => {
    const {exit, stdout, stderr} = await cli('docs')
    expect([exit, stdout.split('\n').slice(0, 1)]).toEqual([0, ['PAGE\tTITLE']])
    expect(stdout).toContain('\nsandbox-differences\tThe sandbox and the real platform\n')
    expect(stderr).toContain('partnerctl docs PAGE')
    for (const {page, title} of pages()) expect([page, title]).not.toEqual([page, page])
  })

  it.each(['cron', 'cron.md', 'docs/cron.md', './docs/cron.md', 'CRON'])('shows the page %s', async typed => {
    expect(await cli(['docs', typed])).toMatchObject({exit: 0, stdout: readFileSync('docs/cron.md', 'utf8')})
  })

  it('shows the page of a topic of commands', async () => {
    expect(await cliJson('docs ticket')).toMatchObject({page: 'commands/ticket'})
    expect(await cliJson('docs commands')).toMatchObject({page: 'commands'})
  })

  it.each([
    ['crom', 'partnerctl docs cron'],
    ['ticktes', 'partnerctl docs tickets'],
    ['differ', 'partnerctl docs sandbox-differences'],
    ['login', 'partnerctl docs    lists the pages'],
    ['../README', 'partnerctl docs    lists the pages'],
  ])('proposes for %s what may be meant', async (typed, line) => {
    const {exit, stdout, stderr} = await cli(['docs', typed])
    expect([exit, stdout]).toEqual([3, ''])
    expect(stderr).toContain(`  ${line}\n`)
  })
})

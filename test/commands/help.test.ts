// The help of every command, as it stands in docs/commands: `npm run docs` writes the pages anew when help has changed.
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {packageRoot} from '../../src/package.js'
import {cli, emptyHome} from '../support/cli.js'

interface Manifest {
  commands: Record<string, {id: string; hidden?: boolean}>
}

emptyHome({NO_COLOR: '1'})
const manifest: Manifest = JSON.parse(readFileSync(join(packageRoot, 'oclif.manifest.json'), 'utf8'))
const {description, oclif} = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
const topics: Record<string, {description: string}> = oclif.topics
const folder = join(packageRoot, 'docs/commands')

const pages = new Map<string, string[]>()
for (const {id, hidden} of Object.values(manifest.commands).sort((a, b) => (a.id < b.id ? -1 : 1))) {
  if (hidden) continue
  const words = id.split(':')
  const topic = words.length > 1 ? words[0]! : 'other'
  pages.set(topic, [...(pages.get(topic) ?? []), words.join(' ')])
}

const written = 'Made from the help texts by `npm run docs`.'

it.each([...pages])('docs/commands has the help of %s as it is printed', async (topic, commands) => {
  const parts = [
    topic === 'other' ? '# Commands without a topic' : `# partnerctl ${topic}`,
    ...(topics[topic] ? [`${topics[topic].description}.`] : []),
    written,
  ]
  for (const command of commands) {
    const {exit, stdout} = await cli([...command.split(' '), '--help'])
    expect(exit, command).toBe(0)
    const text = stdout.replace(/[ \t]+$/gm, '').trim()
    // An example must be copied whole, and an address cannot be broken: everything else fits a terminal.
    const wide = text.split('\n').filter(line => line.length > 80 && !/^ +(\$|--)|https:/.test(line))
    expect(wide, command).toEqual([])
    parts.push(`## ${command}`, `\`\`\`text\n${text}\n\`\`\``)
  }
  await expect(`${parts.join('\n\n')}\n`).toMatchFileSnapshot(join(folder, `${topic}.md`))
})

it('docs/commands has an index, and no page of a topic that is gone', async () => {
  const index = ['# Commands', written, '| topic | what for | commands |\n|---|---|---|']
  const rows = [...pages].map(
    ([topic, commands]) =>
      `| [${topic}](${topic}.md) | ${topics[topic]?.description ?? ''} | ${commands.map(c => (topic === 'other' ? c : c.slice(topic.length + 1) || c)).join(', ')} |`,
  )
  await expect(`${index.join('\n\n')}\n${rows.join('\n')}\n`).toMatchFileSnapshot(join(folder, 'README.md'))
  expect(readdirSync(folder).sort()).toEqual([...[...pages.keys()].map(t => `${t}.md`), 'README.md'].sort())
})

it.each(['-h', '--help'])(
  '%s is help at the root, on a topic and on a command, whatever else was typed',
  async flag => {
    emptyHome()
    for (const line of ['', 'ticket', 'budget show', 'budget show andes', 'bill rate x.csv', 'bill export']) {
      const ran = await cli(`${line} ${flag}`)
      expect([line, ran.exit, ran.stderr]).toEqual([line, 0, ''])
      expect(ran.stdout).toContain('USAGE')
    }
  },
)

it.each(['-v', '--version'])('%s at the root is the version', async flag => {
  expect(await cli(flag)).toMatchObject({exit: 0, stdout: expect.stringContaining('partnerctl/')})
})

it('the manual page says what the help says', async () => {
  const text = (help: string) =>
    help
      .trim()
      .replaceAll('\\', '\\e')
      .replaceAll('-', '\\-')
      .replace(/^(?=[.'])/gm, '\\&')
  const said = async (topic: string) =>
    `.nf\n${text((await cli(['help', topic])).stdout.replace(/[ \t]+$/gm, ''))}\n.fi`
  const entries = Object.entries(topics)
    .filter(([name]) => !name.includes(':'))
    .map(([name, {description}]) => `.TP\n.B ${text(name)}\n${text(description)}`)
  const sections = {
    NAME: text(`partnerctl - ${description}`),
    SYNOPSIS: '.B partnerctl\n.I TOPIC COMMAND\n[\\fIARGUMENT\\fR...] [\\fIFLAG\\fR...]',
    DESCRIPTION: text(
      'partnerctl TOPIC --help lists the commands of a topic, and --help behind a command says what can be typed.\npartnerctl commands WORD searches them.',
    ),
    TOPICS: entries.join('\n'),
    OUTPUT: await said('output'),
    'EXIT STATUS': await said('exit-codes'),
    ENVIRONMENT: await said('environment'),
  }
  const page = Object.entries(sections).map(([title, content]) => `.SH ${title}\n${content}`)
  await expect(`.TH PARTNERCTL 1\n${page.join('\n')}\n`).toMatchFileSnapshot(join(packageRoot, 'docs/partnerctl.1'))
})

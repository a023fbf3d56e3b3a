// Makes, from the built commands, what every start of the program reads: oclif.manifest.json, without the flags that
// all commands share, which would be two thirds of it (help adds them again: src/cli/help/help.ts), and
// dist/completion.json, the table of what can be typed.
import {spawnSync} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'

const {status} = spawnSync('npx', ['oclif', 'manifest'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {...process.env, OCLIF_SKIP_NEW_VERSION_CHECK: 'true'},
})
if (status !== 0) process.exit(1)

const manifest = JSON.parse(readFileSync('oclif.manifest.json', 'utf8'))
const {topics} = JSON.parse(readFileSync('package.json', 'utf8')).oclif
const table = {commands: {}, topics: {}, shared: {}}
for (const [topic, {description}] of Object.entries(topics)) table.topics[topic.replaceAll(':', ' ')] = description

for (const [id, command] of Object.entries(manifest.commands)) {
  if (command.hidden) continue
  const {default: definition} = await import(`../${command.relativePath.join('/')}`)
  const flags = {}
  for (const [name, flag] of Object.entries(command.flags)) {
    const completed = completedFlag(name, flag, definition.flags?.[name])
    if (flag.helpGroup === 'GLOBAL') table.shared[name] = completed
    else if (!flag.hidden) flags[name] = completed
  }
  const args = Object.entries(command.args).map(([name, arg]) => ({
    ...values(name, arg, definition.args?.[name]),
    ...(definition.args?.[name]?.multiple ? {many: true} : {}),
  }))
  table.commands[id.replaceAll(':', ' ')] = {summary: command.summary, args, flags}
}
writeFileSync('dist/completion.json', JSON.stringify(table))

for (const command of Object.values(manifest.commands)) {
  for (const [name, {helpGroup}] of Object.entries(command.flags))
    if (helpGroup === 'GLOBAL') delete command.flags[name]
}
manifest.commands = sorted(manifest.commands, sorted)
const lines = Object.entries(manifest.commands).map(
  ([id, command]) => `${JSON.stringify(id)}:${JSON.stringify(command)}`,
)
const {commands: _, ...rest} = manifest
// A line a command: small to read at every start, and a change of one command is a change of one line.
writeFileSync('oclif.manifest.json', `{"commands":{\n${lines.join(',\n')}\n},${JSON.stringify(rest).slice(1)}\n`)

/** The same members in the order of their names, so that every machine writes the same bytes. */
function sorted(object, each = value => value) {
  const names = Object.keys(object).sort()
  return Object.fromEntries(names.map(name => [name, each(object[name])]))
}

function completedFlag(name, flag, definition) {
  const value = values(name, flag, definition)
  return {
    // The words are offered themselves.
    summary: value.words ? flag.summary.replace(/: [^:]*$/, '') : flag.summary,
    ...(flag.char ? {char: flag.char} : {}),
    ...(flag.type === 'boolean' ? {alone: true} : value),
    ...(flag.multiple ? {many: true} : {}),
  }
}

/** What the value of a flag or an argument can be. */
function values(name, {options, helpValue = ''}, definition) {
  const words = options ?? definition?.words?.() ?? []
  if (words.length > 0) return {words: [...new Set(words)]}
  const kind = kindOf(name, String(helpValue))
  return kind ? {kind} : {}
}

function kindOf(name, helpValue) {
  if (/^customers?$/.test(name)) return 'customer'
  if (/^resellers?$/.test(name)) return 'reseller'
  if (name === 'profile') return 'profile'
  if (helpValue === 'MONTH') return 'month'
  if (name === 'columns' || name === 'sort') return 'columns'
  if (
    /FILE|FOLDER/.test(helpValue) ||
    /^(files?|records|rated|book|parts|before|after|state|settings|metadata|out|.*-file)$/.test(name)
  )
    return 'file'
  return undefined
}

// `npm run quick`: what a change needs to hear at once: format and lint, types, and the tests that it touches.
import {spawnSync} from 'node:child_process'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'

const lines = (command, ...args) => spawnSync(command, args, {encoding: 'utf8'}).stdout.split('\n').filter(Boolean)

/** Files that differ from the last commit, new ones too; after a commit, those of it. */
function changedFiles() {
  const open = [...lines('git', 'diff', '--name-only', 'HEAD'), ...lines('git', 'ls-files', '-o', '--exclude-standard')]
  return (open.length > 0 ? open : lines('git', 'diff', '--name-only', 'HEAD~1')).filter(file => existsSync(file))
}

const tests = readdirSync('test', {recursive: true, encoding: 'utf8'})
  .filter(file => file.endsWith('.test.ts') && !/^(e2e|faults|browser|office)\//.test(file))
  .map(file => join('test', file))

/** Tests of a source: that of its path, else those of its folder; for a command, those that type it. */
function testsOf(file) {
  if (file.startsWith('test/')) return tests.filter(test => test === file)
  if (!file.startsWith('src/')) return []
  const mirrored = file.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts')
  if (tests.includes(mirrored)) return [mirrored]
  if (!file.startsWith('src/commands/')) return tests.filter(test => dirname(test) === dirname(mirrored))
  const words = file.slice('src/commands/'.length, -'.ts'.length).split('/')
  const typed = `'${words.join("', '")}'`
  return tests.filter(test => {
    const text = readFileSync(test, 'utf8')
    return text.includes(typed) || text.includes(`${words.join(' ')} `) || basename(test, '.test.ts') === words[0]
  })
}

const files = changedFiles()
const code = files.filter(file => /\.(ts|js|json)$/.test(file))
const chosen = new Set(['test/architecture.test.ts', ...files.flatMap(testsOf)])
const steps = [
  ...(code.length > 0 ? [['npx', 'biome', 'check', '--write', '--no-errors-on-unmatched', ...code]] : []),
  ['npx', 'tsc', '-p', '.'],
  ['npx', 'vitest', 'run', ...chosen],
]
for (const [command, ...args] of steps) {
  const {status} = spawnSync(command, args, {stdio: 'inherit'})
  if (status !== 0) process.exit(1)
}

// The steps of the Dockerfile, done in a folder that is a machine of its own: what a user without a name, whose root is
// read-only, gets from them.
import {spawn, spawnSync} from 'node:child_process'
import {mkdirSync, readFileSync} from 'node:fs'
import {dirname, join, resolve} from 'node:path'
import {expect, it} from 'vitest'
import {asUser, drop, namespace, refusal} from '../faults/support/namespaces.js'
import {temporaryFolder} from '../support/traces.js'
import {ended} from './packed.js'

const root = resolve(import.meta.dirname, '../..')

/** The instructions, each on one line. */
const steps = readFileSync(join(root, 'Dockerfile'), 'utf8')
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter(Boolean)
  .map(line => /^(\w+) (.*)$/.exec(line)!.slice(1) as [string, string])

/** What an engine does with each, as lines of a shell. `context` is the folder that is built from. */
function scriptOf(context: string): {script: string[]; user: string; entry: string[]} {
  let user = '0:0'
  let entry: string[] = []
  const lines: Record<string, (words: string) => string[]> = {
    // Each stage begins at the root of the same machine.
    FROM: () => ['cd /'],
    WORKDIR: folder => [`mkdir -p ${folder}`, `cd ${folder}`],
    COPY: words => {
      const [from, to, more] = words.split(' ')
      if (!from!.startsWith('--from=')) return [`cp ${context}/${from} ${to}`]
      expect(to).toBe(more)
      return []
    },
    ENV: words => [`export ${words}`],
    RUN: line => [`( ${line} )`],
    USER: name => {
      user = name
      return []
    },
    ENTRYPOINT: words => {
      entry = JSON.parse(words)
      return []
    },
  }
  const script = steps.flatMap(([name, words]) => lines[name]!(words))
  return {script, user, entry}
}

it.skipIf(refusal !== undefined)('the image runs for a user without a name, compiled and read-only', async () => {
  const context = temporaryFolder()
  mkdirSync(join(context, 'release'))
  const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--pack-destination', join(context, 'release')], {
    cwd: root,
  })
  expect(packed.status).toBe(0)
  const {script, user, entry} = scriptOf(context)
  const [uid, gid] = user.split(':').map(Number) as [number, number]
  expect(uid).toBeGreaterThan(0)
  const run = (line: string, id = uid) =>
    [...asUser(id, gid, gid), ...drop, 'sh', '-c', `'${line}; echo "exit $?"'`].join(' ')
  const cache = '/opt/partnerctl/node_modules/partnerctl/dist/partnerctl.cache'
  const lines = [
    'set -e',
    'mount -t tmpfs none /opt',
    'mount -t tmpfs none /mnt',
    ...script,
    'mount -o remount,bind,ro /opt',
    'set +e',
    run(`${entry.join(' ')} --version`),
    run(`${entry.join(' ')} customer list --limit 1 --profile sandbox -o csv --no-header --columns customer`),
    // OpenShift gives any number.
    run(`${entry.join(' ')} explain CBC.0100 -o json`, 1_000_650_000),
    run(`head -n 1 ${cache}; test -w ${cache}`),
  ]
  const child = spawn('unshare', [...namespace, 'sh', '-c', lines.join('\n').replaceAll('/work', '/mnt')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}`, npm_config_prefer_offline: 'true'},
  })
  const {stdout, stderr} = await ended(child)
  expect(stderr.split('\n').filter(line => /error|denied|EACCES/i.test(line))).toEqual([])
  expect(stdout.match(/^exit \d+$/gm)).toEqual(['exit 0', 'exit 0', 'exit 0', 'exit 1'])
  expect(stdout).toMatch(/^partnerctl\/\d/m)
  // What was compiled is of this Node, and of a whole command.
  expect(stdout).toMatch(new RegExp(`^// [0-9a-f]{64} ${process.version} ${process.arch} \\d+ customer$`, 'm'))
})

// What a command costs before it does anything, over bare Node.
import {spawn, spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {timeCases} from './measure.js'

const root = resolve(import.meta.dirname, '../..')
const run = join(root, 'bin/run.js')

/** On this Node, or on those whose programs stand in the command line. */
export async function benchStartup(rounds = 21): Promise<void> {
  const given = process.argv.slice(2).filter(word => word.includes('/'))
  for (const node of given.length > 0 ? given : [process.execPath]) await benchOn(node, rounds)
}

async function benchOn(node: string, rounds: number): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'partnerctl-bench-'))
  const env = {
    PARTNERCTL_CONFIG_DIR: join(home, 'config'),
    PARTNERCTL_DATA_DIR: join(home, 'data'),
    PARTNERCTL_CACHE_DIR: join(home, 'cache'),
  }
  const server = spawn(node, [run, 'sandbox', 'start', '--port', '0', '--memory', '-o', 'json', '--exit-with-parent'], {
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const info = JSON.parse(await new Promise<string>(done => server.stdout!.once('data', data => done(String(data)))))
    const profile = [
      'profile',
      'add',
      'bench',
      '--site',
      'intl',
      '--access-key-id',
      info.partner.access_key_id,
      '--secret-file',
      '-',
    ]
    const endpoints = ['bss', 'osm', 'iam'].flatMap(service => [`--endpoint-${service}`, info.endpoints[service]])
    const add = spawn(node, [run, ...profile, ...endpoints], {
      env: {...process.env, ...env},
      stdio: ['pipe', 'ignore', 'inherit'],
    })
    add.stdin!.end(info.partner.secret_access_key)
    await new Promise(done => add.on('close', done))
    const program = (...args: string[]) => [node, run, ...args]
    const results = timeCases(
      [
        {name: 'node -e 0', command: [node, '-e', '0']},
        {name: '--version', command: program('--version'), env},
        {name: '--help', command: program('--help'), env},
        {name: 'customer list --help', command: program('customer', 'list', '--help'), env},
        {
          name: 'customer list -o json (server)',
          command: program('customer', 'list', '--limit', '10', '-o', 'json', '-p', 'bench'),
          env,
        },
        {name: 'customer list (server)', command: program('customer', 'list', '--limit', '10', '-p', 'bench'), env},
        {
          name: 'customer list -o json (embedded sandbox)',
          command: program('customer', 'list', '--limit', '10', '-o', 'json', '-p', 'sandbox'),
          env,
        },
      ],
      rounds,
    )
    const base = results[0]!.median
    const version = String(spawnSync(node, ['--version']).stdout).trim()
    console.log(`\nStart-up, ${rounds} interleaved rounds, Node ${version}`)
    for (const {name, median, p10} of results) {
      console.log(
        `  ${name.padEnd(44)} ${median.toFixed(0).padStart(5)} ms   p10 ${p10.toFixed(0).padStart(4)}   +${(median - base).toFixed(0).padStart(4)} ms   x${(median / base).toFixed(2)}`,
      )
    }
  } finally {
    server.kill()
    rmSync(home, {recursive: true, force: true})
  }
}

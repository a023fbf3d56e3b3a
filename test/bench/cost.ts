// What a program costs: seconds of the clock and of the processor, and memory; beside the platform's stand-in.
import {type ChildProcess, spawn, spawnSync} from 'node:child_process'
import {rmSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {changeConfiguration} from '../../src/profiles/profile.js'

export const root = resolve(import.meta.dirname, '../..')
export const peers = join(import.meta.dirname, 'peers')

export interface Cost {
  seconds: number
  /** Seconds of the processor, user and system. */
  cpu: number
  /** Most memory, MB. */
  rss: number
}

export interface Case {
  name: string
  command: string[]
  /** The file that it writes. */
  out?: string
}

/** Runs a program that says on file descriptor 3 what it cost. */
export async function costOf({name, command, out}: Case, env: NodeJS.ProcessEnv): Promise<Cost> {
  // Neither the last file nor what is still on its way to the disk is this one's to pay for.
  if (out) rmSync(out, {recursive: true, force: true})
  spawnSync('sync')
  const started = performance.now()
  const child = spawn(command[0]!, command.slice(1), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: {...process.env, NODE_OPTIONS: `--import=${join(peers, 'usage.js')}`, ...env},
  })
  let said = ''
  let usage = ''
  child.stderr!.on('data', data => (said += data))
  child.stdio[3]!.on('data', data => (usage += data))
  const status = await new Promise(done => child.on('close', done))
  if (status !== 0) throw new Error(`${name}: ${said}`)
  return {seconds: (performance.now() - started) / 1000, ...JSON.parse(usage)}
}

export interface Served {
  server: ChildProcess
  origin: string
}

export async function serve(customers: number, records: number, latency = 0): Promise<Served> {
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'bill-server.ts'), ...[customers, records, latency].map(String)],
    {stdio: ['ignore', 'pipe', 'inherit'], cwd: root},
  )
  const port = await new Promise<number>(done =>
    server.stdout!.once('data', data => done(Number.parseInt(String(data), 10))),
  )
  return {server, origin: `http://127.0.0.1:${port}`}
}

/** A folder of its own with a profile that speaks to the server. */
export async function home(folder: string, origin: string, requestsPerSecond: number): Promise<NodeJS.ProcessEnv> {
  const env = {
    PARTNERCTL_CONFIG_DIR: join(folder, 'config'),
    PARTNERCTL_DATA_DIR: join(folder, 'data'),
    PARTNERCTL_CACHE_DIR: join(folder, 'cache'),
  }
  Object.assign(process.env, env)
  await changeConfiguration(configuration => {
    configuration.profiles.bench = {
      site: 'intl',
      access_key_id: 'bench',
      secret_access_key: 'bench',
      domain_id: 'bench',
      xaccount_type: 'bench',
      endpoints: {bss: origin, osm: origin, iam: origin},
      requests_per_second: requestsPerSecond,
    }
    configuration.current = 'bench'
  })
  return env
}

export const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
export const count = (value: number) => Math.round(value).toLocaleString('en-US')

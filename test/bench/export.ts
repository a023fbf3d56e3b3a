// How fast months come: the program's formats beside reading and discarding, beside what one would write first in Node,
// and beside a plain Python script; all of them ask one server, in turns. Then a month online, where throttle and
// distance are what holds things back.
import {type ChildProcess, spawn, spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {changeConfiguration} from '../../src/profiles/profile.js'

const root = resolve(import.meta.dirname, '../..')
const peers = join(import.meta.dirname, 'peers')
const FLOOR = 'read and discard (floor)'

interface Cost {
  seconds: number
  /** Seconds of the processor, user and system. */
  cpu: number
  /** Most memory, MB. */
  rss: number
}

interface Case {
  name: string
  command: string[]
  /** The file that it writes. */
  out?: string
}

/** Runs a program that says on file descriptor 3 what it cost. */
async function costOf({name, command, out}: Case, env: NodeJS.ProcessEnv): Promise<Cost> {
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

interface Served {
  server: ChildProcess
  origin: string
}

async function serve(customers: number, records: number, latency = 0): Promise<Served> {
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
async function home(folder: string, origin: string, requestsPerSecond: number): Promise<NodeJS.ProcessEnv> {
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

const exported = (out: string, ...flags: string[]) => [
  process.execPath,
  join(root, 'bin/run.js'),
  ...['bill', 'export', '--cycle', '2026-09', '--out', out, '--restart', ...flags],
]

/** Records as they came, and those that are made of parsed values. */
const rawFormats = ['csv', 'jsonl', 'json']
const mappedFormats = ['focus-csv', 'parquet', 'focus-parquet', 'xlsx']

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
const count = (value: number) => Math.round(value).toLocaleString('en-US')

export interface ExportBench {
  customers: number
  /** Of each customer. */
  each: number
  rounds: number
  formats: string[]
  /** Beside what one would write first. */
  peers?: boolean
  /** Exports go to stdout, which nobody reads: months that need no disk. */
  streamed?: boolean
}

/**
 * Prints a line for each case: records by second of the clock and of the processor, and how that stands to the floor.
 */
export async function benchFormats({
  customers,
  each,
  rounds,
  formats,
  peers: others,
  streamed,
}: ExportBench): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'partnerctl-bench-'))
  const {server, origin} = await serve(customers, customers * each)
  try {
    const env = await home(folder, origin, 1_000_000)
    const asked = [origin, customers, each].map(String)
    const hasPython = spawnSync('python3', ['--version']).status === 0
    const cases: Case[] = [
      {name: FLOOR, command: [process.execPath, join(peers, 'discard.js'), ...asked]},
      ...formats.map(format => {
        const out = join(folder, `out.${format}`)
        return {name: `partnerctl ${format}`, command: exported(streamed ? '-' : out, '--format', format), out}
      }),
    ]
    if (others) {
      const peer = (name: string, program: string, script: string) => {
        const out = join(folder, `${script}.csv`)
        cases.push({name, command: [program, join(peers, script), ...asked, out], out})
      }
      peer('JSON.parse + csv-stringify', process.execPath, 'stringify.js')
      if (hasPython) peer('Python, json + csv', 'python3', 'export.py')
      else console.log('\nPython is left out: there is no python3')
    }
    const costs = new Map<string, Cost[]>(cases.map(({name}) => [name, []]))
    for (let round = 0; round < rounds; round++) {
      for (const one of [...cases].sort(() => Math.random() - 0.5)) costs.get(one.name)!.push(await costOf(one, env))
    }
    const records = customers * each
    console.log(`\nExport: ${count(records)} records of ${customers} customers, medians of ${rounds} rounds in turns`)
    console.log(`  ${'records a second of'.padEnd(30)} processor      clock   µs/record   MB   processor / floor`)
    const middle = (name: string, what: keyof Cost) => median(costs.get(name)!.map(cost => cost[what]))
    const floor = middle(FLOOR, 'cpu')
    for (const {name} of cases) {
      const cpu = middle(name, 'cpu')
      const cells = [
        count(records / cpu).padStart(11),
        count(records / middle(name, 'seconds')).padStart(10),
        ((cpu / records) * 1e6).toFixed(1).padStart(11),
        count(middle(name, 'rss')).padStart(4),
        (cpu / floor).toFixed(1).padStart(10),
      ]
      console.log(`  ${name.padEnd(28)} ${cells.join(' ')}`)
    }
  } finally {
    server.kill()
    rmSync(folder, {recursive: true, force: true})
  }
}

/** A month at the throttle that the API has, from a server that is far away. */
export async function benchOnline(records: number, latency: number, requestsPerSecond = 10): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'partnerctl-bench-'))
  const customers = Math.max(1, Math.round(records / 10_000))
  const {server, origin} = await serve(customers, records, latency)
  try {
    const env = await home(folder, origin, requestsPerSecond)
    const command = exported(join(folder, 'out.csv'))
    const {seconds} = await costOf({name: 'online', command}, env)
    const ideal = records / 1000 / requestsPerSecond
    console.log(
      `\nExport online: ${count(records)} records, ${requestsPerSecond} requests/s of 1,000, ${latency} ms away: ${seconds.toFixed(1)} s, ` +
        `${((ideal / seconds) * 100).toFixed(0)} % of what the throttle allows (${ideal.toFixed(0)} s)`,
    )
  } finally {
    server.kill()
    rmSync(folder, {recursive: true, force: true})
  }
}

/** `export` alone takes some minutes; `--long` has a million records online, and months of up to ten million. */
export async function benchExport(): Promise<void> {
  const long = process.argv.includes('--long')
  await benchFormats({customers: 100, each: 10_000, rounds: 3, formats: rawFormats, peers: true})
  await benchFormats({customers: 40, each: 10_000, rounds: 3, formats: mappedFormats})
  if (long) {
    for (const customers of [10, 100, 1000]) {
      await benchFormats({customers, each: 10_000, rounds: 1, formats: ['csv', 'jsonl'], streamed: true})
    }
    await benchOnline(1_000_000, 200)
    await benchOnline(1_000_000, 1000)
  } else await benchOnline(200_000, 200)
}

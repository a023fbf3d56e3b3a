// How fast months come: the program's formats beside reading and discarding, beside what one would write first in Node,
// and beside a plain Python script; all of them ask one server, in turns. Then a month online, where throttle and
// distance are what holds things back.
import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type Case, type Cost, costOf, count, home, median, peers, root, serve} from './cost.js'

const FLOOR = 'read and discard (floor)'

const exported = (out: string, ...flags: string[]) => [
  process.execPath,
  join(root, 'bin/run.js'),
  ...['bill', 'export', '--cycle', '2026-09', '--out', out, '--restart', ...flags],
]

/** Records as they came, and those that are made of parsed values. */
const rawFormats = ['csv', 'jsonl', 'json']
const mappedFormats = ['focus-csv', 'parquet', 'focus-parquet', 'xlsx']

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

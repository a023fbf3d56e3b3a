// Rows that must be sent exactly once, however often the program is killed and whatever the network does.
import {once} from 'node:events'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, it} from 'vitest'
import {ended, type JournalEntry, World} from './support/world.js'

const ROWS = Number(process.env.PARTNERCTL_FAULTS_ROWS ?? 1000)
const KILLS = Number(process.env.PARTNERCTL_FAULTS_KILLS ?? 100)

/** Small and repeatable: the same seed kills at the same places. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

const faults: [effect: string, probability: number][] = [
  ['reply-lost', 0.04],
  ['reset-before', 0.03],
  ['truncated', 0.02],
  ['throttled', 0.02],
  ['internal-error', 0.02],
  ['html', 0.01],
]

describe('1,000 customers from a file', () => {
  it(`are each created exactly once, killed ${KILLS} times with faults on the way`, async () => {
    const world = await World.start({scenario: 'empty'})
    const dice = random(7)
    const rows = Array.from({length: ROWS}, (_, n) => `shop-${n},bulk-shop-${n},PE`)
    const file = world.file('customers.csv', `xaccount_id,account_name,country\n${rows.join('\n')}\n`)
    for (const [effect, probability] of faults) await world.fault('CreateSubCustomer', effect, {probability})
    await world.fault('ListSubCustomers', 'reset-middle', {probability: 0.02})

    const creates: JournalEntry[] = []
    const look = async () => creates.push(...(await world.requests('CreateSubCustomer', creates.at(-1)?.seq ?? 0)))
    let kills = 0
    let exit: number | null = null
    // A run may also end by itself before it is killed, when faults take too much of it: such runs are not counted.
    for (let runs = 0; exit !== 0 && runs < KILLS * 3; runs++) {
      const child = world.start(['customer', 'import', file, '--yes'])
      const end = ended(child)
      let running = true
      void once(child, 'close').then(() => {
        running = false
      })
      if (kills < KILLS) {
        // At any moment: while it reads, while it looks rows up, in the middle of the sending.
        const before = creates.length
        const left = ROWS - created(creates).size
        const share = Math.max(1, Math.ceil(left / (KILLS - kills)))
        const enough = before + Math.floor(dice() * 2 * share)
        // On a busy machine a kill comes late: then more of them come before the sending, so that rows are left for the
        // last one.
        const early = dice() < (left < 4 * (KILLS - kills) ? 0.8 : 0.15)
        if (early) await sleep(dice() * 400)
        else {
          while (running && creates.length <= enough) {
            await sleep(5)
            await look()
          }
          await sleep(dice() * 20)
        }
        if (child.kill('SIGKILL')) kills++
      }
      exit = (await end).exit
      await look()
    }
    expect(exit).toBe(0)
    expect(kills).toBe(KILLS)

    const times = created(creates)
    const wrong = [...times].filter(([, count]) => count !== 1)
    expect([times.size, wrong]).toEqual([ROWS, []])
    const list = await world.json<{xaccount_id: string}[]>(['customer', 'list', '--all', '--columns', 'xaccount_id'])
    expect(new Set(list.map(customer => customer.xaccount_id)).size).toBe(ROWS)
    expect(list).toHaveLength(ROWS)
    // The result names each row, in its order, with an id.
    const result = world.read('customers.result.csv').trimEnd().split('\r\n')
    expect(result).toHaveLength(ROWS + 1)
    for (const [n, line] of result.slice(1).entries()) {
      expect(line).toMatch(new RegExp(`^${n + 2},shop-${n},(created|existed),[0-9a-f]{32},`))
    }
  }, 600_000)
})

/**
 * How often the sandbox created each customer: what it answered is written down even where the answer was lost on the
 * way.
 */
function created(entries: JournalEntry[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const {response_body, request_body} of entries) {
    if (!response_body?.includes('"domain_id"')) continue
    const {xaccount_id} = JSON.parse(request_body)
    times.set(xaccount_id, (times.get(xaccount_id) ?? 0) + 1)
  }
  return times
}

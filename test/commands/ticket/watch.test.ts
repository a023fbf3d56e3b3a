import {type ChildProcess, spawn} from 'node:child_process'
import {closeSync, existsSync, openSync, readFileSync, writeFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, it} from 'vitest'
import {cli, cliJson} from '../../support/cli.js'
import {TicketDesk} from '../../support/tickets.js'

const program = resolve(import.meta.dirname, '../../../bin/run.js')

interface Event {
  id: string
  event: string
  incident_id: string
  status: number
  previous_status?: number
  message?: {message_id: string; text: string}
  again?: boolean
}

const eventsIn = (path: string): Event[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line))
    : []

/** Starts a watch whose events are added to a file. */
function start(path: string, words: string[]): ChildProcess {
  const out = openSync(path, 'a')
  const child = spawn(process.execPath, [program, 'ticket', 'watch', '-o', 'json', '--interval', '0.05', ...words], {
    stdio: ['ignore', out, 'pipe'],
    env: process.env,
  })
  closeSync(out)
  return child
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>(done => {
    child.stderr!.resume()
    child.once('close', code => done(code))
  })

describe('ticket watch', () => {
  it('tells each event once, killed and started again at any moment', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const first = await d.fault()
    const path = join(d.home, 'events.jsonl')
    // A ticket that is closed before anybody looked is told by no watch.
    expect(await ended(start(path, ['--once', '--history']))).toBe(0)
    let talking = true
    const kills: number[] = []
    const killer = (async () => {
      while (talking) {
        const child = start(path, ['--history'])
        const moment = Math.floor(Math.random() * 900)
        const end = ended(child)
        await sleep(moment)
        kills.push(moment)
        child.kill('SIGKILL')
        await end
      }
    })()
    const others: string[] = []
    const talk: (() => Promise<unknown>)[] = [
      () => d.steps(2),
      () => d.run('ticket', 'reply', first, 'one'),
      async () => others.push(await d.question('a second ticket [sandbox: talk]')),
      () => d.steps(1),
      () => d.run('ticket', 'reply', first, 'two'),
      ...Array.from({length: 12}, () => () => d.steps(1)),
      () => d.run('ticket', 'reply', first, 'three'),
      () => d.run('ticket', 'close', first, '--yes'),
      () => d.steps(2),
    ]
    for (const turn of talk) {
      await turn()
      await sleep(250)
    }
    talking = false
    await killer
    // A lock whose owner was killed while it made it counts for five seconds.
    let exit: number | null = 5
    for (let tries = 0; exit === 5 && tries < 10; tries++) {
      if (tries > 0) await sleep(1000)
      exit = await ended(start(path, ['--once', '--history']))
    }
    expect(exit).toBe(0)
    expect(kills.length).toBeGreaterThan(5)
    const told = eventsIn(path)
    expect(told.filter(event => event.again)).toEqual([])
    expect(new Set(told.map(event => event.id)).size).toBe(told.length)
    for (const id of [first, ...others]) {
      const {ticket} = await cliJson<{ticket: {status: number; message_list: {message_id: string}[]}}>([
        'ticket',
        'show',
        id,
      ])
      const own = told.filter(event => event.incident_id === id)
      expect(own.filter(event => event.event === 'opened')).toHaveLength(1)
      expect(own.filter(event => event.message).map(event => event.message!.message_id)).toEqual(
        ticket.message_list.map(one => one.message_id),
      )
      // Each change begins where the one before has ended.
      let status = own.find(event => event.event === 'opened')!.status
      for (const change of own.filter(event => event.event === 'status')) {
        expect(change.previous_status).toBe(status)
        status = change.status
      }
      expect(status).toBe(ticket.status)
    }
  }, 90_000)

  it('remembers for cron what it has told', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const id = await d.question('[sandbox: silent]')
    const once = async (...more: string[]) => (await cli(['ticket', 'watch', '--once', '-o', 'json', ...more])).stdout
    expect(await once()).toBe('')
    await d.run('ticket', 'reply', id, 'news')
    expect(JSON.parse(await once())).toMatchObject({incident_id: id, event: 'message', message: {text: 'news'}})
    expect(await once()).toBe('')
    // Another memory begins anew, and tells the history when it is asked to.
    expect((await once('--cursor', 'other', '--history')).trim().split('\n')).toHaveLength(3)
    expect(await once('--cursor', 'other', '--history')).toBe('')
    const lines = await cli(['ticket', 'watch', '--once', '--cursor', 'people', '--history'])
    expect(lines.stdout).toMatch(new RegExp(`2026-11-18 04:00  ${id}  new, to be accepted\n`))
  })

  it('gives each event to a command, and again while that fails', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const id = await d.question('[sandbox: silent]')
    const got = join(d.home, 'got')
    const script = d.file(
      'notify.sh',
      `#!/bin/sh\ncat >> ${got}\nprintf '%s %s\\n' "$PARTNERCTL_TICKET" "$PARTNERCTL_EVENT" >> ${got}.env\n[ -e ${got}.ready ]\n`,
    )
    const watch = ['ticket', 'watch', id, '--once', '--history', '-o', 'json', '--exec', `sh ${script}`]
    const failed = await cli(watch)
    expect([failed.exit, failed.stdout, failed.stderr]).toEqual([
      1,
      '',
      expect.stringContaining('the event will be told again'),
    ])
    d.file('got.ready', '')
    const passed = await cli(watch)
    expect(passed.exit).toBe(0)
    const told = passed.stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Event)
    expect(told.map(event => [event.event, event.again])).toEqual([
      ['opened', true],
      ['message', undefined],
    ])
    expect(eventsIn(got).map(event => event.event)).toEqual(['opened', 'opened', 'message'])
    expect(readFileSync(`${got}.env`, 'utf8')).toBe(`${id} opened\n${id} opened\n${id} message\n`)
  })

  it('ends by itself when what it waits for is there', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const id = await d.question('[sandbox: silent]')
    const path = join(d.home, 'events.jsonl')
    const end = ended(start(path, [id, '--wait-for', 'closed', '--cursor', 'until']))
    while (!existsSync(join(d.home, 'data/watch/until.json'))) await sleep(50)
    await d.run('ticket', 'cancel', id, '--yes')
    expect(await end).toBe(0)
    expect(eventsIn(path).at(-1)).toMatchObject({event: 'status', status: 4})
  }, 30_000)

  it('refuses to be two, and to trust a damaged memory', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    await d.question('[sandbox: silent]')
    const path = join(d.home, 'events.jsonl')
    const child = start(path, ['--cursor', 'mine'])
    const end = ended(child)
    while (!existsSync(join(d.home, 'data/watch/mine.json'))) await sleep(50)
    const second = await cli(['ticket', 'watch', '--once', '--cursor', 'mine'])
    expect([second.exit, second.stderr]).toEqual([
      5,
      expect.stringContaining('another partnerctl is watching the same'),
    ])
    child.kill('SIGINT')
    // Being told to stop is how an endless watch ends.
    expect(await end).toBe(0)
    writeFileSync(join(d.home, 'data/watch/mine.json'), '{"version":1,"tick', {mode: 0o600})
    const damaged = await cli(['ticket', 'watch', '--once', '--cursor', 'mine'])
    expect([damaged.exit, damaged.stderr]).toEqual([2, expect.stringContaining('is not what a watch has written')])
    const unknown = await cli(['ticket', 'watch', 'TS000', '--once'])
    expect(unknown.exit).toBe(3)
  }, 30_000)
})

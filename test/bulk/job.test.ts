import {existsSync, readFileSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import type {Api} from '../../src/api/client.js'
import {Job, type JobSettings, type RunSettings} from '../../src/bulk/job.js'
import {readJournal} from '../../src/bulk/journal.js'
import {countsOf, writeResult} from '../../src/bulk/result.js'
import type {Item, RowEnd, Settled, Task} from '../../src/bulk/task.js'
import {Failure} from '../../src/failure.js'
import {temporaryFolder} from '../support/cli.js'

const folder = temporaryFolder()
let files = 0

/** A file with rows a, b, c … and a folder for journals of its own. */
function rowsFile(keys: string[]): JobSettings {
  const file = join(folder, `${++files}.csv`)
  writeFileSync(file, `id\n${keys.join('\n')}\n`)
  return {file, folder: join(folder, `bulk-${files}`)}
}

const session = {profile: 'test', site: 'intl', domainId: 'p', endpoints: {bss: 'http://x'}}
const api = {session: Promise.resolve(session)} as unknown as Api
const done = (): RowEnd => ({kind: 'done', status: 'made', id: 'new'})
const unknown = new Failure('unknown', 'reply lost')

type Behaviour = {
  send?(item: Item): RowEnd | Failure | Error
  settle?(item: Item): Settled
}

/** A task that remembers what was sent. */
function task(sent: string[], {send = done, settle = () => 'undecided'}: Behaviour = {}): Task {
  return {
    name: 'test run',
    noun: ['thing', 'things'],
    verb: 'make',
    fields: [{name: 'id', required: true, unique: true, note: ''}],
    keyField: 'id',
    survey: async (_, items) => new Map(items.map(item => [item, {action: 'send'}])),
    send: async (_, [item]) => {
      sent.push(item!.key)
      const end = send(item!)
      if (end instanceof Error) throw end
      return new Map([[item!, end]])
    },
    settle: async (_, rows) => new Map(rows.map(({item}) => [item, settle(item)])),
  }
}

const quick = {now: () => 0, sleep: async () => {}}

async function run(what: Task, settings: JobSettings, run: Partial<RunSettings> = {}, client = api) {
  const job = await Job.open(what, client, settings)
  try {
    await job.run({onError: 'continue', workers: 2, clock: quick, ...run})
    await writeResult(job, `${settings.file}.result`)
    return {counts: countsOf(job.rows), halted: job.halted, journal: job.journalPath}
  } finally {
    job.close()
  }
}

/** The journal as it is on disk, cut after some lines: what a crash leaves. */
function cutAfter(journal: string, lines: number): void {
  const bytes = readFileSync(journal)
  let at = 0
  for (let n = 0; n < lines; n++) at = bytes.indexOf(0x0a, at) + 1
  truncateSync(journal, at)
}

describe('a job', () => {
  it('sends every row once and begins anew when all is done', async () => {
    const settings = rowsFile(['a', 'b', 'c'])
    const sent: string[] = []
    expect((await run(task(sent), settings)).counts).toEqual({made: 3})
    expect(sent).toEqual(['a', 'b', 'c'])
    await run(task(sent), settings)
    expect(sent).toHaveLength(6)
  })

  it('writes each step down before it takes the next', async () => {
    const settings = rowsFile(['a'])
    const steps: string[] = []
    let journal = ''
    const what = task([], {
      send: () => {
        steps.push(
          ...readFileSync(journal, 'utf8')
            .trimEnd()
            .split('\n')
            .map(line => JSON.parse(line).event),
        )
        return done()
      },
    })
    const job = await Job.open(what, api, settings)
    journal = job.journalPath
    await job.run({onError: 'continue', clock: quick})
    job.close()
    expect(steps).toEqual(['begin', 'sent'])
    expect([...readJournal(journal)!.rows.values()][0]!.end).toMatchObject({kind: 'done'})
  })

  it('goes on after a crash at any line of the journal, and no row is sent twice', async () => {
    const keys = ['a', 'b', 'c', 'd']
    // A journal of this run has: begin, and sent and end for each row, and finish.
    for (let lines = 1; lines <= 9; lines++) {
      const settings = rowsFile(keys)
      const took: string[] = []
      const first = await run(task(took), settings, {workers: 1})
      cutAfter(first.journal, lines)
      // What the server has: all that was sent before the cut.
      const begun = Math.floor(lines / 2)
      const server = new Set(keys.slice(0, begun))
      const sent: string[] = []
      const second = await run(task(sent, {settle: item => (server.has(item.key) ? done() : 'no-effect')}), settings, {
        workers: 1,
      })
      expect(sent, `cut after ${lines} lines`).toEqual(keys.slice(begun))
      expect(second.counts).toEqual({made: 4})
    }
  })

  it('forgets a line that was cut off in its middle, and only that', async () => {
    const settings = rowsFile(['a', 'b'])
    const {journal} = await run(task([]), settings, {workers: 1})
    cutAfter(journal, 4)
    truncateSync(journal, readFileSync(journal).length - 7)
    const sent: string[] = []
    await run(task(sent), settings)
    expect(sent).toEqual(['b'])
  })

  it('does not work with a journal that is damaged', async () => {
    const settings = rowsFile(['a', 'b'])
    const {journal} = await run(task([]), settings)
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('"sent"', '"s'))
    await expect(Job.open(task([]), api, settings)).rejects.toThrow(/damaged in line 2/)
    // The refusal has not left the file locked.
    await expect(Job.open(task([]), api, settings)).rejects.toThrow(/damaged/)
  })

  it('refuses a second run on the same file', async () => {
    const settings = rowsFile(['a'])
    const job = await Job.open(task([]), api, settings)
    await expect(Job.open(task([]), api, settings)).rejects.toMatchObject({outcome: 'refused'})
    job.close()
    ;(await Job.open(task([]), api, settings)).close()
  })
})

describe('rows whose outcome is unknown', () => {
  it('are looked up; those without effect are sent again, those that cannot be told are not', async () => {
    const settings = rowsFile(['effect', 'none', 'undecided'])
    const sent: string[] = []
    const answers: Record<string, Settled> = {effect: done(), none: 'no-effect', undecided: 'undecided'}
    const what = task(sent, {
      send: item => (sent.filter(key => key === item.key).length === 1 ? unknown : done()),
      settle: item => answers[item.key]!,
    })
    const {counts} = await run(what, settings)
    expect(sent.sort()).toEqual(['effect', 'none', 'none', 'undecided'])
    expect(counts).toEqual({made: 2, unknown: 1})
    // The next run looks at that row before anything else, and sends nothing again.
    const again: string[] = []
    const second = await run(task(again, {settle: () => done()}), settings)
    expect([again, second.counts]).toEqual([[], {made: 3}])
  })

  it('stay unknown when the lookup fails', async () => {
    const settings = rowsFile(['a'])
    const what = task([], {send: () => unknown})
    what.settle = async () => {
      throw new Failure('unavailable', 'no network')
    }
    const {counts, halted} = await run(what, settings)
    expect([counts, halted?.message]).toEqual([{unknown: 1}, 'no network'])
  })

  it('are what a row becomes that the answer does not name', async () => {
    const what = task([])
    what.send = async () => new Map()
    expect((await run(what, rowsFile(['a']))).counts).toEqual({unknown: 1})
  })
})

describe('whose rows they are', () => {
  const own = {
    ...session,
    domainId: 'p',
    credentials: async () => ({kind: 'key', accessKeyId: 'A', secretAccessKey: '-'}),
  }
  /** The account of keys is not told to everybody. */
  const untold = async () => {
    throw new Failure('denied', 'no', {status: 403})
  }
  const world = (name: string) => ({world: async () => name})
  const as = (other: object) => ({session: Promise.resolve({...own, ...other}), call: untold}) as unknown as Api
  const withKey = (accessKeyId: string) => async () => ({kind: 'key', accessKeyId, secretAccessKey: '-'})
  const unnamed = {domainId: undefined}

  /** A job of three rows of which one was sent when it was cut off; gives what the other client sends of it. */
  async function continuedBy(first: object, second: object, more: Partial<JobSettings> = {}): Promise<string[]> {
    const settings = rowsFile(['a', 'b', 'c'])
    const stop = new AbortController()
    const what = task([], {
      send: () => {
        stop.abort(new Failure('interrupted', 'interrupted'))
        return done()
      },
    })
    await run(what, settings, {workers: 1, signal: stop.signal}, as(first))
    const sent: string[] = []
    await run(task(sent), {...settings, ...more}, {}, as(second))
    return sent.sort()
  }

  it.each([
    ['with the same keys', {}, {}],
    ['with another profile of the same account', {}, {profile: 'other', credentials: withKey('B')}],
    ['once the account id has been learned', unnamed, {domainId: 'p'}],
    ['in the same world of a sandbox at another port', world('w'), {...world('w'), endpoints: {bss: 'http://y'}}],
  ])('is the same %s', async (_, first, second) => {
    expect(await continuedBy(first, second)).toEqual(['b', 'c'])
  })

  it.each([
    ['another account', {}, {domainId: 'q', credentials: withKey('B')}],
    ['another endpoint', {}, {endpoints: {bss: 'http://y'}}],
    ['another world', world('w'), world('v')],
    ['a sandbox, which is no rehearsal of itself', {}, world('w')],
  ])('is not that of %s', async (_, first, second) => {
    expect(await continuedBy(first, second)).toEqual(['a', 'b', 'c'])
  })

  it('is asked for where it cannot be told, and --restart goes on', async () => {
    const others = {...unnamed, credentials: withKey('B')}
    const refusal = continuedBy(unnamed, others)
    await expect(refusal).rejects.toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('cannot be told'),
    })
    expect(await continuedBy(unnamed, others, {restart: true})).toEqual(['a', 'b', 'c'])
  })

  it.each([
    ['a newer version', '"version":1', '"version":2'],
    ['an event that is not known', '"event":"sent"', '"event":"half-sent"'],
    ['an end that is not known', '"kind":"done"', '"kind":"perhaps"'],
  ])('is not guessed from a journal of %s', async (_, from, to) => {
    const settings = rowsFile(['a'])
    const {journal} = await run(task([]), settings)
    writeFileSync(journal, readFileSync(journal, 'utf8').replace(from, to))
    await expect(Job.open(task([]), api, settings)).rejects.toThrow(/another version/)
    expect((await run(task([]), {...settings, restart: true})).counts).toEqual({made: 1})
  })
})

describe('rows of which nothing shows whether they took effect', () => {
  it('are asked about in two more runs, then called unclear, and are sent again only when that is wanted', async () => {
    const settings = rowsFile(['a', 'b'])
    await run(task([], {send: item => (item.key === 'a' ? unknown : done())}), settings)
    const sent: string[] = []
    const counts = async (more = {}) => (await run(task(sent), {...settings, ...more})).counts
    expect(await counts()).toEqual({unknown: 1, made: 1})
    expect(await counts()).toEqual({unclear: 1, made: 1})
    expect(await counts()).toEqual({unclear: 1, made: 1})
    expect(await counts({retryFailed: true})).toEqual({unclear: 1, made: 1})
    expect(sent).toEqual([])
    expect(await counts({restart: true})).toEqual({made: 2})
    expect(sent).toEqual(['a', 'b'])
  })
})

describe('failures', () => {
  const refused = (item: Item) => (item.key === 'b' ? new Failure('refused', 'no', {code: 'CBC.1'}) : done())

  it('of one row leave the others alone; --retry-failed sends it again, nothing else does', async () => {
    const settings = rowsFile(['a', 'b', 'c'])
    expect((await run(task([], {send: refused}), settings)).counts).toEqual({made: 2, failed: 1})
    const sent: string[] = []
    expect((await run(task(sent), {...settings, retryFailed: true})).counts).toEqual({made: 3})
    expect(sent).toEqual(['b'])
  })

  it('end the run with --on-error stop', async () => {
    const sent: string[] = []
    const {counts} = await run(task(sent, {send: refused}), rowsFile(['a', 'b', 'c', 'd']), {
      onError: 'stop',
      workers: 1,
    })
    expect([sent, counts]).toEqual([['a', 'b'], {made: 1, failed: 1, 'not-sent': 2}])
  })

  it('of the keys end the run at once', async () => {
    const sent: string[] = []
    const what = task(sent, {send: () => new Failure('denied', 'wrong key', {status: 401})})
    const {counts, halted} = await run(what, rowsFile(['a', 'b', 'c']), {workers: 1})
    expect([sent, counts, halted?.message]).toEqual([['a'], {failed: 1, 'not-sent': 2}, 'wrong key'])
  })

  it('of the network send the row again later, and end the run when nothing gets through', async () => {
    const sent: string[] = []
    const flaky = task(sent, {
      send: item => (item.key === 'a' && sent.length === 1 ? new Failure('unavailable', 'down') : done()),
    })
    expect((await run(flaky, rowsFile(['a', 'b']), {workers: 1})).counts).toEqual({made: 2})
    expect(sent).toEqual(['a', 'b', 'a'])
    const dead = task([], {send: () => new Failure('unavailable', 'down')})
    const settings = rowsFile(['a', 'b'])
    const {counts, halted} = await run(dead, settings, {workers: 1})
    expect([counts, halted?.message]).toEqual([{'not-sent': 2}, 'down'])
    // Nothing was sent: the next run sends all, without a lookup.
    const again: string[] = []
    await run(task(again), settings)
    expect(again.sort()).toEqual(['a', 'b'])
  })

  it('of this program are not taken for an answer: the row is looked up in the next run', async () => {
    const settings = rowsFile(['a', 'b'])
    const {halted} = await run(task([], {send: () => new TypeError('defect')}), settings, {workers: 1})
    expect(halted).toBeInstanceOf(TypeError)
    const looked: string[] = []
    const what = task([], {
      settle: item => {
        looked.push(item.key)
        return done()
      },
    })
    await run(what, settings)
    expect(looked).toEqual(['a'])
  })
})

describe('an interruption', () => {
  it('ends the write under way and begins no other; the next run does the rest', async () => {
    const settings = rowsFile(['a', 'b', 'c'])
    const stop = new AbortController()
    const sent: string[] = []
    const what = task(sent, {
      send: () => {
        stop.abort(new Failure('interrupted', 'interrupted'))
        return done()
      },
    })
    const {counts} = await run(what, settings, {workers: 1, signal: stop.signal})
    expect([sent, counts]).toEqual([['a'], {made: 1, 'not-sent': 2}])
    const again: string[] = []
    expect((await run(task(again), settings)).counts).toEqual({made: 3})
    expect(again).toEqual(['b', 'c'])
  })
})

describe('the file', () => {
  it('may change between two runs: rows that are the same are not sent again', async () => {
    const settings = rowsFile(['a', 'b', 'c'])
    const stop = new AbortController()
    const first = task([], {
      send: () => {
        stop.abort(new Failure('interrupted', 'interrupted'))
        return done()
      },
    })
    await run(first, settings, {workers: 1, signal: stop.signal})
    writeFileSync(settings.file, 'id\nz\nc\na\n')
    const sent: string[] = []
    await run(task(sent), settings)
    expect(sent.sort()).toEqual(['c', 'z'])
  })

  it('gets one line for each row, in its order', async () => {
    const settings = rowsFile(['a', 'a', 'b'])
    await run(task([]), settings)
    expect(readFileSync(`${settings.file}.result`, 'utf8')).toBe(
      'row,key,status,id,code,message,request_id,id\r\n' +
        '2,a,invalid,,,"id a stands in row 3, too",,a\r\n' +
        '3,a,invalid,,,"id a stands in row 2, too",,a\r\n' +
        '4,b,made,new,,,,b\r\n',
    )
    expect(existsSync(`${settings.file}.result.tmp`)).toBe(false)
  })
})

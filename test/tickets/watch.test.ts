import {beforeAll, describe, expect, it} from 'vitest'
import {Api} from '../../src/api/client.js'
import type {Session} from '../../src/api/session.js'
import {emptyMemory, type Memory, type Outlet, type TicketEvent, Watch} from '../../src/tickets/watch.js'
import {cli} from '../support/cli.js'
import {TicketDesk} from '../support/tickets.js'

let desk: TicketDesk
beforeAll(async () => {
  desk = await TicketDesk.open({scenario: 'empty'})
})

/** The client of the desk's sandbox. */
function apiOf({sandbox}: TicketDesk): Api {
  const {endpoints, partner, site} = sandbox.info
  const session: Session = {
    profile: 'test',
    site,
    endpoints,
    domainId: partner.domain_id,
    language: 'en_us',
    requestsPerSecond: Number.POSITIVE_INFINITY,
    credentials: async () => ({
      kind: 'key',
      accessKeyId: partner.access_key_id,
      secretAccessKey: partner.secret_access_key,
    }),
  }
  return new Api(async () => session)
}

class Crash extends Error {}

/**
 * A place where a program can die: after so many things that it does to the world, before or after the last of them.
 */
interface Death {
  at: number
  after: boolean
}

/** What survives the death of a program: the file, and what was told. */
class World implements Outlet {
  file = JSON.stringify(emptyMemory())
  told: TicketEvent[] = []
  done = 0
  deaths = 0

  constructor(
    readonly death: Death | undefined,
    /** The output can be looked at afterwards, like a file; else it is a pipe. */
    readonly isFile: boolean,
  ) {}

  #step(work: () => void): void {
    const dies = this.death && this.done++ === this.death.at
    if (dies && !this.death!.after) throw this.#die()
    work()
    if (dies) throw this.#die()
  }

  #die(): Crash {
    this.deaths++
    return new Crash()
  }

  save(memory: Memory): void {
    this.#step(() => {
      this.file = JSON.stringify(memory)
    })
  }

  async tell(event: TicketEvent): Promise<void> {
    this.#step(() => {
      this.told.push(event)
    })
  }

  wasTold(event: TicketEvent): boolean | undefined {
    return this.isFile ? this.told.some(one => one.id === event.id) : undefined
  }
}

/** Looks until a look goes through, however often the program dies in between. */
async function look(api: Api, ids: string[], history: boolean, world: World): Promise<void> {
  for (;;) {
    const watch = new Watch(api, {ids, history}, JSON.parse(world.file), world)
    try {
      await watch.look()
      return
    } catch (error) {
      if (!(error instanceof Crash)) throw error
    }
  }
}

const say = (api: Api, case_id: string, content: string) => api.call('CreateMessages', {case_id, message: {content}})
const act = (api: Api, case_id: string, action_id: 'close' | 'delete') => api.call('UpdateCases', {case_id, action_id})

/** A conversation: asked, answered, access requested and rejected, solved, contradicted, solved, closed. */
const script: ((api: Api, id: string) => Promise<unknown>)[] = [
  () => desk.steps(1),
  () => desk.steps(1),
  (api, id) => say(api, id, 'one'),
  (api, id) => say(api, id, 'two, at the same moment'),
  () => desk.steps(1),
  async (api, id) => {
    const [asked] = await api.list('ListAuthorizations', {incident_id: id}).toArray()
    await api.call('UpdateAuthorizations', {authorization_id: asked!.id!, action_id: 'reject'})
  },
  () => desk.steps(1),
  (api, id) => say(api, id, 'not yet'),
  () => desk.steps(1),
  (api, id) => act(api, id, 'close'),
  (api, id) => act(api, id, 'delete'),
]

const fault = {
  business_type_id: 'bt-down-ecs',
  region_id: 'ap-southeast-3',
  simple_description: 'Resource ID: i-1',
  source_id: '83aeb0f2834c4df49826c781d32a963e' as const,
  extends_map: {resource_id: 'i-1'},
}

async function play(death: Death | undefined, isFile: boolean): Promise<World> {
  const api = apiOf(desk)
  const {incident_id: id = ''} = await api.call('CreateCases', fault)
  const world = new World(death, isFile)
  await look(api, [id], true, world)
  for (const step of script) {
    await step(api, id)
    await look(api, [id], true, world)
  }
  api.close()
  // Ids name the ticket: without it, plays can be compared.
  world.told = world.told.map(event => ({...event, id: event.id.replace(id, 'T')}))
  return world
}

const shape = (events: TicketEvent[]) =>
  events.map(({event, status, previous_status, message}) =>
    [event, previous_status ?? '', status, message?.text.slice(0, 20) ?? ''].join(' '),
  )

describe('a watch over a conversation', () => {
  let whole: World
  beforeAll(async () => {
    whole = await play(undefined, true)
  })

  it('tells everything in order', () => {
    expect(shape(whole.told)).toEqual([
      'opened  0 ',
      'message  0 Resource ID: i-1',
      'status 0 1 ',
      'message  17 Hello, this is Suppo',
      'status 1 17 ',
      'message  1 one',
      'status 17 1 ',
      'message  1 two, at the same mom',
      'message  17 Thank you. To look a',
      'status 1 17 ',
      'authorization  17 ',
      'status 17 1 ',
      'message  2 We have checked what',
      'status 1 2 ',
      'message  1 not yet',
      'status 2 1 ',
      'message  2 We have checked what',
      'status 1 2 ',
      'status 2 3 ',
      'status 3 13 ',
    ])
    expect(new Set(whole.told.map(event => event.id)).size).toBe(whole.told.length)
  })

  it('tells each thing once, wherever the program dies', async () => {
    // Three things happen for an event: it is noted, told, and noted as told.
    const places = 3 * whole.told.length
    for (let at = 0; at < places; at++) {
      for (const after of [false, true]) {
        const world = await play({at, after}, true)
        expect({at, after, deaths: world.deaths, told: shape(world.told)}).toEqual({
          at,
          after,
          deaths: 1,
          told: shape(whole.told),
        })
        expect(world.told.some(event => event.again)).toBe(false)
      }
    }
  }, 240_000)

  it('marks the one that may come twice where nobody can look', async () => {
    for (let at = 0; at < 24; at++) {
      const world = await play({at, after: true}, false)
      const first = world.told.filter(event => !event.again)
      const again = world.told.filter(event => event.again)
      expect(again.length).toBeLessThanOrEqual(1)
      expect(new Set(first.map(event => event.id)).size).toBe(first.length)
      expect(new Set(world.told.map(event => event.id)).size).toBe(whole.told.length)
    }
  }, 120_000)
})

describe('a watch over all open tickets', () => {
  it('begins with what is new, hears of new tickets and of the end of old ones', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const api = apiOf(d)
    const world = new World(undefined, true)
    const old = await d.question('[sandbox: silent] old')
    await look(api, [], false, world)
    expect(world.told).toEqual([])
    const fresh = await d.question('fresh')
    await look(api, [], false, world)
    expect(world.told.map(event => [event.incident_id, event.event])).toEqual([
      [fresh, 'opened'],
      [fresh, 'message'],
    ])
    world.told = []
    await cli(['ticket', 'cancel', old, '--yes'])
    await d.steps(2)
    await look(api, [], false, world)
    expect(shape(world.told.filter(event => event.incident_id === old))).toEqual(['status 0 4 '])
    expect(shape(world.told.filter(event => event.incident_id === fresh))).toEqual([
      'message  2 We have checked what',
      'status 0 2 ',
    ])
    world.told = []
    await look(api, [], false, world)
    await look(api, [], false, world)
    expect(world.told).toEqual([])
    api.close()
  })

  it('reads only the tickets that have news', async () => {
    const d = await TicketDesk.open({scenario: 'empty'})
    const api = apiOf(d)
    const world = new World(undefined, true)
    const ids = [
      await d.question('[sandbox: silent] a'),
      await d.question('[sandbox: silent] b'),
      await d.question('[sandbox: silent] c'),
    ]
    const watch = new Watch(api, {ids: [], history: false}, emptyMemory(), world)
    await watch.look()
    await d.sandbox.admin('DELETE', '/requests')
    await watch.look()
    const count = async () => (await d.requests()).filter(one => one.operation === 'ShowCaseDetail').length
    expect(await count()).toBe(0)
    await cli(['ticket', 'reply', ids[1]!, 'news'])
    await d.sandbox.admin('DELETE', '/requests')
    await watch.look()
    expect(await count()).toBe(1)
    expect(world.told.map(event => event.message?.text)).toEqual(['news'])
    api.close()
  })
})

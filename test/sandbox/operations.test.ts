// Every operation of the business API on each of its sites: one valid request, over HTTP, by a client that shares no
// code with the sandbox; every answer is checked against the contract by the sandbox's own option and here for its
// status. Then the life around them: what an answer can hold is held by some answer, or a page says why not.
import {describe, expect, it} from 'vitest'
import {operationTable, type Service} from '../../src/api/contract/contract.js'
import {answerFields, emptyFields} from '../../src/sandbox/docs/fields.js'
import {Router} from '../../src/sandbox/wire/router.js'
import {type Answer, Client, type Send} from './client.js'
import {isWhole, recordsAreWhole} from './consistency.js'
import {noteFilled} from './fields.js'
import {open} from './harness.js'
import {requests, type Stage, stage} from './story.js'
import {desk} from './story-tickets.js'
import {tokens} from './story-tokens.js'
import {wider} from './story-wide.js'

const table = operationTable().operations

/** Collects what answers hold while a story runs. */
async function filledDuring(site: Stage['site'], story: () => Promise<void>): Promise<Map<string, Set<string>>> {
  const router = new Router(site)
  const seen = new Map<string, Set<string>>()
  const {send} = Client.prototype
  Client.prototype.send = async function (options: Send): Promise<Answer> {
    const answer = await send.call(this, options)
    const id = router.find(options.method ?? 'GET', options.path)?.id
    if (id && answer.status < 300) {
      const filled = seen.get(id) ?? new Set<string>()
      seen.set(id, filled)
      noteFilled(answer.json, filled)
      isWhole(id, answer.json)
    }
    return answer
  }
  try {
    await story()
  } finally {
    Client.prototype.send = send
  }
  return seen
}

describe.each(['intl', 'eu', 'cn'] as const)('every operation of the business API on %s', site => {
  const wanted = Object.entries(table).filter(([, o]) => o.service === 'bss' && o.sites.includes(site))

  it('answers a valid request as the contract says, and every field that is not said to stay empty is filled', async () => {
    const run = await open({site, scenario: 'messy'})
    const answered: string[] = []
    const filled = await filledDuring(site, async () => {
      const s = await stage(run)
      for (const [id, request] of Object.entries(requests)) {
        const operation = table[id]!
        if (!operation.sites.includes(site)) continue
        const {as = s.run.partner, path = {}, query, body} = await request(s)
        const answer = await as.send({
          method: operation.method,
          path: operation.path.replace(/\{(\w+)\}/g, (_, name) => path[name]!),
          ...(query ? {query} : {}),
          ...(body === undefined ? {} : {body}),
        })
        expect(`${id} ${answer.status} ${answer.status < 300 ? '' : answer.text}`).toMatch(/ 20[0-4] $/)
        answered.push(id)
      }
      await wider(s)
      await desk(s)
      await tokens(s)
      await recordsAreWhole(s)
    })
    expect(answered.sort()).toEqual(wanted.map(([id]) => id).sort())

    const empty: string[] = []
    const count: Record<Service, {all: number; filled: number}> = {
      bss: {all: 0, filled: 0},
      osm: {all: 0, filled: 0},
      iam: {all: 0, filled: 0},
    }
    for (const [id, {service, sites}] of Object.entries(table)) {
      if (!sites.includes(site)) continue
      for (const field of answerFields(service, id, site)) {
        const held = filled.get(id)?.has(field) ?? false
        count[service].all++
        if (held) count[service].filled++
        else empty.push(`${id} ${field}`)
      }
    }
    const said = emptyFields.filter(e => e.sites?.includes(site) ?? table[e.operation]!.sites.includes(site))
    expect(empty.sort()).toEqual(said.flatMap(e => e.fields.map(field => `${e.operation} ${field}`)).sort())
    for (const {all, filled} of Object.values(count)) expect(filled / all).toBeGreaterThanOrEqual(0.95)
  }, 60_000)
})

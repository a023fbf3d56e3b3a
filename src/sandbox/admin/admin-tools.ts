// The part of the admin API that tests use most: faults, the journal of requests, snapshots of the state.

import {RawBody} from '../call.js'
import type {Emulator} from '../emulator.js'
import {type FaultRule, refusals, wireEffects} from '../faults/faults.js'
import {namedFault} from '../faults/named.js'
import {exportState, importState, type StateDocument} from '../state/snapshots.js'
import {kind} from '../state/store.js'
import {asCurl, type JournalFilter} from '../wire/journal.js'
import {AdminFault, type AdminRequest, type AdminRoutes} from './admin-request.js'

const snapshotKind = kind<StateDocument>('snapshot')

const worldName = (s: Emulator): string => `${s.options.site}-${s.options.scenario}-${s.options.seed}`

/** Says a RangeError as a 400. */
function checked<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) throw new AdminFault(400, error.message)
    throw error
  }
}

const filterNames = ['operation', 'tenant', 'method', 'path', 'status', 'error_code', 'after'] as const

/** A filter from a query (text members) or from a body (all members). */
function filterOf({query, body}: AdminRequest): JournalFilter {
  const filter: Record<string, unknown> = {}
  for (const name of filterNames) {
    const value = query.get(name) ?? body[name]
    if (value !== null && value !== undefined) filter[name] = String(value)
  }
  for (const name of ['body', 'query'] as const) {
    if (typeof body[name] === 'object' && body[name] !== null) filter[name] = body[name]
  }
  const known = [...filterNames, 'body', 'query', 'count', 'at_least', 'at_most', 'limit']
  for (const name of [...query.keys(), ...Object.keys(body)]) {
    if (!known.includes(name)) throw new AdminFault(400, `no such filter: ${name}`)
  }
  return filter
}

function snapshotName({parts}: AdminRequest): string {
  const name = parts[1] ?? ''
  if (!/^[\w.-]{1,64}$/.test(name))
    throw new AdminFault(400, 'a name of a snapshot has letters, digits, dots and dashes')
  return name
}

function noSnapshot(s: Emulator, name: string): AdminFault {
  const kept = s.store.list(snapshotKind, '').map(({id}) => id)
  return new AdminFault(
    404,
    `no such snapshot: ${name}; there ${kept.length > 0 ? `are ${kept.join(', ')}` : 'is none'}`,
  )
}

export const toolRoutes: AdminRoutes = {
  'GET faults': s => ({rules: s.faults.list()}),
  'POST faults': (s, {body}) => checked(() => s.faults.add(namedFault(body) as unknown as FaultRule)),
  'DELETE faults': (s, {parts}) => {
    const removed = s.faults.remove(parts[1])
    if (parts[1] !== undefined && removed === 0) throw new AdminFault(404, `no such rule: ${parts[1]}`)
    return {removed}
  },
  'GET faults/effects': () => ({effects: [...Object.keys(refusals), ...wireEffects]}),

  'GET requests': (s, request) => {
    const {parts, query} = request
    if (parts[1] === undefined) {
      const found = s.journal.find(filterOf(request))
      const limit = Number(query.get('limit') ?? 1000)
      return {count: found.length, requests: found.slice(-limit)}
    }
    const entry = s.journal.entry(Number(parts[1]))
    if (!entry) throw new AdminFault(404, `no such request: ${parts[1]}`)
    return parts[2] === 'curl'
      ? new RawBody(Buffer.from(`${asCurl(entry, s.origin)}\n`), 'text/plain; charset=utf-8')
      : entry
  },
  'DELETE requests': s => {
    s.journal.clear()
    return {cleared: true}
  },
  // "Exactly one POST with this body": 200 when it is so, 417 when not, with what was found instead.
  'POST requests/assert': (s, request) => {
    const {body} = request
    const found = s.journal.find(filterOf(request))
    const {count, at_least = count ?? 1, at_most = count ?? Number.POSITIVE_INFINITY} = body as Record<string, number>
    const ok = found.length >= at_least && found.length <= at_most
    if (!ok) throw new AdminFault(417, `${found.length} requests match, not ${count ?? `${at_least} to ${at_most}`}`)
    return {ok, count: found.length, seqs: found.map(e => e.seq)}
  },

  'GET snapshots': s => ({
    snapshots: s.store
      .list(snapshotKind, '')
      .map(({id, value}) => ({name: id, clock: value.clock, documents: value.documents.length})),
  }),
  'PUT snapshots': (s, request) => {
    const name = snapshotName(request)
    const state = exportState(s.store, s.clock, worldName(s))
    s.store.write(() => s.store.put(snapshotKind, '', name, state))
    return {name, clock: state.clock, documents: state.documents.length}
  },
  'POST snapshots': (s, request) => {
    const name = snapshotName(request)
    const state = s.store.get(snapshotKind, '', name)
    if (!state) throw noSnapshot(s, name)
    checked(() => importState(s.store, s.clock, worldName(s), state))
    return {restored: name, clock: state.clock}
  },
  'DELETE snapshots': (s, request) => {
    const name = snapshotName(request)
    if (!s.store.get(snapshotKind, '', name)) throw noSnapshot(s, name)
    s.store.write(() => s.store.delete(snapshotKind, '', name))
    return {deleted: name}
  },

  'GET state': s => exportState(s.store, s.clock, worldName(s)),
  'PUT state': (s, {body}) => {
    checked(() => importState(s.store, s.clock, worldName(s), body))
    return {imported: true}
  },
}

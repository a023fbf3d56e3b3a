// The state as one document: to save, to restore, to carry away and to bring in.
import type {Clock} from './clock.js'
import type {Store} from './store.js'

/** Version of the form, apart from that of the database's layout. */
const FORMAT = 1

export interface StateDocument {
  format: number
  /** Which world these are changes of. */
  world: string
  /** Sandbox time at which it was taken; the clock goes on from there. */
  clock: string
  documents: {kind: string; owner: string; id: string; value: unknown}[]
  counters: Record<string, number>
}

export function exportState(store: Store, clock: Clock, world: string): StateDocument {
  const {documents, counters} = store.dump()
  return {
    format: FORMAT,
    world,
    clock: new Date(clock.now()).toISOString(),
    documents: documents.filter(d => d.kind !== 'snapshot'),
    counters,
  }
}

/**
 * Replaces the state. Throws a RangeError for a document that is none, or one of another world. Saved snapshots stay.
 */
export function importState(store: Store, clock: Clock, world: string, state: unknown): void {
  const {format, world: from, clock: at, documents, counters} = check(state)
  if (format !== FORMAT) throw new RangeError(`format ${format} is not known to this version`)
  if (from !== world) throw new RangeError(`the state is of the world ${from}, this one is ${world}`)
  store.write(() => {
    store.load(documents, counters)
    clock.set(Date.parse(at))
  })
}

function check(state: unknown): StateDocument {
  const s = state as Partial<StateDocument> | null
  const isDocument = (d: unknown) => {
    const {kind, owner, id, value} = (d ?? {}) as Record<string, unknown>
    return [kind, owner, id].every(part => typeof part === 'string') && value !== undefined
  }
  const valid =
    typeof s === 'object' &&
    s !== null &&
    typeof s.format === 'number' &&
    typeof s.world === 'string' &&
    !Number.isNaN(Date.parse(String(s.clock))) &&
    Array.isArray(s.documents) &&
    s.documents.every(isDocument) &&
    typeof s.counters === 'object' &&
    s.counters !== null &&
    Object.values(s.counters).every(n => Number.isSafeInteger(n))
  if (!valid) throw new RangeError('not a state of the sandbox')
  return s as StateDocument
}

// Which record of one set is which of another: by their ids, or by what was billed where ids are of two kinds, as those
// of two operations may be, or where a file has none.
import type {BillRecord} from '../records/bill-record.js'
import {givesDay} from '../records/day.js'
import {comparedNames, printOf} from './fields.js'

/** A record as far as comparing needs it. */
export interface Row {
  id: string
  customer_id: string
  account_name: string
  cycle: string
  units: bigint
  text: string
  isRefund: boolean
  bill_date: string
  record: BillRecord
}

export interface Pairs {
  pairs: [is: Row, should: Row][]
  /** Rows of the left side without a partner; `twin` is a paired row of the same key, and how many there are. */
  extra: {row: Row; twin?: Row; times: number}[]
  missing: Row[]
  /** Why records cannot be paired; nothing else is told then. */
  reason?: string
}

/** What tells a record without an id from others of a bill; at least one of the first three must be there. */
const identity = ['trade_id', 'order_id', 'resource_id', 'sub_resource_id', 'sku_code', 'usage_type'] as const
const STRONG = 3

/** When it was: the first of these that all records of a kind have. */
const moments: ((record: BillRecord) => string | undefined)[] = [
  record => record.effective_time,
  record => record.consume_time || record.expire_time,
  record => (givesDay(record.source) ? record.bill_date : undefined),
]

/** Pairs the records of two sets. Those of `cycle` come first; others are partners where nothing better is there. */
export function pairRows(left: Row[], right: Row[], cycle: string): Pairs {
  const byId = haveIdsAlike(left, right)
  const names = byId ? [] : identity.filter(name => areAlike(left, right, ({record}) => textOf(record[name])))
  if (!byId && left.length > 0 && right.length > 0 && !names.some(name => identity.indexOf(name) < STRONG)) {
    return none('their ids are of two kinds, and no trade, order or resource tells which record is which')
  }
  // Which one side does not tell.
  const hasTrades = [left, right].every(rows => areTold(rows, 'trade_id'))
  const keyOf = byId
    ? ({record: {id, trade_id}}: Row) => (hasTrades ? `${id}|${trade_id ?? ''}` : `${id}`)
    : ({record}: Row) => names.map(name => textOf(record[name])).join('|')
  const told = comparedNames(left[0]?.record, right[0]?.record).filter(
    name => areTold(left, name) && areTold(right, name),
  )
  const printed = printOf(told)
  const found: Pairs = {pairs: [], extra: [], missing: []}
  const groups = grouped(left, right, keyOf)
  for (const group of groups) {
    for (const one of byId ? [group] : byMoment(group)) match(one, {cycle, byId, printed}, found)
  }
  const met = found.pairs.length * 2 >= Math.min(left.length, right.length)
  if (!byId && !met && !isOneSource(left, right)) {
    return none('their ids are of two kinds, and most records have no partner of the same trade, resource and time')
  }
  return found
}

const none = (reason: string): Pairs => ({pairs: [], extra: [], missing: [], reason})

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

const sourcesOf = (rows: Row[]) => [...new Set(rows.map(({record}) => record.source))].sort().join()

const isOneSource = (left: Row[], right: Row[]) => sourcesOf(left) === sourcesOf(right)

const areTold = (rows: Row[], name: string) => rows.some(({record}) => printOf([name])(record) !== '')

/** Whether both sides have ids, and of one kind: one source gives one kind, of two most ids must be on both sides. */
function haveIdsAlike(left: Row[], right: Row[]): boolean {
  const id = ({id}: Row) => id
  if (!isOneSource(left, right)) return areAlike(left, right, id)
  return [left, right].every(rows => rows.length === 0 || rows.some(row => row.id))
}

/** Whether both sides tell something, and mostly the same. */
function areAlike(left: Row[], right: Row[], of: (row: Row) => string): boolean {
  const [ours, theirs] = [left, right].map(rows => new Set(rows.map(of).filter(text => text !== ''))) as [
    Set<string>,
    Set<string>,
  ]
  const both = [...ours].filter(text => theirs.has(text)).length
  return both > 0 && both * 2 >= Math.min(ours.size, theirs.size)
}

interface Group {
  left: Row[]
  right: Row[]
}

function grouped(left: Row[], right: Row[], keyOf: (row: Row) => string): Iterable<Group> {
  const groups = new Map<string, Group>()
  const of = (row: Row): Group => {
    const key = keyOf(row)
    let group = groups.get(key)
    if (!group) {
      group = {left: [], right: []}
      groups.set(key, group)
    }
    return group
  }
  for (const row of right) of(row).right.push(row)
  for (const row of left) of(row).left.push(row)
  return groups.values()
}

/** Records of one thing, told apart by when it was. */
function byMoment({left, right}: Group): Iterable<Group> {
  const moment = moments.find(of => [...left, ...right].every(({record}) => of(record)))
  return moment ? grouped(left, right, ({record}) => moment(record)!) : [{left, right}]
}

interface Matching {
  cycle: string
  byId: boolean
  printed(record: BillRecord): string
}

/** Records of one key: equal ones are partners whatever their order, then those of one customer, then others. */
function match({left, right}: Group, {cycle, byId, printed}: Matching, found: Pairs): void {
  let wanted = right
  const paired: Row[] = []
  let rest = left
  const pass = (canBe: (row: Row) => boolean, keyOf: (row: Row) => string) => {
    if (wanted.length === 0 || rest.length === 0) return
    const free = new Map<string, Row[]>()
    for (const row of wanted) {
      const key = keyOf(row)
      const same = free.get(key)
      if (same) same.push(row)
      else free.set(key, [row])
    }
    const taken = new Set<Row>()
    rest = rest.filter(row => {
      const partner = canBe(row) ? free.get(keyOf(row))?.shift() : undefined
      if (!partner) return true
      found.pairs.push([row, partner])
      paired.push(row)
      taken.add(partner)
      return false
    })
    if (taken.size > 0) wanted = wanted.filter(row => !taken.has(row))
  }
  const isOfCycle = (row: Row) => row.cycle === cycle
  const customer = ({customer_id}: Row) => customer_id
  if (left.length > 1 || right.length > 1)
    pass(isOfCycle, row => `${row.customer_id}|${row.units}|${printed(row.record)}`)
  pass(isOfCycle, customer)
  // Without ids only what is equal and has a trade of its own is the same at another customer.
  if (byId) pass(isOfCycle, () => '')
  else
    pass(
      row => isOfCycle(row) && Boolean(row.record.trade_id),
      row => `${row.units}|${printed(row.record)}`,
    )
  pass(row => !isOfCycle(row), customer)
  const times = new Map<string, number>()
  for (const row of left.filter(isOfCycle)) times.set(row.customer_id, (times.get(row.customer_id) ?? 0) + 1)
  const twins = new Map<string, Row>()
  for (const row of paired) if (isOfCycle(row) && !twins.has(row.customer_id)) twins.set(row.customer_id, row)
  let any = byId ? paired[0] : undefined
  for (const row of rest) {
    if (!isOfCycle(row)) continue
    const twin = twins.get(row.customer_id) ?? any
    found.extra.push({row, ...(twin ? {twin} : {}), times: times.get(row.customer_id)!})
    // The next one of two that nobody wants is there twice.
    if (!twin && byId) {
      any = row
      twins.set(row.customer_id, row)
    }
  }
  for (const row of wanted) found.missing.push(row)
}

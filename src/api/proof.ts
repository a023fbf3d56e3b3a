// What an answer proves: whether it holds what the contract says that an answer of the operation holds.

import {Decimal} from '../decimal.js'
import type {Success} from './contract/contract.js'
import type {Shape} from './contract/decode.js'

type Members = Record<string, unknown>

export const isObject = (data: unknown): data is Members =>
  typeof data === 'object' && data !== null && !Array.isArray(data) && !(data instanceof Decimal)

const kindOf = (data: unknown): string =>
  data === null || data === undefined
    ? 'empty'
    : Array.isArray(data)
      ? 'a list, not an object'
      : `a ${data instanceof Decimal ? 'number' : typeof data}, not an object`

/** A member that stands where the contract has a list, and is none. */
const misplaced = (data: Members, {lists = []}: Success): string | undefined =>
  lists.find(name => data[name] !== undefined && data[name] !== null && !Array.isArray(data[name]))

/** What else is known of a read's answer. */
interface Expected {
  /** What the contract says stands in it. */
  shape?: Shape
  /** Rows of the list that came before this page; undefined where nobody knows. */
  before?: number
}

/**
 * Why a read's data are not what the contract promises; undefined when they are. A list that is left out is empty only
 * where its count says so, and one without rows ends only where its count does.
 */
export function unlikeRead(
  data: unknown,
  success: Success | undefined,
  {shape, before}: Expected = {},
): string | undefined {
  if (!isObject(data)) return `the answer is ${kindOf(data)}`
  if (success?.kind !== 'returns') return undefined
  const {lists = [], values = [], total} = success
  const odd = misplaced(data, success)
  if (odd) return `${odd} in the answer is no list`
  const broken = lists.find(name => hasObjects(shape, name) && !((data[name] ?? []) as unknown[]).every(isObject))
  if (broken) return `${broken} in the answer has a row that is none`
  const counted = total && before !== undefined ? countOf(data[total]) : undefined
  if (
    counted !== undefined &&
    counted > before! &&
    !lists.some(name => Array.isArray(data[name]) && data[name].length > 0)
  )
    return `the platform counts ${counted} rows, but gave ${before}`
  if (lists.some(name => Array.isArray(data[name])) || values.some(name => isThere(data[name]))) return undefined
  const counts = total ? [total] : ['count', 'total_count']
  if (lists.length > 0 && counts.some(name => String(data[name]) === '0')) return undefined
  return `the answer has no ${[...lists, ...values].join(' and no ')}`
}

/** The contract has a list of objects there. */
const hasObjects = (shape: Shape | undefined, name: string): boolean => isObject(rowShape(shape, name))

/** A number of rows, which some lists have as text; undefined for what is none. */
export function countOf(value: unknown): number | undefined {
  const text = String(value ?? '')
  return /^\d{1,15}(\.0+)?$/.test(text) ? Number(text) : undefined
}

/** Members in which others than the platform speak of an error; none of its own answers has one. */
const ofOthers = ['errorCode', 'errorMsg', 'error', 'errors', 'fault']
/** Beside a code that says success, the platform's own words for it. */
const ofSuccess = ['error_msg', 'error_message']
/** Lists of what failed. */
const ofRows = ['error_details', 'fail_resource_infos', 'failed_infos']

/**
 * Why a write's answer does not prove that it was done; undefined when it does. `signed` says that a request id came
 * with it: the sign of the platform on an answer that says nothing. `shape` is that of the operation's answer.
 */
export function unprovenWrite(
  status: number,
  data: unknown,
  signed: boolean,
  success: Success,
  shape: Shape | undefined,
): string | undefined {
  if (status !== 200 && status !== 201 && status !== 204) return `the server answered ${status}`
  const isEmpty = data === undefined || data === null || (isObject(data) && Object.keys(data).length === 0)
  if (!isEmpty && !isObject(data)) return `the answer is ${kindOf(data)}`
  const trouble =
    isObject(data) &&
    [...ofOthers, ...(isThere(data.error_code) ? [] : ofSuccess)].find(name => namesSomething(data[name]))
  if (trouble) return `the answer has ${trouble}`
  const lost = isObject(data) && unread(data, success, shape)
  if (lost) return lost
  if (success.kind !== 'returns') {
    if (isEmpty) return signed || status === 204 ? undefined : 'the answer is empty and has no request id'
    const odd = misplaced(data, success)
    return odd ? `${odd} in the answer is no list` : undefined
  }
  const {lists = [], values = []} = success
  const odd = isObject(data) && misplaced(data, success)
  if (odd) return `${odd} in the answer is no list`
  return handsBack(data, success, shape) ? undefined : `the answer has no ${[...lists, ...values].join(' and no ')}`
}

/** Rows of a write's answer that nobody can read, or failures of rows where the contract has none. */
function unread(data: Members, {lists = []}: Success, shape: Shape | undefined): string | undefined {
  for (const name of new Set([...lists, ...ofRows])) {
    const rows = data[name]
    if (!Array.isArray(rows) || rows.length === 0) continue
    if (!lists.includes(name)) return `the answer has ${name}`
    if (!rows.every(row => saysSomething(row, rowShape(shape, name)))) return `a row of ${name} says nothing`
  }
  return undefined
}

const rowShape = (shape: Shape | undefined, list: string): Shape | undefined => {
  const member = typeof shape === 'object' && !Array.isArray(shape) ? shape[list] : undefined
  return Array.isArray(member) ? member[0] : undefined
}

/** A row with something in it: an id where the contract has texts, a member where it has objects. */
const saysSomething = (row: unknown, shape: Shape | undefined): boolean =>
  isObject(row) ? shape !== 's' && Object.values(row).some(isThere) : typeof shape !== 'object' && isId(row)

/** Whether an answer of a write that hands something back has it: a list with rows that say something, or an id. */
function handsBack(data: unknown, {kind, lists = [], values = []}: Success, shape: Shape | undefined): boolean {
  if (kind !== 'returns' || !isObject(data)) return false
  const hasRows = (name: string) => {
    const rows = data[name]
    return Array.isArray(rows) && rows.some(row => saysSomething(row, rowShape(shape, name)))
  }
  return lists.some(hasRows) || values.some(name => isId(data[name]))
}

const isIdName = (name: string) => /(^|_)id$/.test(name)

/** The ids that an answer of a write hands back: of its own, and in its rows. */
export function handedBack(data: unknown, {kind, lists = [], values = []}: Success): string[] {
  if (kind !== 'returns' || !isObject(data)) return []
  const rows = lists.filter(name => !ofRows.includes(name)).flatMap(name => (data[name] ?? []) as unknown[])
  const inRows = rows.flatMap(row =>
    isObject(row)
      ? Object.keys(row)
          .filter(isIdName)
          .map(name => row[name])
      : [row],
  )
  return [...values.map(name => data[name]), ...inRows].filter(isId).map(String)
}

/** A text, or a number that counts something: nothing else is handed back as one. */
const isId = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.trim() !== ''
    : (typeof value === 'number' || value instanceof Decimal) && String(value) !== '0'

/** Nothing in a list or an object is no error, nor is a word of success. */
const namesSomething = (value: unknown): boolean =>
  isThere(value) &&
  (typeof value === 'object' && !(value instanceof Decimal)
    ? Object.keys(value as object).length > 0
    : !/^(ok|success(ful|fully)?)\b[.!]?$/i.test(String(value)))

const isThere = (value: unknown) => value !== undefined && value !== null && value !== ''

// Numbers for a month's documents: what is new gets one, what was issued keeps its own and its content.

import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {Decimal} from '../../decimal.js'
import {Failure, usage} from '../../failure.js'
import {makeFolder, writeFileAtomic} from '../../files.js'
import {BilledOrders, issuedData} from './chain.js'
import {sameBuyer, sameContent} from './data/content.js'
import {deltaOf, together} from './data/delta.js'
import {digestOf, isLegacy, statementJson, upgraded} from './data/stored.js'
import type {Logo} from './logo.js'
import {dataPath, type Entry, Register} from './register.js'
import type {Issued, IssueRequest} from './request.js'
import {creditNote, type Statement, type StatementLine} from './statement.js'

export interface Numbered {
  statement: Statement
  status: Issued['status']
  /** The rows of the rating are not those that it was made of: their files stay as they were written. */
  isCorrected?: boolean
}

interface Conflict {
  entry: Entry
  issued: Statement
  now: Statement
  change: Statement | undefined
  /** Documents over differences stand beside it, whatever they come to. */
  isCorrected: boolean
}

/** Why nothing was issued, and what can be done with documents of that kind. */
function refused(conflicts: Conflict[], changed: IssueRequest['changed']): Failure {
  const told = conflicts.map(({entry, issued, now}) => {
    const {number, account_name, customer_id, currency} = entry
    if (now.customer_id !== customer_id)
      return `${number} for ${account_name || customer_id}: ${currency} ${issued.total.text}, now billed to ${now.account_name || now.customer_id}`
    if (now.currency !== currency)
      return `${number} for ${account_name}: ${currency} ${issued.total.text}, now ${now.currency} ${now.total.text}`
    return issued.total.text === now.total.text
      ? `${number} for ${account_name}: ${currency} ${issued.total.text}, with other lines or another recipient`
      : `${number} for ${account_name}: ${currency} ${issued.total.text}, now ${now.total.text}`
  })
  const isFinal = conflicts.some(({issued, isCorrected}) => issued.title === 'invoice' || isCorrected)
  const isOther = conflicts.some(({change}) => !change)
  const title = isFinal && changed === 'reissue' ? 'documents that left the house are not replaced' : undefined
  return new Failure('refused', title ?? `${conflicts.length} statements were issued with other content`, {
    next: [
      ...told.slice(0, 10),
      ...(isFinal ? [] : ['Add --reissue to replace them']),
      isOther
        ? 'A difference of amounts alone says too little: --credit-note full takes them back and issues new ones'
        : 'Add --credit-note to credit or charge the difference, or --credit-note full to take them back and issue new ones',
      'or --preview to look at them first',
    ],
  })
}

const DEFAULT_NUMBER = '{cycle}-{sequence:4}'

export interface Circumstances {
  /** What is known of the records of a month, for the register. */
  known: (cycle: string) => Partial<Entry>
  logo: Logo | undefined
  /** What cannot be printed, or has no place, is not entered. */
  check: (numbered: Numbered[]) => Promise<void>
}

/**
 * Gives every statement its number. Refuses, before anything is written, to change what was issued, and what does not
 * pass the `check`.
 */
export async function number(
  request: IssueRequest,
  statements: Statement[],
  {known, logo, check}: Circumstances,
): Promise<Numbered[]> {
  const {book, out, changed, first} = request
  const register = Register.open(out)
  const pattern = book.statement.number ?? DEFAULT_NUMBER
  const creditPattern = book.statement.credit_number ?? `CN-${pattern}`
  const billed = new BilledOrders(register)
  const conflicts: Conflict[] = []
  const numbered: Numbered[] = []
  /** Enters a new document. */
  const enter = (statement: Statement, status: Issued['status'], more: Partial<Entry> = {}) => {
    const whole = billed.named(lateNamed(out, register, statement))
    register.add(whole, digestOf(whole), more)
    numbered.push({statement: whole, status})
    for (const late of billed.givingBack(whole))
      request.onNote?.(
        `Note: ${late.number} of ${late.cycle} takes back what ${whole.number} charges, and does not name it: ${late.cycle} issued once more with ${whole.title === 'invoice' ? '--credit-note full' : '--reissue'} does`,
      )
  }
  /** What was issued stands, and is what this rating makes, too. */
  const keep = (entries: Entry[], issued: Statement[], now: Statement) => {
    const [first] = entries
    for (const [index, entry] of entries.entries()) {
      Object.assign(entry, known(now.cycle), {digest: digestOf(issued[index]!)})
      numbered.push({statement: issued[index]!, status: 'unchanged', isCorrected: entries.length > 1})
    }
    // Charges may have moved below the smallest coin: the first document's rounding says so.
    const exact = now.net.minus(now.rounding)
    const others = issued.slice(1).map(one => one.net.minus(one.rounding))
    first!.rounding = issued[0]!.net.minus(exact.minus(Decimal.sum(others))).text
  }
  const next = (range: string, cycle: string) => register.nextNumber(range, cycle, first)
  /** Takes back documents as a whole. */
  const takeBack = (entries: Entry[], issued: Statement[], {cycle, seller, issue_date}: Statement) => {
    for (const entry of entries) entry.status = 'cancelled'
    const whole = together(issued)
    // No document is over nothing.
    if (whole.net.isZero && whole.tax.isZero && whole.total.isZero) return
    const note = {...creditNote(whole, entries[0]!.number), seller, issue_date, due_date: issue_date}
    enter({...note, number: next(creditPattern, cycle)}, 'issued')
  }
  /** Its refunds go back to statements that it does not name, for those were issued after it. It can be issued anew. */
  const isToBeNamed = (issued: Statement, now: Statement): boolean => {
    if (isLegacy(issued)) return false
    if (changed !== 'full-credit-note' && (changed !== 'reissue' || issued.title === 'invoice')) return false
    const names = ({lines}: Statement) => lines.map(({refers_to = ''}) => refers_to).join('\n')
    return names(billed.named(lateNamed(out, register, now))) !== names(issued)
  }
  /** What was charged in another currency, or to somebody else, is not charged beside it. Says whether it may be. */
  const settleMoved = (now: Statement): boolean => {
    const moved = register
      .inItsWay(now)
      .filter(one => !statements.some(({cycle, customer_id, currency}) => isOf(one, {cycle, customer_id, currency})))
    for (const entry of moved) {
      const entries = register.chain(entry)
      const issued = issuedChain(out, entries)
      if (changed === 'full-credit-note') takeBack(entries, issued, now)
      else {
        const isCorrected = entries.length > 1
        conflicts.push({entry, issued: together(issued), now, change: undefined, isCorrected})
      }
    }
    return moved.length === 0 || changed === 'full-credit-note'
  }
  for (const statement of statements) {
    await setImmediate()
    request.signal?.throwIfAborted()
    const {cycle} = statement
    const first = register.current(statement)
    if (!first) {
      // Nothing charged and nothing refunded needs no statement.
      if (statement.lines.length === 0 || !settleMoved(statement)) continue
      enter({...statement, number: next(pattern, cycle)}, 'issued', known(cycle))
      continue
    }
    if (!settleMoved(statement)) continue
    const entries = register.chain(first)
    const read = entries.map(entry => readIssued(out, entry, statement))
    const issued = read.map(one => one.issued)
    const difference = deltaOf(issued, statement)
    const isSameSum = !difference && sameBuyer(issued[0]!, statement)
    const isSame =
      entries.length === 1
        ? sameContent(issued[0]!, statement, read[0]!.isOld) && !isToBeNamed(issued[0]!, statement)
        : isSameSum
    // What was moved from line to line is neither credited nor charged: the documents stand for it.
    const isMoved = request.corrections && difference?.total.isZero && difference.taxes.length === 0
    // No document is over nothing, nor does one over a difference go to somebody else than the first.
    const change = difference?.total.isZero || !sameBuyer(issued[0]!, statement) ? undefined : difference
    if (isSame || (changed === 'credit-note' && (isSameSum || isMoved))) {
      keep(entries, issued, statement)
      if (!isSame && isMoved)
        request.onNote?.(
          `Note: ${first.number} for ${first.account_name || first.customer_id} stays as it is: its lines are others, and come to the same`,
        )
    } else if (changed === 'reissue' && entries.length === 1 && issued[0]!.title !== 'invoice') {
      const again = {...statement, number: register.nextIssue(first), refers_to: first.number}
      enter({...again, refers_to_date: first.issue_date}, 'reissued', known(cycle))
      first.status = 'replaced'
    } else if (changed === 'credit-note' && change) {
      for (const entry of entries) Object.assign(entry, known(cycle))
      for (const one of issued) numbered.push({statement: one, status: 'unchanged', isCorrected: true})
      enter(
        {...change, number: next(change.kind === 'credit-note' ? creditPattern : pattern, cycle)},
        'issued',
        known(cycle),
      )
    } else if (changed === 'full-credit-note') {
      takeBack(entries, issued, statement)
      if (statement.lines.length > 0) enter({...statement, number: next(pattern, cycle)}, 'issued', known(cycle))
    } else {
      const isCorrected = entries.length > 1
      conflicts.push({entry: first, issued: together(issued), now: statement, change, isCorrected})
    }
  }
  if (conflicts.length > 0) throw refused(conflicts, changed)
  await check(numbered)
  makeFolder(join(out, 'data'))
  if (logo) writeFileAtomic(join(out, 'data', logo.logo.file), logo.bytes, 0o644)
  for (const {statement} of numbered) {
    await setImmediate()
    request.signal?.throwIfAborted()
    const path = dataPath(out, statement.number!)
    const text = statementJson(statement)
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileAtomic(path, text, 0o644)
  }
  register.save()
  return numbered
}

const isOf = (one: Entry, month: Pick<Entry, 'cycle' | 'customer_id' | 'currency'>): boolean =>
  one.cycle === month.cycle && one.customer_id === month.customer_id && one.currency === month.currency

/** Refunds that the first statement of the month did not have yet name it. */
function lateNamed(out: string, register: Register, statement: Statement): Statement {
  const first = register.first(statement)
  if (statement.kind !== 'statement' || !first || first.number === statement.number) return statement
  if (!statement.lines.some(({kind}) => kind === 'refund')) return statement
  const keyOf = ({kind, label, detail, charge, customer}: StatementLine) =>
    [kind, label, detail, charge.text, customer?.id].join('\n')
  const known = new Set(readIssued(out, first, statement).issued.lines.map(keyOf))
  const lines = statement.lines.map(line =>
    line.kind === 'refund' && !known.has(keyOf(line)) ? {...line, refers_to: first.number} : line,
  )
  return {...statement, lines}
}

/**
 * What was issued, as it stands in its data. Throws `usage` where the data are not there, or are not what was issued.
 * Data of versions that left the sender to the price book get it from there, once.
 */
function readIssued(out: string, entry: Entry, now?: Statement): {issued: Statement; isOld: boolean} {
  const path = dataPath(out, entry.number)
  let issued: Statement
  try {
    issued = issuedData(path)
  } catch (error) {
    // Made of the same, they are the same.
    const {number, issue_date, due_date, refers_to, refers_to_date} = entry
    const again = now && {...now, number, issue_date, due_date, ...(refers_to ? {refers_to, refers_to_date} : {})}
    if (again && digestOf(again) === entry.digest) return {issued: again, isOld: false}
    throw error
  }
  if (isLegacy(issued) && now) return {issued: upgraded(issued, now), isOld: true}
  if (isLegacy(issued))
    throw usage(`${path} is of an earlier version`, 'Issue its month once more as it was, and it is whole')
  if (digestOf(issued) !== entry.digest)
    throw usage(`${path} was changed since ${entry.number} was issued`, 'Put the file back as it was')
  return {issued, isOld: false}
}

/** A statement and what was corrected of it, as they were issued. Throws `usage`. */
export const issuedChain = (out: string, entries: Entry[]): Statement[] =>
  entries.map(entry => readIssued(out, entry).issued)

// Numbers for a month's documents: what is new gets one, what was issued keeps its own and its content.

import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {Failure, usage} from '../../failure.js'
import {noDevice} from '../../file-name.js'
import {makeFolder, writeFileAtomic} from '../../files.js'
import {sameContent} from './content.js'
import {digestOf, isLegacy, parseStatement, statementJson, upgraded} from './data/stored.js'
import type {Logo} from './logo.js'
import {type Entry, Register} from './register.js'
import type {Issued, IssueRequest} from './request.js'
import {creditNote, type Statement, type StatementLine} from './statement.js'

export interface Numbered {
  statement: Statement
  status: Issued['status']
}

const DEFAULT_NUMBER = '{cycle}-{sequence:4}'

export interface Circumstances {
  /** What is known of the records of a month, for the register. */
  known: (cycle: string) => Partial<Entry>
  logo: Logo | undefined
  /** What cannot be printed is not entered. */
  check: (statements: Statement[]) => Promise<void>
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
  const conflicts: string[] = []
  const numbered: Numbered[] = []
  /** Enters a new document. */
  const enter = (statement: Statement, status: Issued['status'], more: Partial<Entry> = {}) => {
    const whole = referring(out, register, statement)
    register.add(whole, digestOf(whole), more)
    numbered.push({statement: whole, status})
  }
  const next = (range: string, cycle: string) => register.nextNumber(range, cycle, first)
  for (const statement of statements) {
    const {cycle} = statement
    const entry = register.current(statement)
    if (!entry) {
      enter({...statement, number: next(pattern, cycle)}, 'issued', known(cycle))
      continue
    }
    const {issued, isOld} = readIssued(out, entry, statement)
    if (sameContent(issued, statement, isOld)) {
      // It is what this rating makes, too.
      Object.assign(entry, known(cycle), {digest: digestOf(issued)})
      numbered.push({statement: issued, status: 'unchanged'})
    } else if (changed === 'reissue') {
      const again = {...statement, number: register.nextIssue(entry), refers_to: entry.number}
      enter({...again, refers_to_date: entry.issue_date}, 'reissued', known(cycle))
      entry.status = 'replaced'
    } else if (changed === 'credit-note') {
      const {issue_date} = statement
      const note = {...creditNote(issued, entry.number), issue_date, due_date: issue_date}
      enter({...note, number: next(creditPattern, cycle)}, 'issued')
      entry.status = 'cancelled'
      enter({...statement, number: next(pattern, cycle)}, 'issued', known(cycle))
    } else {
      conflicts.push(
        `${entry.number} for ${entry.account_name}: ${entry.currency} ${entry.total}, now ${statement.total.text}`,
      )
    }
  }
  if (conflicts.length > 0) {
    throw new Failure('refused', `${conflicts.length} statements were issued with other content`, {
      next: [
        ...conflicts.slice(0, 10),
        'Add --reissue to replace them, or --credit-note to take them back and issue new ones',
        'or --preview to look at them first',
      ],
    })
  }
  await check(numbered.map(({statement}) => statement))
  makeFolder(join(out, 'data'))
  if (logo) writeFileAtomic(join(out, 'data', logo.logo.file), logo.bytes, 0o644)
  for (const {statement} of numbered) {
    const path = dataPath(out, statement.number!)
    const text = statementJson(statement)
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileAtomic(path, text, 0o644)
  }
  register.save()
  return numbered
}

/** Refunds that the first statement of the month did not have yet name it. */
function referring(out: string, register: Register, statement: Statement): Statement {
  const first = register.first(statement)
  if (statement.kind !== 'statement' || !first || first.number === statement.number) return statement
  if (!statement.lines.some(({kind}) => kind === 'refund') || !existsSync(dataPath(out, first.number))) return statement
  const keyOf = ({kind, label, detail, charge}: StatementLine) => [kind, label, detail, charge.text].join('\n')
  const known = new Set(readIssued(out, first, statement).issued.lines.map(keyOf))
  const lines = statement.lines.map(line =>
    line.kind === 'refund' && !known.has(keyOf(line)) ? {...line, refers_to: first.number} : line,
  )
  return {...statement, lines}
}

export const safe = (name: string) => noDevice(name.replace(/[^\p{L}\p{N}._-]+/gu, '_'))
const dataPath = (out: string, number: string) => join(out, 'data', `${safe(number)}.json`)

/**
 * What was issued, as it stands in its data. Throws `usage` where the data are not there, or are not what was issued.
 * Data of versions that left the sender to the price book get it from there, once.
 */
function readIssued(out: string, entry: Entry, now: Statement): {issued: Statement; isOld: boolean} {
  const path = dataPath(out, entry.number)
  let issued: Statement
  try {
    issued = parseStatement(readFileSync(path, 'utf8'))
  } catch (error) {
    // Made of the same, they are the same.
    const {number, issue_date, due_date, refers_to, refers_to_date} = entry
    const again = {...now, number, issue_date, due_date, ...(refers_to ? {refers_to, refers_to_date} : {})}
    if (digestOf(again) === entry.digest) return {issued: again, isOld: false}
    throw usage(`${path} says what was issued, and cannot be read: ${(error as Error).message}`, 'Put the file back')
  }
  if (isLegacy(issued)) return {issued: upgraded(issued, now), isOld: true}
  if (digestOf(issued) !== entry.digest)
    throw usage(`${path} was changed since ${entry.number} was issued`, 'Put the file back as it was')
  return {issued, isOld: false}
}

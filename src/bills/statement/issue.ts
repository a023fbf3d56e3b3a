// Issuing a month's statements: numbers first, files after, so that whatever stops the run, the same command ends it
// with the same numbers.

import {existsSync, readFileSync} from 'node:fs'
import {dirname, extname, join, resolve} from 'node:path'
import {isFinal} from '../../cycle.js'
import type {Decimal} from '../../decimal.js'
import {Failure, usage} from '../../failure.js'
import {makeFolder, writeFileAtomic} from '../../files.js'
import {withLock} from '../../lock.js'
import {lookUp} from '../../look-up.js'
import type {PriceBook} from '../rating/book.js'
import {doubtsOf, type Provenance, type RatedSource} from '../rating/provenance.js'
import type {RatedRow} from '../rating/rated.js'
import {accountKey, Details} from './details.js'
import {type IssuedFile, issuedFile} from './documents.js'
import type {FontSet} from './fonts.js'
import type {Issuer} from './html.js'
import {checkLogo} from './logo.js'
import {digestOf, type Entry, parseStatement, Register, statementJson} from './register.js'
import {creditNote, type Statement, type StatementLine, StatementMaker} from './statement.js'

export const formats = ['pdf', 'html', 'xlsx', 'csv'] as const
export type Format = (typeof formats)[number]

export interface IssueRequest {
  rated: AsyncIterable<RatedRow[]>
  book: PriceBook
  /** Folder of the statements and of their register. */
  out: string
  formats: Format[]
  /** Day of issue (UTC+8). */
  issued: string
  /** Without numbers, outside the register. */
  preview?: boolean
  /** Account names or customer ids; all when absent. */
  customers?: string[]
  /** What becomes of a statement that was issued with other content: replace it, or take it back and issue anew. */
  changed?: 'reissue' | 'credit-note'
  /** First number of a range that has none yet. */
  first?: number
  /** What is known of the rated file. */
  provenance?: Provenance
  /** Issues statements although their month was an estimate, or lacked customers. */
  accept?: {estimate?: boolean; partial?: boolean}
  /** Now, which tells whether a month is over. */
  now?: Date
  onProgress?(done: number, of: number): void
  /** Is told what a preview cannot print. */
  onNote?(text: string): void
}

export interface Issued {
  number: string
  kind: Statement['kind']
  status: 'issued' | 'unchanged' | 'reissued' | 'preview'
  cycle: string
  account_name: string
  customer_id: string
  currency: string
  net: Decimal
  tax: Decimal
  total: Decimal
  due_date: string
  files: string[]
}

const DEFAULT_NUMBER = '{cycle}-{sequence:4}'

/** Makes, numbers and writes statements. */
export async function issueStatements(request: IssueRequest): Promise<Issued[]> {
  const {book, out, formats} = request
  makeFolder(out)
  const details = formats.some(format => format === 'xlsx' || format === 'csv') ? new Details(out) : undefined
  try {
    // Before the first number: what cannot be printed must not be entered.
    const issuer = issuerOf(book)
    const statements = await make(request, details)
    const known = checkDoubts(request, statements)
    for (const statement of statements) {
      const {estimate, partial} = known(statement.cycle)
      if (estimate || partial) statement.provisional = true
    }
    const check = async (all: Statement[]) => {
      if (!formats.includes('pdf')) return
      const {checkGlyphs} = await import('./glyphs.js')
      await checkGlyphs(all, issuer, request.preview ? request.onNote : undefined)
    }
    if (request.preview) await check(statements)
    const numbered = request.preview
      ? statements.map(statement => ({statement, status: 'preview' as const}))
      : await withLock(join(out, '.statements.lock'), () => number(request, statements, known, check))
    const writer = new Writer(out, formats, issuer, details)
    const done: Issued[] = []
    const documents = new Map<string, IssuedFile[]>()
    for (const {statement, status} of numbered) {
      const written = await writer.write(statement)
      const files = written.map(({name}) => join(out, name))
      if (!request.preview) documents.set(statement.number!, written)
      const {kind, cycle, account_name, customer_id, currency, net, tax, total, due_date} = statement
      const amounts = {currency, net, tax, total, due_date, files}
      done.push({number: statement.number ?? '', kind, status, cycle, account_name, customer_id, ...amounts})
      request.onProgress?.(done.length, numbered.length)
    }
    if (documents.size > 0) await withLock(join(out, '.statements.lock'), () => keepDocuments(out, documents))
    return done
  } finally {
    details?.remove()
  }
}

/** Others may have issued in the meantime: the register is read again. */
function keepDocuments(out: string, documents: Map<string, IssuedFile[]>): void {
  const register = Register.open(out)
  register.keepFiles(documents)
  register.save()
}

async function make(request: IssueRequest, details: Details | undefined): Promise<Statement[]> {
  const {book, customers, issued} = request
  const maker = new StatementMaker(book)
  const wanted = customers && new Set(customers.flatMap(name => [name, book.customer(name)?.id ?? name]))
  const seen = new Set<string>()
  for await (const rows of request.rated) {
    for (const row of rows) {
      if (wanted) {
        const names = [row.customer_id, row.account_name, book.customer(row.customer_id, row.account_name)?.key ?? '']
        if (!names.some(name => wanted.has(name))) continue
        for (const name of names) seen.add(name)
      }
      maker.add(row)
      await details?.add(row)
    }
  }
  for (const name of customers ?? []) {
    if (!seen.has(name) && !seen.has(book.customer(name)?.id ?? '')) {
      throw new Failure('not-found', `the rated records have no customer "${name}"`)
    }
  }
  // Nothing charged and nothing refunded needs no statement.
  return [...maker.statements({issued})].filter(one => one.lines.length > 0)
}

/**
 * What is known of the records, for the register. Throws `refused` for what is not to be issued: a month that was an
 * estimate, or that lacks customers.
 */
function checkDoubts(request: IssueRequest, statements: Statement[]): (cycle: string) => Partial<Entry> {
  const {provenance, accept = {}, preview, now = new Date()} = request
  const cycles = [...new Set(statements.map(({cycle}) => cycle))].sort()
  const told = (provenance?.sources ?? []).filter(({cycle}) => cycles.includes(cycle))
  const open = cycles
    .filter(cycle => !isFinal(cycle, now) && !told.some(one => one.cycle === cycle && one.state === 'estimate'))
    .map((cycle): RatedSource => ({cycle, state: 'estimate', unread: [], duplicates: 0, files: []}))
  const sources = [...told, ...open]
  const doubts = doubtsOf(sources)
  const refused = [
    ...(accept.estimate ? [] : doubts.estimate.map(text => [text, '--accept-estimate'] as const)),
    ...(accept.partial ? [] : doubts.partial.map(text => [text, '--accept-partial'] as const)),
  ]
  if (refused.length > 0 && !preview) {
    throw new Failure('refused', 'these statements are not issued yet', {
      next: [
        ...refused.map(([text]) => text),
        `Export and rate the month again when it is whole, or add ${[...new Set(refused.map(([, flag]) => flag))].join(' ')}`,
      ],
    })
  }
  return cycle => {
    const here = sources.filter(one => one.cycle === cycle)
    const {partial} = doubtsOf(here)
    const [first] = here.filter(({run}) => run)
    return {
      ...(here.some(({state}) => state === 'estimate') ? {estimate: true as const} : {}),
      ...(partial.length > 0 ? {partial: partial.join('; ')} : {}),
      ...(first ? {source: first.source, run: first.run} : {}),
      ...(provenance ? {rated_sha256: provenance.rated_sha256} : {}),
    }
  }
}

/**
 * Gives every statement its number. Refuses, before anything is written, to change what was issued, and what does not
 * pass the `check`: what cannot be printed is not entered.
 */
async function number(
  request: IssueRequest,
  statements: Statement[],
  known: (cycle: string) => Partial<Entry>,
  check: (statements: Statement[]) => Promise<void>,
): Promise<{statement: Statement; status: Issued['status']}[]> {
  const {book, out, changed, first} = request
  const register = Register.open(out)
  const pattern = book.statement.number ?? DEFAULT_NUMBER
  const conflicts: string[] = []
  const numbered: {statement: Statement; status: Issued['status']}[] = []
  for (const statement of statements) {
    const digest = digestOf(statement)
    const entry = register.current(statement)
    if (entry && (entry.digest === digest || isSameAsIssued(out, entry, digest))) {
      const {number, issue_date, due_date, refers_to} = entry
      // It is what this rating makes, too.
      Object.assign(entry, known(statement.cycle))
      numbered.push({statement: {...statement, number, issue_date, due_date, refers_to}, status: 'unchanged'})
    } else if (!entry) {
      const fresh = {...statement, number: register.nextNumber(pattern, statement.cycle, first)}
      register.add(fresh, digest, known(statement.cycle))
      numbered.push({statement: fresh, status: 'issued'})
    } else if (changed === 'reissue') {
      const again = {...statement, number: register.nextIssue(entry), refers_to: entry.number}
      entry.status = 'replaced'
      register.add(again, digest, known(statement.cycle))
      numbered.push({statement: again, status: 'reissued'})
    } else if (changed === 'credit-note') {
      const note = {
        ...creditNote(readIssued(out, entry), entry.number),
        number: register.nextNumber(pattern, statement.cycle, first),
        issue_date: statement.issue_date,
        due_date: statement.issue_date,
      }
      entry.status = 'cancelled'
      register.add(note, digestOf(note))
      const fresh = {...statement, number: register.nextNumber(pattern, statement.cycle, first)}
      register.add(fresh, digest, known(statement.cycle))
      numbered.push({statement: note, status: 'issued'}, {statement: fresh, status: 'issued'})
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
  for (const one of numbered) one.statement = referring(out, register, one.statement)
  await check(numbered.map(({statement}) => statement))
  makeFolder(join(out, 'data'))
  for (const {statement, status} of numbered) {
    if (status !== 'unchanged') writeFileAtomic(dataPath(out, statement.number!), statementJson(statement), 0o644)
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
  const known = new Set(readIssued(out, first).lines.map(keyOf))
  const lines = statement.lines.map(line =>
    line.kind === 'refund' && !known.has(keyOf(line)) ? {...line, refers_to: first.number} : line,
  )
  return {...statement, lines}
}

const safe = (name: string) => name.replace(/[^\p{L}\p{N}._-]+/gu, '_')
const dataPath = (out: string, number: string) => join(out, 'data', `${safe(number)}.json`)

function readIssued(out: string, entry: Entry): Statement {
  const path = dataPath(out, entry.number)
  try {
    return parseStatement(readFileSync(path, 'utf8'))
  } catch (error) {
    throw usage(
      `${path} is needed for the credit note and cannot be read: ${(error as Error).message}`,
      'Put the file back, or use --reissue',
    )
  }
}

/** Whether a statement says what one said whose digest was made by an earlier version of this program. */
function isSameAsIssued(out: string, entry: Entry, digest: string): boolean {
  const path = dataPath(out, entry.number)
  if (!existsSync(path)) return false
  try {
    return digestOf(parseStatement(readFileSync(path, 'utf8'))) === digest
  } catch {
    return false
  }
}

const pictures = {'.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg'} as const

/** The sender as the price book names it, its logo read. */
function issuerOf(book: PriceBook): Issuer & {logoFile?: Buffer} {
  const {logo} = book.statement
  if (!logo) return book.statement
  const path = resolve(dirname(book.path), logo)
  const type = lookUp(pictures, extname(path).toLowerCase())
  if (!type) throw usage(`the logo ${path} is neither PNG nor JPEG`)
  if (!existsSync(path))
    throw usage(`the logo ${path} does not exist`, 'Its path is taken from the price book’s folder')
  const logoFile = readFileSync(path)
  checkLogo(path, type, logoFile)
  return {...book.statement, logoFile, logoData: `data:${type};base64,${logoFile.toString('base64')}`}
}

class Writer {
  #fonts: FontSet | undefined

  constructor(
    readonly out: string,
    readonly formats: Format[],
    readonly issuer: Issuer & {logoFile?: Buffer},
    readonly details: Details | undefined,
  ) {}

  /** Writes a statement in every format. */
  async write(statement: Statement): Promise<IssuedFile[]> {
    const {number, account_name, customer_id, cycle} = statement
    const name = safe(`${number ?? `preview-${cycle}`}-${account_name || customer_id}`)
    const files: IssuedFile[] = []
    for (const format of this.formats) {
      // The rows behind a credit note are those of the statement that it takes back.
      if (format === 'csv' && statement.kind === 'credit-note') continue
      const content = await this.#content(statement, format)
      writeFileAtomic(join(this.out, `${name}.${format}`), content, 0o644)
      files.push(issuedFile(`${name}.${format}`, content))
    }
    return files
  }

  async #content(statement: Statement, format: Format): Promise<string | Buffer> {
    const key = accountKey({...statement, bill_cycle: statement.cycle, charge_currency: statement.currency})
    switch (format) {
      case 'html': {
        const {statementHtml} = await import('./html.js')
        return statementHtml(statement, this.issuer)
      }
      case 'pdf': {
        const [{statementPdf}, {FontSet}] = await Promise.all([import('./pdf.js'), import('./fonts.js')])
        this.#fonts ??= new FontSet()
        return statementPdf(statement, this.issuer, this.#fonts, this.issuer.logoFile)
      }
      case 'xlsx': {
        const {statementXlsx} = await import('./xlsx.js')
        return statementXlsx(statement, statement.kind === 'credit-note' ? none() : this.details!.rows(key))
      }
      case 'csv':
        return this.details!.csv(key)
    }
  }
}

async function* none(): AsyncGenerator<string[][]> {}

// Issuing a month's statements: numbers first, files after, so that whatever stops the run, the same command ends it
// with the same numbers.

import {existsSync, rmdirSync} from 'node:fs'
import {dirname, join, resolve} from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {isFinal} from '../../cycle.js'
import {Decimal} from '../../decimal.js'
import {Failure, usage} from '../../failure.js'
import {makeFolder} from '../../files.js'
import {withLock} from '../../lock.js'
import {doubtsOf, type RatedSource} from '../rating/provenance.js'
import {payerOf} from '../rating/rated.js'
import {bytesRead, collectAll} from '../records/garbage.js'
import {BilledOrders} from './chain.js'
import {Details} from './details.js'
import type {IssuedFile} from './documents.js'
import {fontsOf} from './drawing/book-fonts.js'
import {logoOf} from './logo.js'
import {type Numbered, number} from './number.js'
import {type Entry, Register} from './register.js'
import type {Issued, IssueRequest} from './request.js'
import {type Statement, StatementMaker} from './statement.js'
import {checkFree, filesOf, Writer} from './writer.js'

// The word that the template has for the sender's name.
const TEMPLATE_NAME = 'Your company'

/** Bytes of a rated row, about. */
const ROW_BYTES = 400
/** Documents after which what they needed is given back. */
const COLLECTED = 200

export type {Format, Issued, IssueRequest} from './request.js'

/** Makes, numbers and writes statements. Where nothing comes of it, no folder is left that was not there. */
export async function issueStatements(request: IssueRequest): Promise<Issued[]> {
  const {out} = request
  checkFree(out, 'folder')
  const made = missingFolders(out)
  makeFolder(out)
  try {
    return await issue(request)
  } catch (error) {
    removeEmpty(made)
    throw error
  }
}

/** A folder and those above it that are not there yet, the innermost first. */
function missingFolders(folder: string): string[] {
  const missing: string[] = []
  for (let one = resolve(folder); !existsSync(one) && dirname(one) !== one; one = dirname(one)) missing.push(one)
  return missing
}

function removeEmpty(folders: string[]): void {
  try {
    for (const folder of folders) rmdirSync(folder)
  } catch {
    // Something is in it: it stays.
  }
}

async function issue(request: IssueRequest): Promise<Issued[]> {
  const {book, out, formats} = request
  const details = formats.some(format => format === 'xlsx' || format === 'csv') ? new Details(out) : undefined
  try {
    // Before the first number: what cannot be printed must not be entered.
    const logo = logoOf(book)
    const files = fontsOf(book)
    checkSender(request)
    const statements = await make(request, details)
    if (logo) for (const {seller} of statements) seller.logo = logo.logo
    const known = checkDoubts(request, statements.filter(hasLines))
    for (const statement of statements) {
      const {estimate, partial} = known(statement.cycle)
      if (estimate || partial) statement.provisional = true
    }
    noteGone(request, statements)
    const writer = new Writer(out, formats, details, {logo, files}, request.signal)
    const check = async (numbered: Pick<Numbered, 'statement' | 'isCorrected'>[]) => {
      writer.check(numbered)
      const all = numbered.map(({statement}) => statement)
      const note = request.preview ? request.onNote : undefined
      if (all.some(({einvoice}) => einvoice)) (await import('../einvoice/einvoice.js')).checkInvoices(all, note)
      else if (formats.every(format => format === 'xml')) throw noInvoice(book.path)
      if (!all.some(one => filesOf(one, formats).includes('pdf'))) return
      const {checkGlyphs} = await import('./glyphs.js')
      await checkGlyphs(all, await writer.fonts(), {book: book.path, note})
    }
    const billed = request.preview ? new BilledOrders(Register.open(out)) : undefined
    const previews = billed
      ? statements.filter(hasLines).map((one): Numbered => ({statement: billed.named(one), status: 'preview'}))
      : []
    if (billed) await check(previews)
    const numbered = request.preview
      ? previews
      : await withLock(join(out, '.statements.lock'), () => number(request, statements, {known, logo, check}))
    const done: Issued[] = []
    const documents = new Map<string, IssuedFile[]>()
    for (const one of numbered) {
      await turn(request.signal)
      const {statement, status} = one
      const written = await writer.write(one)
      const files = written.map(({name}) => join(out, name))
      if (!request.preview) documents.set(statement.number!, written)
      const {kind, cycle, account_name, customer_id, currency, net, tax, total, due_date, refers_to = ''} = statement
      const amounts = {currency, net, tax, total, due_date, refers_to, files}
      done.push({number: statement.number ?? '', kind, status, cycle, account_name, customer_id, ...amounts})
      request.onProgress?.(done.length, numbered.length)
      if (done.length % COLLECTED === 0) collectAll()
    }
    if (documents.size > 0) await withLock(join(out, '.statements.lock'), () => keepDocuments(out, documents))
    return done
  } finally {
    details?.remove()
  }
}

/** Between two documents: what ends the run is heard, and thrown. */
async function turn(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate()
  signal?.throwIfAborted()
}

const noInvoice = (book: string) =>
  usage(
    'none of these statements has an electronic invoice',
    `Write e.g. einvoice: peppol under a customer, or under statement, in ${book}`,
  )

/** Throws `usage` while the book names nobody who sends: a number that was taken is not given back. */
function checkSender({book, preview}: IssueRequest): void {
  if (preview || book.statement.name !== TEMPLATE_NAME) return
  throw usage(
    `the price book still names "${TEMPLATE_NAME}" as who sends the statements`,
    `Write your name and address under statement in ${book.path}`,
    'or add --preview to the same command: without numbers, to look at them',
  )
}

/** Nothing charged and nothing refunded needs no statement. */
const hasLines = ({lines}: Statement) => lines.length > 0

/** Says who has a document of these months that is due, and is not in the rating at all. */
function noteGone({customers, corrections, out, onNote}: IssueRequest, statements: Statement[]): void {
  if (customers || corrections) return
  const register = Register.open(out)
  for (const cycle of [...new Set(statements.map(one => one.cycle))].sort()) {
    const here = new Set(statements.filter(one => one.cycle === cycle).map(({customer_id}) => customer_id))
    const gone = register.statements.filter(
      one =>
        one.cycle === cycle &&
        !here.has(one.customer_id) &&
        one === register.current(one) &&
        !Decimal.sum(register.chain(one).map(({total}) => Decimal.parse(total))).isZero,
    )
    if (gone.length === 0) continue
    const names = gone
      .slice(0, 10)
      .map(({number, account_name, customer_id}) => `${account_name || customer_id} (${number})`)
    const more = gone.length > names.length ? `, and ${gone.length - names.length} more` : ''
    onNote?.(
      `Note: not in this rating, but issued for ${cycle}: ${names.join(', ')}${more}; nothing is credited to them`,
    )
  }
}

/** Others may have issued in the meantime: the register is read again. */
function keepDocuments(out: string, documents: Map<string, IssuedFile[]>): void {
  const register = Register.open(out)
  register.keepFiles(documents)
  register.save()
}

async function make(request: IssueRequest, details: Details | undefined): Promise<Statement[]> {
  const maker = new StatementMaker(request.book, request.out)
  try {
    await gather(request, maker, details)
    const statements: Statement[] = []
    for (const statement of maker.statements({issued: request.issued})) {
      statements.push(statement)
      await turn(request.signal)
    }
    return statements
  } finally {
    maker.remove()
  }
}

/** Reads the rated rows, or what they are corrected by. */
async function gather(request: IssueRequest, maker: StatementMaker, details: Details | undefined): Promise<void> {
  const {book, customers} = request
  const wanted = customers && new Set(customers.flatMap(name => [name, book.customer(name)?.id ?? name]))
  const seen = new Set<string>()
  /** Who is billed for customers of resellers. */
  const billed = new Map<string, string>()
  for await (const rows of request.rated) {
    for (const row of rows) {
      if (wanted) {
        const {id, name} = payerOf(row)
        const names = [id, name, book.customer(id, name)?.key ?? '']
        if (row.bill_to) for (const own of [row.customer_id, row.account_name]) billed.set(own, name || id)
        if (!names.some(name => wanted.has(name))) continue
        for (const name of names) seen.add(name)
      }
      maker.add(row)
      details?.add(row)
    }
    bytesRead(rows.length * ROW_BYTES)
    await maker.relieve()
    await details?.relieve()
    request.signal?.throwIfAborted()
  }
  if (request.corrections) {
    const {correctedAccounts} = await import('./corrections.js')
    const chosen = request.corrections.filter(({customer_id, account_name}) => {
      const names = [customer_id, account_name]
      if (wanted && !names.some(name => wanted.has(name))) return false
      for (const name of names) seen.add(name)
      return true
    })
    for (const account of correctedAccounts(request.out, chosen)) maker.addAccount(account)
  }
  for (const name of customers ?? []) {
    if (!seen.has(name) && !seen.has(book.customer(name)?.id ?? '')) {
      const reseller = billed.get(name) ?? billed.get(book.customer(name)?.id ?? '')
      if (reseller) throw usage(`"${name}" gets no document: its reseller is billed`, `--customer ${reseller}`)
      throw new Failure('not-found', `the rated records have no customer "${name}"`)
    }
  }
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
      // Corrected out of a file, documents are of no one rating any more.
      ...(request.corrections ? {rated_sha256: undefined} : {}),
    }
  }
}

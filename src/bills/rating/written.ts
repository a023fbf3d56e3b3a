// A price book as a person writes it: YAML, or one CSV table. Every value is still text, with the line it stands on.

import {isUtf8} from 'node:buffer'
import {createHash} from 'node:crypto'
import {readFileSync, statSync} from 'node:fs'
import {extname} from 'node:path'
import type {ErrorObject, ValidateFunction} from 'ajv'
import {isCurrency} from '../../currency.js'
import {Failure, fileTrouble, usage} from '../../failure.js'
import {packageRoot} from '../../package.js'
import {fileError, readFileAt, STDIN} from '../read/bytes.js'
import {type Decoding, textOf} from '../read/encoding.js'
import {bookFailure, type LineOf} from './book-failure.js'

import type {Base} from './price.js'

type Names = string | string[]

export interface WrittenRule {
  id: string
  note?: string
  customer?: Names
  group?: Names
  reseller?: Names
  from?: string
  to?: string
  priority?: string
  price?: string
  tiers?: {mode: 'graduated' | 'volume'; of?: 'usage' | Base | 'cost'; currency?: string; steps: WrittenStep[]}
  package?: {size: string; price: string; included?: string; currency?: string}
  tax?: Names
  /** Conditions: service, region, ... */
  [dimension: string]: unknown
}

export interface WrittenStep {
  up_to?: string
  price: string
}

export interface WrittenFee {
  id: string
  name?: string
  customer?: Names
  group?: Names
  reseller?: Names
  except?: Names
  from?: string
  to?: string
  amount?: string
  percent?: string
  of?: 'charges' | Base | 'cost'
  at_least?: string
  minimum?: string
  currency?: string
  tax?: Names
}

/** Which electronic invoice a customer gets. */
export type EInvoice = 'none' | 'ubl' | 'cii' | 'peppol' | 'xrechnung' | 'zugferd'

/** Category of a tax as EN 16931 has it (UNTDID 5305). */
export type TaxCategory = 'S' | 'Z' | 'E' | 'AE' | 'K' | 'G' | 'O' | 'L' | 'M'

/** Who sends or gets a document. */
export interface WrittenParty {
  /** Legal name. */
  name?: string
  /** Lines of an address for paper, which are never taken apart. */
  address?: Names
  /** Any tax id, as it is printed. */
  tax_id?: string
  /** VAT id with its country: DE123456789. */
  vat_id?: string
  /** A tax number that is no VAT id. */
  tax_number?: string
  /** Legal registration, `ICD scheme:number` or a number alone. */
  registration?: string
  street?: Names
  post_code?: string
  city?: string
  /** ISO 3166, two letters. */
  country?: string
  contact?: string
  email?: string
  phone?: string
  /** Electronic address as `scheme:id` (EAS). */
  peppol?: string
}

export interface WrittenCustomer extends WrittenParty {
  id?: string
  /** Purchase order. */
  reference?: string
  buyer_reference?: string
  contract?: string
  note?: Names
  einvoice?: EInvoice
  /** Its account in the partner's ledger. */
  account?: string
  currency?: string
  tax?: Names
  language?: string
  due_days?: string
}

export interface WrittenReseller extends WrittenCustomer {
  /** Who is billed: the reseller unless said otherwise. */
  bills?: 'reseller' | 'customers'
  /** Its customers, where the records do not say whose they are. */
  customers?: Names
}

export interface WrittenStatement extends WrittenParty {
  web?: string
  logo?: string
  /** Files of fonts for scripts that come with none. */
  fonts?: Names
  color?: string
  title?: 'statement' | 'invoice'
  number?: string
  /** Number range of credit notes. */
  credit_number?: string
  due_days?: string
  /** Lines that say how to pay, as they are printed. */
  payment?: Names
  iban?: string
  bic?: string
  account_name?: string
  /** UNTDID 4461. */
  payment_means?: string
  einvoice?: EInvoice
  /** Currency of the seller's tax returns. */
  tax_currency?: string
  note?: Names
  legal?: Names
}

export interface WrittenTax {
  name: string
  rate: string
  category?: TaxCategory
  /** Why there is no tax, in words, and its code (VATEX). */
  reason?: string
  code?: string
  note?: Names
}

export interface WrittenExample {
  name: string
  record: Record<string, string>
  rule?: string
  charge?: string
  currency?: string
}

/** What the partner pays Huawei of what its customers' accounts show, where the records do not say it. */
export interface WrittenSettlement {
  id?: string
  settlement: string
  customer?: Names
  group?: Names
  reseller?: Names
  from?: string
  to?: string
  priority?: string
  note?: string
  /** Conditions: service, charge_mode, ... */
  [dimension: string]: unknown
}

/** Accounts of the partner's ledger; by tax code, or one for all. */
export interface Accounts {
  debtors?: string
  /** What is earned and not billed yet. */
  unbilled?: string
  /** What Huawei's services cost, and what is owed for them. */
  cost?: string
  payable?: string
  revenue?: string | Record<string, string>
  tax?: string | Record<string, string>
  /** What Xero calls the taxes, by code. */
  tax_types?: Record<string, string>
  datev?: {consultant?: string; client?: string; account_length?: string; year_start?: string}
}

export interface WrittenBook {
  version: string
  currency: string
  rounding?: 'half-up' | 'half-even' | 'down'
  decimals?: Record<string, string>
  /** Rates by their first day, and `source`. */
  exchange?: Record<string, Record<string, string>>
  taxes?: Record<string, WrittenTax>
  tax?: Names
  language?: string
  groups?: Record<string, Names>
  customers?: Record<string, WrittenCustomer | string | null>
  resellers?: Record<string, WrittenReseller | string | null>
  /** What the word `cost` is. */
  cost?: 'expenditure' | 'settlement'
  settlement?: WrittenSettlement[]
  rules: WrittenRule[]
  fees?: WrittenFee[]
  statement?: WrittenStatement
  accounts?: Accounts
  examples?: WrittenExample[]
}

export const schemaPath = () => `${packageRoot}/src/bills/rating/pricebook.schema.json`

let check: ValidateFunction<WrittenBook> | undefined

/** The check of a book's form: made once, since it takes longer than to read a book. */
async function checkOfBooks(): Promise<ValidateFunction<WrittenBook>> {
  if (check) return check
  const {default: Ajv} = await import('ajv')
  // The schema is no input: a test holds it. It is run once or twice, so that it need not be fast.
  const once = {meta: false, validateSchema: false, inlineRefs: false, code: {optimize: false}}
  const ajv = new Ajv.default({allErrors: true, allowUnionTypes: true, strict: false, ...once})
  ajv.addFormat('currency', isCurrency)
  ajv.addFormat('currencies', (pair: string) => pair.split('/').every(isCurrency))
  check = ajv.compile<WrittenBook>(JSON.parse(readFileSync(schemaPath(), 'utf8')))
  return check
}

/** Reads a book and checks its form. Throws one `usage` failure that lists everything that is wrong, with lines. */
export async function readWritten(
  at: string,
  decoding?: Decoding,
): Promise<{written: WrittenBook; lineOf: LineOf; digest: string}> {
  const {path, bytes} = await bookBytes(at)
  let content: string
  try {
    // A book in UTF-8 is read as such, whatever the records beside it are in.
    content = textOf(bytes, isUtf8(bytes) ? undefined : decoding)
  } catch (error) {
    throw fileError(error, `the price book ${path}`, `the price book ${path} is not readable`, 'Save it as UTF-8')
  }
  const isCsv = extname(path).toLowerCase() === '.csv' || (at === STDIN && /^\s*"?kind"?\s*[,;|\t]/m.test(content))
  const {value, lineOf} = isCsv ? await fromCsv(content, path) : await fromYaml(content, path)
  const validate = await checkOfBooks()
  if (!validate(value)) throw bookFailure(path, tellAll(validate.errors!, lineOf))
  const unfit = controlsIn(value)
  if (unfit.length > 0)
    throw bookFailure(
      path,
      unfit.map(at => unfitText(at, lineOf)),
    )
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  return {written: value, lineOf, digest}
}

/** Beside tab and line feed, no document has such characters. */
const CONTROL = /[\0-\x08\v\f\x0e-\x1f\x7f\ufffe\uffff]/

/** Where a book has control characters, in names or in texts. */
function controlsIn(value: unknown, at: string[] = []): string[][] {
  if (typeof value === 'string') return CONTROL.test(value) ? [at] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) =>
    CONTROL.test(name) ? [[...at, name]] : controlsIn(one, [...at, name]),
  )
}

function unfitText(at: string[], lineOf: LineOf): string {
  const line = lineOf(at.map(part => (/^\d+$/.test(part) ? Number(part) : part))) ?? '?'
  return `line ${line}: ${at.join('.').replace(new RegExp(CONTROL, 'g'), '?')}: has a control character`
}

/** Bytes of a book at most. */
const LARGEST_BOOK = 1 << 24

async function bookBytes(at: string): Promise<{path: string; bytes: Buffer}> {
  try {
    const {path, name} = await readFileAt(at)
    if (statSync(path).size > LARGEST_BOOK) throw usage(`the price book ${name} has more than ${LARGEST_BOOK >> 20} MB`)
    return {path: name, bytes: readFileSync(path)}
  } catch (error) {
    if (error instanceof Failure) throw error
    throw usage(
      `the price book ${at} cannot be read: ${fileTrouble(error)}`,
      'partnerctl pricebook init    makes one to begin with',
    )
  }
}

async function fromYaml(content: string, path: string): Promise<{value: unknown; lineOf: LineOf}> {
  const {LineCounter, parseDocument} = await import('yaml')
  const lines = new LineCounter()
  // Every scalar stays the text that was written: 3.7210 keeps its digits, 2026-10-01 and 06 are no numbers.
  const document = parseDocument(content, {schema: 'failsafe', lineCounter: lines, prettyErrors: false})
  if (document.errors.length > 0) {
    throw bookFailure(
      path,
      document.errors.map(error => `line ${lines.linePos(error.pos[0]).line}: ${inWords(error.message)}`),
    )
  }
  const lineOf: LineOf = at => {
    for (let depth = at.length; depth >= 0; depth--) {
      const node = document.getIn(at.slice(0, depth), true) as {range?: [number, number, number]} | undefined
      if (node?.range) return lines.linePos(node.range[0]).line
    }
    return undefined
  }
  try {
    return {value: document.toJS({maxAliasCount: 100}), lineOf}
  } catch (error) {
    const at = content.search(/[\s,[{]\*[^\s,\]}]+/)
    const place = at < 0 ? '' : `line ${lines.linePos(at + 1).line}: `
    throw bookFailure(path, [`${place}${inWords((error as Error).message)}`])
  }
}

/** What the reader of YAML says of what it does not follow to its end. */
const inWords = (message: string): string =>
  /call stack/.test(message)
    ? 'lists or members are nested too deep'
    : /alias count/.test(message)
      ? 'aliases of aliases multiply what stands here: write it out'
      : message

async function fromCsv(content: string, path: string): Promise<{value: unknown; lineOf: LineOf}> {
  const {bookFromCsv} = await import('./book-csv.js')
  return bookFromCsv(content, path)
}

/** What the checks found, in words and once for each place. */
function tellAll(errors: ErrorObject[], lineOf: LineOf): string[] {
  const told = new Map<string, string>()
  for (const error of errors) {
    const path = error.instancePath
      .split('/')
      .slice(1)
      .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    const where = path.map(part => (/^\d+$/.test(part) ? Number(part) : part))
    if (!told.has(error.instancePath))
      told.set(error.instancePath, `line ${lineOf(where) ?? '?'}: ${tell(error, path)}`)
  }
  return [...told.values()]
}

function tell({keyword, params, message, schema}: ErrorObject, path: string[]): string {
  const name = path
    .map(part => (/^\d+$/.test(part) ? `[${Number(part) + 1}]` : part))
    .join('.')
    .replaceAll('.[', '[')
  const at = name ? `${name}: ` : ''
  switch (keyword) {
    case 'additionalProperties':
      return `${at}"${params.additionalProperty}" is not known here`
    case 'required':
      return path.length > 1 &&
        ['price', 'tiers', 'package', 'amount', 'percent', 'minimum'].includes(params.missingProperty)
        ? oneFormula(path, at)
        : `${at}"${params.missingProperty}" is missing`
    case 'oneOf':
      return oneFormula(path, at)
    case 'enum':
      return `${at}must be one of ${params.allowedValues.join(', ')}`
    case 'pattern':
      return `${at}is not written as expected (${patternWords(String(schema ?? params.pattern))})`
    case 'format':
      return `${at}is no currency of ISO 4217, such as USD`
    case 'propertyNames':
      return `${at}"${params.propertyName}" is not written as expected`
    default:
      return `${at}${message}`
  }
}

const oneFormula = (path: string[], at: string) =>
  path[0] === 'fees'
    ? `${at}a fee has exactly one of amount, percent and minimum`
    : `${at}a rule has exactly one of price, tiers and package`

function patternWords(pattern: string): string {
  if (pattern.includes('%')) return 'a percentage such as 8% or 2.5%'
  if (pattern.includes('\\.\\d{1,8}')) return 'a number with a dot and at most 8 decimals'
  if (pattern.includes('{2}$')) return 'a country such as DE'
  if (pattern.includes(':.+')) return 'a scheme and an id such as 9930:DE123456789'
  if (pattern.includes('A-Z')) return 'a currency such as USD'
  if (pattern.includes('12')) return 'a date such as 2026-10-01'
  if (pattern.includes('\\w')) return 'letters, digits, dot, dash and underscore'
  return pattern
}

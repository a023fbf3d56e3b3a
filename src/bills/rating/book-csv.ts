// A price book in one CSV table, for those who live in spreadsheets: a row is a rule, a fee, a customer, a rate, a tax
// or a setting.
import {csvRows, unharmed} from '../../csv.js'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {dayOf, shown} from '../read/cells.js'
import {beginningOf, leavesComma} from '../read/delimiter.js'
import {bookFailure, type LineOf} from './book-failure.js'
import {dimensions} from './rules.js'

type Row = Record<string, string>

const SETTINGS = ['version', 'currency', 'rounding', 'tax', 'language', 'cost']
const RULE = ['note', 'customer', 'group', 'reseller', ...dimensions, 'from', 'to', 'priority', 'tax']
const SETTLEMENT = ['note', 'customer', 'group', 'reseller', ...dimensions, 'from', 'to', 'priority']
const FEE = [
  'name',
  'customer',
  'group',
  'reseller',
  'except',
  'from',
  'to',
  'amount',
  'percent',
  'of',
  'at_least',
  'minimum',
  'currency',
  'tax',
]
const PARTY = 'vat_id tax_number registration street post_code city country contact email phone peppol'.split(' ')
const CUSTOMER = [
  ...['name', 'address', 'tax_id', 'reference', 'currency', 'tax', 'language', 'due_days'],
  ...PARTY,
  ...['buyer_reference', 'contract', 'note', 'einvoice', 'account'],
]
const RESELLER = [...CUSTOMER, 'bills', 'customers']
const TAX = ['category', 'reason', 'code', 'note']
const LISTS = new Set([
  'customer',
  'customers',
  'group',
  'reseller',
  'except',
  'tax',
  'address',
  'street',
  ...dimensions,
])

/** Columns that a row of each kind may fill, besides `kind` and `id`. */
export const bookColumns = [
  'kind',
  'id',
  'value',
  ...new Set([...RULE, 'price', 'mode', 'of', 'up_to', 'size', 'included', ...FEE, ...RESELLER, ...TAX, 'source']),
]

/** Lists in one cell are separated by `|`. */
const list = (text: string): string | string[] => (text.includes('|') ? text.split('|').map(part => part.trim()) : text)

function pick(row: Row, names: string[]): Record<string, unknown> {
  return Object.fromEntries(
    names
      .filter(name => lookUp(row, name))
      .map(name => [name, LISTS.has(name) ? list(lookUp(row, name)!) : lookUp(row, name)]),
  )
}

/** Makes of the table what YAML would have given. */
export async function bookFromCsv(content: string, path: string): Promise<{value: unknown; lineOf: LineOf}> {
  // biome-ignore lint/suspicious/noExplicitAny: the schema checks what is built here
  const book: Record<string, any> = {rules: []}
  const places = new Map<string, number>()
  const problems: string[] = []
  let heading: string[] | undefined
  let line = 0
  try {
    const bytes = Buffer.from(content)
    const {delimiter, skipped, lines} = beginningOf(bytes)
    const numbers = new WrittenNumbers(leavesComma(delimiter))
    line = lines
    for await (const rows of csvRows([bytes.subarray(skipped)], delimiter, true)) {
      for (const cells of rows) {
        line++
        if (cells.length === 0) continue
        if (!heading) {
          heading = cells.map(cell => cell.trim().toLowerCase())
          for (const name of heading) {
            if (name && !bookColumns.includes(name)) problems.push(`line 1: there is no column "${name}"`)
          }
          continue
        }
        const row: Row = Object.fromEntries(heading.map((name, i) => [name, unharmed(cells[i] ?? '').trim()]))
        if (!row.kind || row.kind.startsWith('#')) continue
        if (cells.slice(heading.length).some(cell => cell !== ''))
          problems.push(`line ${line}: more cells than headings`)
        problems.push(...numbers.read(row).map(problem => `line ${line}: ${problem}`))
        const where = take(book, row)
        if (typeof where === 'string') problems.push(`line ${line}: ${where}`)
        else places.set(JSON.stringify(where), line)
      }
    }
  } catch (error) {
    if (error instanceof SyntaxError) throw usage(`the price book ${path} is not readable: ${error.message}`)
    throw error
  }
  if (problems.length > 0) throw bookFailure(path, problems)
  const lineOf: LineOf = at => {
    for (let depth = at.length; depth > 0; depth--) {
      const found = places.get(JSON.stringify(at.slice(0, depth)))
      if (found) return found
    }
    return undefined
  }
  return {value: book, lineOf}
}

/** Columns in which numbers stand, alone or within a formula: `cost + 12,5%`. */
const NUMBERS = ['price', 'amount', 'percent', 'at_least', 'minimum', 'up_to', 'size', 'included']

/** Numbers and days as a spreadsheet writes them: where commas part no cells they may part decimals. */
class WrittenNumbers {
  constructor(readonly decimalComma: boolean) {}

  /** Writes them in a row as YAML has them; returns what is wrong. */
  read(row: Row): string[] {
    for (const name of ['from', 'to'] as const) if (row[name]) row[name] = dayOf(row[name]) ?? row[name]
    if (!this.decimalComma) return []
    const problems: string[] = []
    const names = row.kind === 'exchange' || row.kind === 'tax' ? [...NUMBERS, 'value'] : NUMBERS
    for (const name of names) {
      const text = lookUp(row, name)
      if (!text?.includes(',')) continue
      if (/\d\.\d/.test(text) || /(^|[^\d,])[1-9]\d{0,2},\d{3}($|[^\d,])/.test(text)) {
        problems.push(`${name}: ${shown(text)} may have thousands or decimals; write 1234.5`)
      }
      row[name] = text.replace(/(\d),(\d)/g, '$1.$2')
    }
    return problems
  }
}

/** Puts one row in its place; returns the place, or what is wrong with the row. */
// biome-ignore lint/suspicious/noExplicitAny: the schema checks what is built here
function take(book: Record<string, any>, row: Row): (string | number)[] | string {
  const {kind, id = '', value = ''} = row
  const within = (name: string) => {
    book[name] ??= {}
    return lookUp(book, name)
  }
  switch (kind) {
    case 'setting':
      if (!SETTINGS.includes(id)) return `"${id}" is no setting; settings are ${SETTINGS.join(', ')}`
      book[id] = id === 'tax' ? list(value) : value
      return [id]
    case 'exchange':
      if (!row.from) return `the rate of ${id} needs the day from which it holds, in the column from`
      within('exchange')[id] = {...lookUp(within('exchange'), id), [row.from]: value, ...pick(row, ['source'])}
      return ['exchange', id, row.from]
    case 'tax':
      within('taxes')[id] = {name: row.name || id, rate: value, ...pick(row, TAX)}
      return ['taxes', id]
    case 'group':
      within('groups')[id] = list(value)
      return ['groups', id]
    case 'customer':
      within('customers')[id] = {...pick(row, CUSTOMER), ...(value && {id: value})}
      return ['customers', id]
    case 'reseller':
      within('resellers')[id] = {...pick(row, RESELLER), ...(value && {id: value})}
      return ['resellers', id]
    case 'statement':
      within('statement')[id] = list(value)
      return ['statement', id]
    case 'rule': {
      const rule: Record<string, unknown> = {id, ...pick(row, RULE)}
      const {currency} = row
      if (row.mode) rule.tiers = {mode: row.mode, ...pick(row, ['of', 'currency']), steps: []}
      else if (row.size) rule.package = pick(row, ['size', 'price', 'included', 'currency'])
      else if (row.price)
        rule.price = currency && /^[\d.]+$/.test(row.price) ? `${row.price} ${currency} per unit` : row.price
      book.rules.push(rule)
      return ['rules', book.rules.length - 1]
    }
    case 'settlement':
      book.settlement = [...(book.settlement ?? []), {...(id && {id}), settlement: value, ...pick(row, SETTLEMENT)}]
      return ['settlement', book.settlement.length - 1]
    case 'step': {
      const rule = book.rules.find((candidate: {id: string}) => candidate.id === id)
      if (!rule?.tiers) return `the step belongs to rule "${id}", which is not above it or has no mode`
      rule.tiers.steps.push(pick(row, ['up_to', 'price']))
      return ['rules', book.rules.indexOf(rule), 'tiers', 'steps', rule.tiers.steps.length - 1]
    }
    case 'fee':
      book.fees = [...(book.fees ?? []), {id, ...pick(row, FEE)}]
      return ['fees', book.fees.length - 1]
    default:
      return `"${kind}" is no kind of row; kinds are setting, exchange, tax, group, customer, reseller, statement, rule, step, settlement, fee`
  }
}

import type {PriceBook} from '../../bills/rating/book.js'
import {PartnerCommand} from '../../cli/command.js'
import {optionalArgument} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {encodingFlag, readingOf} from '../../cli/reading.js'
import {commandLine} from '../../command-line.js'
import {usage} from '../../failure.js'

interface CheckedBook {
  file: string
  version: string
  rules: number
  fees: number
  customers: number
  examples: number
  /** Rules that would tie for a record that meets both. */
  possible_ties: {first: string; second: string}[]
}

const view: View<CheckedBook> = {
  columns: ['file', 'version', 'rules', 'fees', 'customers', 'examples'].map(name => ({name})),
}

/** Throws `usage` with what electronic invoices of the book's customers would lack. */
async function checkInvoices(book: PriceBook): Promise<void> {
  const {bookWants} = await import('../../bills/einvoice/einvoice.js')
  const wants = bookWants(book)
  if (wants.length === 0) return
  throw usage(
    `the price book ${book.path} lacks ${wants.length === 1 ? 'something' : `${wants.length} things`} that electronic invoices want`,
    ...wants,
  )
}

/** Resellers of rules and fees that the book does not list by that name, so that a slip of the pen would go unseen. */
function unlistedResellers({resellers, rules, settlement, fees}: PriceBook): string[] {
  const listed = new Set([...resellers.values()].flatMap(({key, id = key}) => [key, id]))
  const named = [...rules, ...settlement, ...fees].flatMap(one => [...(one.resellers ?? [])])
  return [...new Set(named)].filter(name => !listed.has(name))
}

export default class PricebookCheck extends PartnerCommand<CheckedBook> {
  static override summary = 'Check a price book: form, names, dates, rates, rules that contradict each other'
  static override description =
    'A name under reseller: must be one that the book lists under resellers, by name or id; where it has none, or only ids, a name that nobody can hold against it is said.'
  static override examples = [
    '<%= config.bin %> pricebook check',
    '<%= config.bin %> pricebook check prices.csv -o json',
  ]
  static override args = {book: optionalArgument('price book; pricebook.yaml unless said otherwise')}
  static override flags = {encoding: encodingFlag}

  async run(): Promise<CheckedBook> {
    const {args, flags} = await this.parse(PricebookCheck)
    const {readPriceBook} = await import('../../bills/rating/book.js')
    const {ruleName} = await import('../../bills/rating/rules.js')
    const file = args.book ?? process.env.PARTNERCTL_PRICEBOOK ?? 'pricebook.yaml'
    const book = await readPriceBook(
      file,
      readingOf(this.common.profile, flags.encoding, text => this.note(text)),
    )
    await checkInvoices(book)
    const ties = book.possibleTies.map(({first, second}) => ({first: ruleName(first), second: ruleName(second)}))
    const result = await this.present(
      {
        file,
        version: book.version,
        rules: book.rules.length,
        fees: book.fees.length,
        customers: book.customers.size,
        examples: book.examples.length,
        possible_ties: ties,
      },
      view,
    )
    for (const {first, second} of ties.slice(0, 10)) {
      this.note(`Warning: ${first} and ${second} tie for records that meet both; a priority would settle it`)
    }
    if (ties.length > 10) this.note(`and ${ties.length - 10} more such pairs`)
    const unlisted = unlistedResellers(book)
    if (unlisted.length > 0)
      this.note(
        `Note: the book does not list ${unlisted.slice(0, 10).join(', ')} by that name, so whether it is spelled right shows in records only; list it under resellers, with bills: customers where they are billed`,
      )
    this.done('The book is in order', ...(book.examples.length > 0 ? [commandLine`pricebook test ${file}`] : []))
    return result
  }
}

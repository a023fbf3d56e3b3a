// Commands that list one operation of the contract: what can be filtered and what is shown are data, the rest is the
// same for all.
import type {Api} from '../api/client.js'
import {operationTable} from '../api/contract/contract.js'
import {Listing} from '../api/listing.js'
import type {Input, Item, OperationId} from '../api/types.js'
import {withNames} from '../customers/names.js'
import {unitNames} from '../products/units.js'
import {customerFlag, PartnerCommand} from './command.js'
import {fieldArgument, fieldFlags, spread} from './fields.js'
import {listFlags} from './flags.js'
import {type ColumnSpec, rowsView} from './output/contract-view.js'
import {plainText} from './output/select.js'
import type {View} from './output/view.js'

type Fields<Id extends OperationId> = Parameters<typeof fieldFlags<Id>> extends [unknown, ...infer Rest] ? Rest : never

export interface ListSpec<Id extends OperationId, Row> {
  summary: string
  description?: string
  examples: string[]
  /** Filters that the server applies, as flags. */
  fields?: Fields<Id>
  /** A positional argument: the field and what it is. */
  argument?: {name: string; field: keyof Input<Id> & string; description: string; many?: true}
  /**
   * The request is made as a customer: always, or when one is named. An operation that knows `customer_id` takes that
   * as a field instead.
   */
  customer?: 'required' | 'optional'
  /** Columns that are shown when none are asked for. */
  columns: NoInfer<ColumnSpec<Row>>[]
  /** The property with the rows, where the operation has no pages. */
  items?: string
  /** Tables say who the customer of a row is: rows have `account_name`, which costs a request or a few. */
  named?: boolean
  /** Columns with ids of measurement units, which tables call by their names; that costs a request. */
  units?: string[]
  /** Columns that a narrow terminal can do without, in the order in which they go. */
  spare?: string[]
  /** How the server is asked for an order: its field, and the value for a column of `--sort` alone. */
  sorts?: {field: keyof Input<Id> & string; columns: Record<string, string>}
  /** What an empty list means. */
  empty?: string
  /** Adds what was not typed, e.g. a default window of time, or writes what was typed as the API wants it. */
  complete?(
    input: Record<string, unknown>,
    now: Date,
    context: {api: Api; as?: string},
  ): Record<string, unknown> | Promise<Record<string, unknown>>
}

/** Makes the class of a list command. */
export function listCommand<Id extends OperationId, Row extends object = Item<Id>>(
  operation: Id,
  spec: ListSpec<Id, Row>,
) {
  const {argument, customer, items} = spec
  const view = rowsView<Row>(operation, spec.columns, {items, empty: spec.empty, spare: spec.spare})
  return class extends PartnerCommand<Row[]> {
    static override summary = spec.summary
    static override description = spec.description
    static override examples = spec.examples
    static override operations: OperationId[] = [operation]
    static override args = argument ? {[argument.name]: fieldArgument(operation, argument.field, argument)} : {}
    static override flags = {
      ...fieldFlags(operation, ...((spec.fields ?? []) as (keyof Input<Id> & string)[])),
      ...(customer ? customerFlag : {}),
      ...listFlags,
    }

    async run(): Promise<Row[]> {
      await this.parse(this.ctor as typeof PartnerCommand)
      const now = new Date()
      const typed = await this.fields(operation)
      const as = customer ? await this.customer(customer === 'required') : undefined
      const whole = spec.complete ? await spec.complete(typed, now, {api: this.api, as}) : typed
      const order = spec.sorts && this.sortedBy(spec.sorts.columns, view)
      const inputs = spread(operation, order === undefined ? whole : {...whole, [spec.sorts!.field]: order})
      const rows = rowsOf<Row>(this.api, operation, inputs, {as, limit: this.rowLimit}, items)
      if (spec.units && this.readByPeople) {
        const units = await this.api.aside('units', () => unitNames(this.api))
        return this.present(rows, units ? withUnits(view, spec.units, units) : view)
      }
      if (!spec.named || !this.readByPeople) return this.present(rows, view)
      const reseller = whole.indirect_partner_id as string | undefined
      return this.present(withNames(this.api, rows, reseller) as Listing<Row>, view)
    }
  }
}

/** The view with names for the ids of units; an id that the platform does not list stays. */
function withUnits<Row>(view: View<Row>, names: string[], units: Map<number, string>): View<Row> {
  const idOf = (row: Row, name: string) => (row as Record<string, unknown>)[name]
  const unitOf = (id: unknown) => units.get(Number(id ?? Number.NaN)) || plainText(id)
  const columns = view.columns.map(column =>
    names.includes(column.name)
      ? {...column, align: undefined, kind: 'state' as const, text: (row: Row) => unitOf(idOf(row, column.name))}
      : column,
  )
  return {...view, columns}
}

interface Walk {
  as?: string
  limit?: number
}

/** The rows of one request or of several, one after the other. */
export function rowsOf<Row>(
  api: Api,
  operation: OperationId,
  inputs: Record<string, unknown>[],
  {as, limit}: Walk,
  items?: string,
): Listing<Row> {
  const {paging} = operationTable().operations[operation]!
  return new Listing<Row>(async function* (listing) {
    let given = 0
    for (const [index, input] of inputs.entries()) {
      const left = limit === undefined ? undefined : limit - given
      if (left !== undefined && left <= 0) {
        listing.cut = true
        return
      }
      const part = paging
        ? api.list(operation, input as never, {as, limit: left})
        : unpaged(api, operation, input, {as, limit: left}, items!)
      for await (const row of part as AsyncIterable<Row>) {
        if (inputs.length === 1) listing.total = part.total
        given++
        yield row
      }
      if (inputs.length === 1) listing.total = part.total
      if (part.cut || (left !== undefined && part.shown >= left && index < inputs.length - 1)) listing.cut = true
    }
  })
}

/** All rows of an operation that gives them at once, up to the limit. */
function unpaged(api: Api, operation: OperationId, input: object, {as, limit}: Walk, items: string): Listing<unknown> {
  return new Listing<unknown>(async function* (listing) {
    const answer = (await api.call(operation, input as never, {as})) as Record<string, unknown[]> | undefined
    const rows = answer?.[items] ?? []
    listing.total = rows.length
    listing.cut = limit !== undefined && rows.length > limit
    yield* limit === undefined ? rows : rows.slice(0, limit)
  })
}

// Huawei's invoices of a month against the partner's own bill.
import type {Api} from '../../api/client.js'
import type {Input, Item} from '../../api/types.js'
import {cycleStart} from '../../cycle.js'
import {Decimal} from '../../decimal.js'
import {concernsOnePart} from '../../failure.js'
import type {Comparison} from './comparison.js'
import type {PartnerBill} from './platform.js'

/** Rejected, returned and cancelled requests, and drafts, are no invoices. */
const asked = (state: number | undefined) => state === undefined || ![0, 9, 11, 13, 14, 15].includes(state)

/** What was invoiced must come to the amount due and its tax. */
export async function invoicesAgainst(api: Api, bill: PartnerBill, cycle: string, now: Date): Promise<Comparison> {
  const {initial_amount_due: due, tax_amount: tax = Decimal.zero} = bill
  const expected = due?.plus(tax ?? Decimal.zero)
  const shown = {what: 'invoices = amount due + tax', left: '', right: expected?.text ?? ''}
  const none = (reason: string): Comparison => ({...shown, outcome: 'not-comparable', reason})
  if (!expected) return none('there is no bill of this month yet')
  const invoices: Item<'ListInvoices'>[] = []
  try {
    const seconds = (time: Date) => `${time.toISOString().slice(0, 19)}Z`
    const window = {start_time: seconds(cycleStart(cycle)), end_time: seconds(now)}
    for await (const invoice of api.list('ListInvoices', window as Input<'ListInvoices'>)) {
      if (invoice.billCycle?.replace('-', '') === cycle.replace('-', '') && asked(invoice.invoiceState))
        invoices.push(invoice)
    }
  } catch (error) {
    if (!concernsOnePart(error)) throw error
    return none(`the invoices could not be read: ${error.message}`)
  }
  if (invoices.length === 0) return none('there is no invoice of this month yet')
  const sum = Decimal.sum(invoices.map(({invoiceAmount}) => invoiceAmount ?? Decimal.zero))
  const difference = sum.minus(expected)
  // An invoice is cut to cents.
  const outcome = difference.units < CENT && -difference.units < CENT ? 'matched' : 'differences'
  return {...shown, left: sum.text, outcome, difference}
}

const CENT = 1_000_000n

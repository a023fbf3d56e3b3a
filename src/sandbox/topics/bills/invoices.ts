// Invoices (international and European site): one for each settled month, of a partner for what it pays and of
// customers that pay themselves.
import {Decimal} from '../../../decimal.js'
import {isFinal, sumLines} from '../../bills/ledger.js'
import {partnerSum} from '../../bills/partner-bill.js'
import type {Call, Topic} from '../../call.js'
import {DAY_MS, firstDay, formatCycle, formatTime, monthOf, startOfBillDay} from '../../state/calendar.js'
import {hashText, hexOf, mix, textOf} from '../../state/random.js'
import {ApiFault, badParameter} from '../../wire/api-fault.js'
import type {Customer, Partner} from '../../world/model.js'
import {isResale} from '../resellers/state.js'

export const invoices = {
  ListInvoices(call) {
    const {input, caller} = call
    if (input.domain_id !== caller.domainId) throw new ApiFault(403, 'CBC.0151', 'Access denied.')
    const [from, to] = [Date.parse(input.start_time), Date.parse(input.end_time)]
    if (to < from) throw badParameter('end_time', 'before start_time')
    const found = monthsAskedFor(call, from, to)
      .filter(m => !owed(call, m).amount.isZero)
      .flatMap(m => invoicesOf(call, m))
    // The offset counts pages, from 1.
    const start = (input.offset - 1) * input.limit
    return {
      count: found.length,
      invoices: found.slice(start, start + input.limit),
    }
  },
} satisfies Topic

/** Months that invoices are kept of. */
const MONTHS = 18

/** When the invoice of a month is requested: two days after the bill is final. */
const requestedAt = (month: number): number => startOfBillDay(firstDay(month + 1) + 6) + 2 * 3_600_000

/** Settled months whose invoice was requested in a time, newest first. */
function monthsAskedFor(call: Call<unknown>, from: number, to: number): number[] {
  const {caller, now} = call
  // What a resale customer uses is on its partner's invoice.
  if (caller.kind === 'customer' && isResale(caller.customer)) return []
  if (caller.kind === 'partner' && caller.partner.kind === 'reseller') return []
  const last = monthOf(now) - 1
  return Array.from({length: MONTHS}, (_, i) => last - i).filter(m => {
    const at = requestedAt(m)
    return isFinal(m, now) && at <= now && at >= from && at <= to
  })
}

/** What a month costs, and the tax in it. */
function owed(call: Call<unknown>, month: number): {amount: Decimal; tax: Decimal} {
  const {caller} = call
  if (caller.kind === 'partner') {
    const sum = partnerSum(call, caller.partner, month)
    return {amount: sum.due.rounded(2, 'down'), tax: Decimal.fromUnits(sum.tax).rounded(2, 'down')}
  }
  const lines = sumLines(call, caller.customer, month)
  const total = (of: (line: (typeof lines)[number]) => bigint) =>
    Decimal.fromUnits(lines.reduce((sum, line) => sum + of(line), 0n)).rounded(2, 'down')
  return {amount: total(l => l.consume), tax: total(l => l.tax)}
}

/** Where it is sent. Only the messy world has invoices on paper. */
function addressOf(call: Call<unknown>, seed: number) {
  if (call.world.scenario !== 'messy') return {address: null, recipients: null, zipCode: null}
  return {
    address: `${1 + (seed % 90)} Harbour Road`,
    recipients: 'Accounts payable',
    zipCode: `0${1000 + (seed % 8000)}`,
  }
}

/** The invoice of a month; in the messy world some were returned first, and asked for anew. */
function invoicesOf(call: Call<unknown>, month: number) {
  const invoice = invoiceOf(call, month)
  if (call.world.scenario !== 'messy' || month % 6 !== 0) return [invoice]
  const returned = {
    ...invoice,
    requestId: `IR${textOf(hashText(invoice.requestId), 16, '0123456789')}`,
    cancelReason: 'The invoice title does not match the registered company name.',
    invoiceState: 9 as const,
    invoiceNo: null,
  }
  return [{...invoice, srcRequestId: returned.requestId}, returned]
}

function invoiceOf(call: Call<unknown>, month: number) {
  const {caller} = call
  const partner: Partner | undefined = caller.kind === 'partner' ? caller.partner : undefined
  const customer: Customer | undefined = caller.kind === 'customer' ? caller.customer : undefined
  const seed = mix(parseInt(caller.domainId.slice(1, 8), 16), month, 0x14)
  const {amount, tax} = owed(call, month)
  const at = requestedAt(month)
  // It is issued within three days; until then it is under review.
  const done = call.now >= at + 3 * DAY_MS
  return {
    requestId: `IR${textOf(seed, 16, '0123456789')}`,
    cancelReason: null as string | null,
    titleType: 1 as const,
    channelType: 0 as const,
    invoiceType: 1 as const,
    invoiceTitle: partner?.companyName ?? (customer!.name || customer!.accountName),
    invoiceAmount: amount,
    invoiceMethod: 0 as const,
    invoiceClass: tax.isZero ? (1 as const) : (0 as const),
    invoiceState: (done ? 8 : 1) as 1 | 8 | 9,
    applyOpera: call.auth.operatorOf(caller).name,
    addressInfo: {...addressOf(call, seed), mobilePhone: partner?.phone ?? customer!.telephone},
    applyTime: formatTime(at),
    invoiceMode: '0' as const,
    email: partner?.email ?? customer!.email,
    requestMode: '0' as const,
    srcRequestId: null as string | null,
    salesId: hexOf(mix(call.world.hash, 0x5a), 16),
    invoiceNo: done ? `HWC${textOf(mix(seed, 1), 9, '0123456789')}` : null,
    tradeType: partner ? (6 as const) : (3 as const),
    billCycle: formatCycle(month).replace('-', ''),
    taxList: tax.isZero
      ? []
      : [
          {
            taxClass: 'VAT' as const,
            taxRate: customer ? Decimal.of(customer.billing.tax).dividedBy(Decimal.of(10_000)).text : null,
            subTaxClass: 'VAT' as const,
            taxAmount: tax,
            taxVisibleFlag: 'Y' as const,
            taxAccountingFlag: 'Y' as const,
          },
        ],
  }
}

// The bill file and the usage file that Huawei leaves in a partner's bucket, made from the same records that the API
// gives.
// Source: intl/en-us/api-bpconsole/mb_00002.html, api_order_00009.html. Only the first columns are published; the
// others are the sandbox's choice.
import {once} from 'node:events'
import {buffer} from 'node:stream/consumers'
import {createGzip} from 'node:zlib'
import {billTypeOf, entryAt, modeOf, wholeMonth} from '../bills/entries.js'
import {isFinal} from '../bills/ledger.js'
import {chargeRecordId, measuredIdEnd, measuredRecordId, namingOf} from '../bills/naming.js'
import {billOf} from '../bills/records.js'
import {hasDiscounts, settled, termsOf} from '../bills/settlement.js'
import type {Emulator} from '../emulator.js'
import {billDay, firstDay, formatCycle, formatDay, monthOf, startOfBillDay} from '../state/calendar.js'
import {readSettings} from '../state/settings.js'
import {aboutOf} from '../topics/bills/details.js'
import {eight} from '../topics/bills/operations.js'
import type {Customer, Partner} from '../world/model.js'
import {tarMember} from './archive.js'
import {TableForm} from './table.js'

/** Rows of one CSV file in an archive. */
const ROWS = 100_000

/** Months before this one whose files lie there. */
const MONTHS = 18

/** Archives that are kept for whoever reads them in ranges. */
const KEPT = 2

type Kind = 'customerBill' | 'customerUsageV2'

/**
 * The file's own code for how something is charged: 0 yearly/monthly, 1 pay-per-use, 2 reserved instances, 4 savings
 * plans.
 */
const modes: Record<string, string> = {1: '0', 3: '1', 10: '2', 11: '4'}

const headings: Record<Kind, string[]> = {
  customerBill: [
    'Customer ID',
    'Product ID',
    'Product Type Code',
    'Resource Type Code',
    'Cloud Service Region Code',
    'Billing Mode',
    'Official Website Price',
  ],
  customerUsageV2: ['Billing Cycle', 'Customer ID', 'Transaction Time', 'Product ID'],
}

/** The published columns of the bill file, as its Chinese page calls them. */
const published = ['客户ID', '产品ID', '产品类型编码', '资源类型编码', '云服务区编码', '计费模式', '官网页面价']

/** Behind all others, where the partner's settlement is not what its customers see. */
const settlement: [string, string][] = [
  ['Settlement Type', '结算类型'],
  ['Partner Settlement Discount', '伙伴结算折扣'],
  ['Settlement Amount', '结算金额'],
]

const further = [
  'Bill Date',
  'Account Name',
  'Customer Name',
  'Partner ID',
  'Partner Name',
  'Partner Account Name',
  'Bill Type',
  'Product Type',
  'SKU Code',
  'Specifications',
  'Resource Type',
  'Region',
  'Resource ID',
  'Resource Name',
  'Resource Tag',
  'Enterprise Project ID',
  'Enterprise Project',
  'Transaction ID',
  'Start Time',
  'End Time',
  'Usage Type',
  'Usage',
  'Usage Unit ID',
  'Discount',
  'Amount Due',
  'Cash Coupons',
  'Currency',
  'Record ID',
]

export class DeliveredFiles {
  readonly #made = new Map<string, Promise<Buffer>>()

  constructor(private readonly sandbox: Emulator) {}

  /** The files that lie there now. */
  keys(): string[] {
    return this.#files().map(({key}) => key)
  }

  /** A file; undefined when there is none of that name. */
  async read(partner: Partner, key: string): Promise<Buffer | undefined> {
    const file = this.#files().find(one => one.key === key)
    if (!file) return undefined
    // A change makes another file of it.
    const name = `${partner.id}/${key}/${billDay(this.sandbox.clock.now())}/${this.sandbox.store.version()}`
    let made = this.#made.get(name)
    if (!made) {
      made = this.#archive(partner, file)
      for (const old of this.#made.keys()) if (this.#made.size >= KEPT) this.#made.delete(old)
      this.#made.set(name, made)
    }
    return made
  }

  #files(): {kind: Kind; month: number; key: string; stem: string}[] {
    const now = this.sandbox.clock.now()
    const current = monthOf(now)
    const files = []
    for (let month = current; month >= current - MONTHS; month--) {
      const digits = formatCycle(month).replace('-', '')
      if (isFinal(month, now)) {
        const stem = `customerBill_${digits}`
        files.push({kind: 'customerBill' as const, month, stem, key: `customerBill/${stem}.tar.gz`})
      }
      // Written every day, of a month that is over until the 4th of the next one.
      const day = Math.min(billDay(now), firstDay(month + 1) + 3)
      if (day === firstDay(month)) continue
      const stem = `customerUsageV2_${digits}_${formatDay(day).replaceAll('-', '')}`
      files.push({kind: 'customerUsageV2' as const, month, stem, key: `customerUsage/${stem}.tar.gz`})
    }
    return files
  }

  async #archive(partner: Partner, {kind, month, stem}: {kind: Kind; month: number; stem: string}): Promise<Buffer> {
    const written = startOfBillDay(firstDay(month + 1) + 4)
    const settings = readSettings(this.sandbox.store)
    const form = new TableForm(settings)
    const isBill = kind === 'customerBill'
    const isShort = isBill && settings.billColumns === 'published'
    const {currency} = this.sandbox.world
    const all = [
      ...(isBill && settings.billLanguage === 'zh' ? published : headings[kind]),
      ...(isBill ? ['Billing Cycle'] : shownLater),
      ...further,
      ...(isBill && hasDiscounts(this.sandbox) ? settlement.map(form.word, form) : []),
    ].map(name => (/^(Settlement Amount|结算金额)$/.test(name) ? `${name}(${currency})` : name))
    const heading = form.line(isShort ? all.slice(0, published.length) : all)
    // One CSV file at a time: a month of a large world has hundreds of megabytes.
    const gzip = createGzip({level: 1})
    const packed = buffer(gzip)
    let members = 0
    let lines: string[] = []
    const finish = async () => {
      members++
      const number = String(members).padStart(kind === 'customerBill' ? 4 : 8, '0')
      const member = tarMember(`${stem}_${number}.csv`, form.bytes(`${heading}${lines.join('')}`), written)
      lines = []
      if (!gzip.write(member)) await once(gzip, 'drain')
    }
    for (const customer of this.#customers(partner)) {
      for (const cells of this.#rows(kind, customer, month, form)) {
        lines.push(form.line(isShort ? cells.slice(0, published.length) : cells))
        if (lines.length === ROWS) await finish()
      }
      // Whoever else asks for something is not kept waiting for the whole file.
      await new Promise(resolve => setImmediate(resolve))
    }
    if (lines.length > 0 || members === 0) await finish()
    gzip.end(Buffer.alloc(1024))
    return packed
  }

  #customers(partner: Partner): Customer[] {
    const customers = this.sandbox.customers.paidBy(partner, this.sandbox.clock.now())
    return [...customers].sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  *#rows(
    kind: Kind,
    customer: Customer,
    month: number,
    form: TableForm,
  ): Generator<(string | number | null | undefined)[]> {
    const {world, store, clock} = this.sandbox
    const {site, partners, currency} = world
    const call = {world, store, now: clock.now(), site, language: site === 'cn' ? ('zh' as const) : ('en' as const)}
    const names = namingOf(world)
    const bill = billOf(call, customer, month, wholeMonth(3), names)
    const owner = partners.find(({id}) => id === customer.partnerId)!
    const cycle = formatCycle(month)
    const settles = kind === 'customerBill' && hasDiscounts(this.sandbox)
    for (let index = 0; index < bill.rows.length; index++) {
      const row = bill.rows[index]!
      const e = entryAt(bill, index)
      const about = aboutOf(call, customer, names, bill, e)
      const usage = e.usage && e.thing.product.usages[e.usage.index]!
      const product = modeOf(e) === '3' ? e.thing.product.productId : e.thing.product.periodProductId
      const mode = modes[modeOf(e)]!
      const official = eight(e.official).text
      const first =
        kind === 'customerBill'
          ? [customer.id, product, about.service, about.resource, about.region, mode, official, cycle]
          : [cycle, customer.id, about.consumed, product, about.service, about.resource, about.region, mode, official]
      const terms = settles ? termsOf(e, e.from, month) : undefined
      yield [
        ...first,
        formatDay(e.from),
        customer.accountName,
        customer.name,
        owner.id,
        owner.companyName,
        owner.accountName,
        String(billTypeOf(e)),
        about.serviceName,
        about.sku,
        about.description,
        about.resourceTypeName,
        about.regionName,
        about.id,
        about.name,
        about.tag,
        about.project,
        about.projectName,
        about.trade,
        about.begin,
        about.end,
        usage?.type,
        e.usage && eight(BigInt(e.usage.amount)).text,
        usage?.measureId,
        eight(e.discount).text,
        about.amount.text,
        about.coupon.text,
        currency,
        'event' in row
          ? chargeRecordId(row.event)
          : measuredRecordId(bill.resources.metered[row.resource]!, row.usage, month) +
            measuredIdEnd(row.from - bill.start + 1, row.session),
        ...(terms ? [form.word(terms.type), `${terms.paid}%`, eight(settled(e, terms)).text] : []),
      ]
    }
  }
}

/** Columns that a usage file has behind its first ones. */
const shownLater = headings.customerBill.slice(2)

// The export "bill details" that a partner makes in its console: words instead of codes, times in UTC+8, amounts with
// their currency in the heading. Source: intl/en-us/usermanual-bpconsole/dp_060103.html; the headings behind the usage
// type are those of the marketplace's export (rg-marketplace/en-us_reseller_topic_000007.html).
import {billTypeOf, type Entry, entryAt, modeOf, wholeMonth} from '../bills/entries.js'
import {sumKind} from '../bills/ledger.js'
import {namingOf} from '../bills/naming.js'
import {billOf} from '../bills/records.js'
import {hasDiscounts, settled, termsOf} from '../bills/settlement.js'
import type {Emulator} from '../emulator.js'
import {formatCycle} from '../state/calendar.js'
import {readSettings} from '../state/settings.js'
import {aboutOf} from '../topics/bills/details.js'
import {eight} from '../topics/bills/operations.js'
import type {Partner} from '../world/model.js'
import {TableForm} from './table.js'

type Word = readonly [string, string]

const headings: Word[] = [
  ['Customer ID', '客户ID'],
  ['Billing Cycle', '账期'],
  ['Customer Name', '客户名称'],
  ['Account Name', '客户账号名'],
  ['Partner ID', '伙伴ID'],
  ['Partner Name', '伙伴名称'],
  ['Partner Account Name', '伙伴账号名'],
  ['Bill Type', '账单类型'],
  ['Billing Mode', '计费模式'],
  ['Product Type', '产品类型'],
  ['Product Type Code', '产品类型编码'],
  ['Product Name', '产品名称'],
  ['Product ID', '产品ID'],
  ['Application', '应用名称'],
  ['Specifications', '规格'],
  ['Resource Type', '资源类型'],
  ['Resource Type Code', '资源类型编码'],
  ['Region', '区域'],
  ['Cloud Service Region Code', '云服务区编码'],
  ['Order ID/Transaction ID', '订单号/交易号'],
  ['Original Order ID', '原订单号'],
  ['Customer Transaction Time', '客户交易时间'],
  ['Order Type', '订单类型'],
  ['Number of Periods', '订单周期数'],
  ['Unit of Period', '订单周期单位'],
  ['Spot Instance', '是否竞价实例'],
  ['Usage Type Code', '使用量类型编码'],
]
const money: Word[] = [['Customer Expenditure', '客户消费金额']]
const owed: Word[] = [
  ['Settlement Type', '结算类型'],
  ['Partner Settlement Discount', '伙伴结算折扣'],
  ['Settlement Amount', '结算金额'],
]
const isAmount = (name: string) => /^(Customer Expenditure|Settlement Amount|客户消费金额|结算金额)$/.test(name)

const kinds: Record<1 | 2 | 3, Word> = {
  1: ['Expenditure', '消费'],
  2: ['Refund', '退款'],
  3: ['Adjustment', '调账'],
}

const modes: Record<string, Word> = {
  1: ['Yearly/monthly', '包年/包月'],
  3: ['Pay-per-use', '按需'],
  10: ['Reserved instance-subscription', '预留实例-订购'],
  11: ['Savings plans-subscription', '节省计划-订购'],
}

const orders: Record<number, Word> = {
  1: ['New', '新订'],
  2: ['Renewal', '续订'],
  3: ['Change', '变更'],
  4: ['Unsubscription', '退订'],
  8: ['Renewal', '续订'],
  9: ['Fee adjustment', '费用调账'],
  16: ['Fee adjustment', '费用调账'],
  20: ['Change', '变更'],
}

/** `2020-09-28 09:00:00 GMT+08:00` of a time in UTC. */
const inBeijing = (time: string): string =>
  `${new Date(Date.parse(time) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')} GMT+08:00`

/** The export of a month, in the form that is set. */
export function billDetails(emulator: Emulator, partner: Partner, month: number): Buffer {
  const {world, store, clock} = emulator
  const form = new TableForm(readSettings(store))
  const {site, currency} = world
  const now = clock.now()
  const here = {world, store, now, site, language: form.settings.billLanguage}
  const names = namingOf(world)
  const settles = hasDiscounts(emulator)
  const heading = [...headings, ...money, ...(settles ? owed : [])]
    .map(word => form.word(word))
    .map(name => (isAmount(name) ? `${name}(${currency})` : name))
  const lines = [form.line(heading)]
  for (const customer of emulator.customers.paidBy(partner, now)) {
    const owner = world.partners.find(({id}) => id === customer.partnerId)!
    const bill = billOf(here, customer, month, wholeMonth(3), names)
    for (let index = 0; index < bill.rows.length; index++) {
      const e = entryAt(bill, index)
      const about = aboutOf(here, customer, names, bill, e)
      const terms = settles ? termsOf(e, e.from, month) : undefined
      lines.push(
        form.line([
          customer.id,
          formatCycle(month),
          customer.name,
          customer.accountName,
          owner.id,
          owner.companyName,
          owner.accountName,
          form.word(kinds[sumKind(billTypeOf(e))]),
          form.word(modes[modeOf(e)]!),
          about.serviceName,
          about.service,
          about.description,
          modeOf(e) === '3' ? e.thing.product.productId : e.thing.product.periodProductId,
          '',
          about.description,
          about.resourceTypeName,
          about.resource,
          about.regionName,
          about.region,
          about.trade,
          e.event && names.baseTradeId(e.event),
          inBeijing(about.consumed),
          orderWord(form, e),
          ...periodOf(form, e),
          'N',
          e.usage && e.thing.product.usages[e.usage.index]!.type,
          about.amount.text,
          ...(terms ? [form.word(terms.type), `${terms.paid}%`, eight(settled(e, terms)).text] : []),
        ]),
      )
    }
  }
  return form.bytes(lines.join(''))
}

function orderWord(form: TableForm, entry: Entry): string {
  const word = orders[billTypeOf(entry)]
  return word && entry.event ? form.word(word) : ''
}

function periodOf(form: TableForm, {event}: Entry): [number | string, string] {
  if (!event || event.mode === '3') return ['', '']
  return event.months === 12 ? [1, form.word(['year', '年'])] : [event.months, form.word(['month', '月'])]
}

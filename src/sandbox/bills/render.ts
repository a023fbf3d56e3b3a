// Bill rows as JSON. Pages of a thousand records are what a benchmark asks for, so the constant parts of a record are
// written once per resource; text is kept as its UTF-8 bytes in one-byte strings, which join fast.
import {formatDay, formatTime, startOfBillDay} from '../state/calendar.js'
import {type Language, regionName, resourceTypeName, serviceName} from '../world/catalogue.js'
import type {Customer, World} from '../world/model.js'
import {scale2, scale8, scale8Big} from './amounts.js'
import type {Event, Metered} from './events.js'
import {type Measured, measure, measureDays, newMeasured, sessionTimes} from './meter.js'
import {chargeRecordId, isOrder, isTax, measuredIdEnd, measuredRecordId, type Names, timeOf} from './naming.js'
import type {Bill, Row} from './records.js'

/** Text as its UTF-8 bytes, one character each. */
const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
const quoted = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value))

/** Name and value pairs of JSON, without braces. */
const members = (pairs: Record<string, string | number | null>): string =>
  bytes(
    Object.entries(pairs)
      .map(([name, value]) => `"${name}":${typeof value === 'number' ? value : quoted(value)}`)
      .join(','),
  )

/** The parts of a record that stay the same for all days of a resource and usage type. */
interface Frame {
  head: string
  middle: string
  tail: string
  id: string
  time: string
  price: string
  unit: string
  part: string
}

const COMMA = 0x2c

export class Renderer {
  readonly #frames = new Map<string, Frame>()
  readonly #days = new Map<number, {date: string; begin: string; end: string}>()
  readonly #sum = newMeasured()
  readonly #part = newMeasured()
  readonly #rest: 'credit_amount' | 'cash_amount' | 'debt_amount'
  readonly #account: string

  constructor(
    private readonly world: World,
    private readonly bill: Bill,
    private readonly names: Names,
    private readonly language: Language,
  ) {
    const {customer, closed} = bill
    this.#rest =
      !closed || customer.billing.arrears ? 'debt_amount' : world.site === 'cn' ? 'cash_amount' : 'credit_amount'
    this.#account = bytes(quoted(customer.accountName))
  }

  /** A page of the answer of ListCustomerselfResourceRecords. */
  page(offset: number, limit: number): Buffer {
    const {rows} = this.bill
    const end = Math.min(rows.length, offset + limit)
    let page = Buffer.allocUnsafe(Math.max(0, end - offset) * 2200 + 200)
    let at = page.write('{"fee_records":[', 'latin1')
    for (let i = offset; i < end; i++) {
      const row = rows[i]!
      const record = 'event' in row ? this.#event(row.event) : this.#metered(row)
      if (at + record.length + 200 > page.length) page = Buffer.concat([page], page.length * 2 + record.length)
      if (i > offset) page[at++] = COMMA
      at += page.write(record, at, 'latin1')
    }
    at += page.write(`],"total_count":${rows.length},"currency":"${this.world.currency}"}`, at, 'latin1')
    return page.subarray(0, at)
  }

  #metered(row: Extract<Row, {resource: number}>): string {
    const r = this.bill.resources.metered[row.resource]!
    const frame = this.#frame(r, row)
    const out = this.#sum
    const {start, statistic} = this.bill
    let when: {date: string; begin: string; end: string}
    let trade: string
    if (statistic === 3) {
      measure(r, row.usage, row.from, row.session, row.from - start + 1, out)
      when = this.#times(r, row.from, row.session)
      trade = this.names.tradeId(r, row.from)
    } else {
      measureDays(r, row.usage, row.from, row.to, start, out, this.#part)
      when = {...this.#day(row.from), begin: 'null', end: 'null'}
      trade = this.names.tradeId(r, row.from)
    }
    const date = statistic === 1 ? 'null' : `"${when.date}"`
    const consumed = statistic === 3 ? when.end : 'null'
    const amounts = this.#amounts(out)
    const usage = scale8(out.usage)
    return `{"bill_date":${date},"bill_type":5${frame.head},"effective_time":${when.begin},"expire_time":${when.end}${frame.middle},"trade_id":"${trade}","id":"${frame.id}${measuredIdEnd(row.from - start + 1, row.session)}","trade_time":"${when.date}${frame.time}"${frame.tail},"usage":${usage},"usage_measure_id":${r.product.usages[row.usage]!.measureId},"free_resource_usage":${scale8(out.free)},"free_resource_measure_id":${r.free ? r.product.usages[row.usage]!.measureId : 'null'},"ri_usage":${scale8(out.reserved)},"ri_usage_measure_id":${r.reserved ? 4 : 'null'}${frame.unit}${amounts},"measure_id":1,"formula":"${usage}*${frame.price}-${scale8(out.discount)}",${frame.part},"consume_time":${consumed},"relative_order_id":null,"account_name":${this.#account},"period_num":null}`
  }

  #amounts(out: Measured): string {
    const amount = out.official - out.discount
    const rest = scale8(amount - out.coupon - out.flexi)
    const at = (name: string) => (this.#rest === name ? rest : '0E-8')
    return `,"official_amount":${scale8(out.official)},"discount_amount":${scale8(out.discount)},"amount":${scale8(amount)},"cash_amount":${at('cash_amount')},"credit_amount":${at('credit_amount')},"coupon_amount":${scale8(out.coupon)},"flexipurchase_coupon_amount":${scale8(out.flexi)},"stored_card_amount":0E-8,"bonus_amount":0E-8,"debt_amount":${at('debt_amount')},"adjustment_amount":0E-8`
  }

  #event(event: Event): string {
    const {customer} = this.bill
    const {names} = this
    const time = formatTime(timeOf(event))
    const trade = names.tradeId(event, event.day)
    const tax = isTax(event)
    const order = isOrder(event)
    const period = event.mode === '1' || event.mode === '10'
    const {from, measureId} = event.product.size
    const amount = event.official - event.discount
    const rest = amount - event.coupon
    const money = (units: bigint) =>
      units === 0n ? '0' : !tax && units % 1_000_000n === 0n ? scale2(units) : scale8Big(units)
    const at = (name: string) => (this.#rest === name ? money(rest) : '0')
    return [
      `{"bill_date":"${formatDay(event.day)}","bill_type":${event.type}${this.#head(event, customer)},"effective_time":null,"expire_time":null`,
      this.#middle(event, tax, measureId === null ? from : event.size),
      members({
        trade_id: trade,
        id: chargeRecordId(event),
        trade_time: time,
      }),
      `${members({
        enterprise_project_id: names.project(event),
        enterprise_project_name: tax ? null : names.projectName(event),
        charge_mode: event.mode,
        order_id: order ? trade : null,
        period_type: order && period ? (event.months === 12 ? '19' : '20') : null,
      })},"usage_type":null,"usage":null,"usage_measure_id":null,"free_resource_usage":null,"free_resource_measure_id":null,"ri_usage":null,"ri_usage_measure_id":null`,
      `"unit_price":${order ? money(event.official) : 'null'},"unit":${order ? `"${this.world.currency}"` : 'null'}`,
      `"official_amount":${money(event.official)},"discount_amount":${money(event.discount)},"amount":${money(amount)},"cash_amount":${at('cash_amount')},"credit_amount":${at('credit_amount')},"coupon_amount":${money(event.coupon)},"flexipurchase_coupon_amount":0,"stored_card_amount":0,"bonus_amount":0,"debt_amount":${at('debt_amount')},"adjustment_amount":0,"measure_id":1`,
      `"formula":null,${this.#partOf(event)},"consume_time":"${time}","relative_order_id":${quoted(names.baseTradeId(event))},"account_name":${this.#account},"period_num":${order && period ? (event.months === 12 ? 1 : event.months) : 'null'}}`,
    ].join(',')
  }

  /** From customer_id to resource_type_name, with a comma before. */
  #head(thing: Metered | Event, customer: Customer): string {
    const region = this.names.region(thing, customer)
    const {service, resource} = thing.product
    return `,${members({
      customer_id: customer.id,
      region,
      region_name: regionName(region, this.language),
      cloud_service_type: service,
      resource_type: resource,
      cloud_service_type_name: serviceName(service, this.language),
      resource_type_name: resourceTypeName(resource, this.language),
    })}`
  }

  /** From resource_id to spec_size_measure_id. A tax is on no resource. */
  #middle(thing: Metered | Event, bare: boolean, size: number): string {
    const {product} = thing
    if (bare) {
      return '"resource_id":null,"resource_name":null,"resource_tag":null,"product_id":null,"product_name":null,"product_spec_desc":null,"sku_code":null,"spec_size":null,"spec_size_measure_id":null'
    }
    const description = product.description[this.language === 'zh' ? 1 : 0]
    const period = 'type' in thing && thing.mode !== '3'
    const sized = product.size.measureId !== null
    const suffix = this.language === 'zh' ? (period ? ' 包年/包月' : ' 按需') : period ? ' Yearly/Monthly' : ' Ondemand'
    return `${members({
      resource_id: this.names.resourceId(thing),
      resource_name: this.names.resourceName(thing),
      resource_tag: this.names.tag(thing),
      product_id: period ? product.periodProductId : product.productId,
      product_name: `${description}${suffix}`,
      product_spec_desc: sized
        ? `${description}|${size}${product.size.measureId === 15 ? 'Mbit/s' : 'GB'}`
        : description,
      sku_code: product.sku,
    })},"spec_size":${sized ? size : 'null'},"spec_size_measure_id":${product.size.measureId}`
  }

  #partOf(thing: Metered | Event): string {
    const part = this.names.part(thing)
    return members({
      sub_service_type_code: part?.service ?? null,
      sub_service_type_name: part && serviceName(part.service, this.language),
      sub_resource_type_code: part?.resource ?? null,
      sub_resource_type_name: part && resourceTypeName(part.resource, this.language),
      sub_resource_id: part?.id ?? null,
      sub_resource_name: part?.name ?? null,
    })
  }

  #frame(r: Metered, row: Extract<Row, {resource: number}>): Frame {
    const key = `${row.resource}/${row.usage}`
    let frame = this.#frames.get(key)
    if (!frame) {
      const usage = r.product.usages[row.usage]!
      const seconds = r.seed % 25_000
      const clock = new Date(61_200_000 + seconds * 1000).toISOString().slice(10, 19)
      const price = scale8(usage.price * r.factor)
      const unit = `${this.world.currency}${usage.unit[this.language === 'zh' ? 1 : 0]}`
      frame = {
        head: this.#head(r, this.bill.customer),
        middle: `,${this.#middle(r, false, r.size)}`,
        tail: `,${members({
          enterprise_project_id: this.names.project(r),
          enterprise_project_name: this.names.projectName(r),
          charge_mode: '3',
          order_id: null,
          period_type: null,
          usage_type: usage.type,
        })}`,
        id: measuredRecordId(r, row.usage, this.bill.month),
        time: `${clock}Z`,
        price: `${price}${r.product.size.measureId === null ? '' : `*${r.size}`}`,
        part: this.#partOf(r),
        unit: bytes(`,"unit_price":${price},"unit":${quoted(unit)}`),
      }
      this.#frames.set(key, frame)
    }
    return frame
  }

  #day(day: number): {date: string; begin: string; end: string} {
    let known = this.#days.get(day)
    if (!known) {
      known = {
        date: formatDay(day),
        begin: `"${formatTime(startOfBillDay(day))}"`,
        end: `"${formatTime(startOfBillDay(day + 1))}"`,
      }
      this.#days.set(day, known)
    }
    return known
  }

  #times(r: Metered, day: number, session: number): {date: string; begin: string; end: string} {
    const known = this.#day(day)
    const [begin, end] = sessionTimes(r, day, session)
    if (begin === 0 && end === 96) return known
    const at = (quarter: number) => `"${formatTime(startOfBillDay(day) + quarter * 900_000)}"`
    return {date: known.date, begin: at(begin), end: at(end)}
  }
}

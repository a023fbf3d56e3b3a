// The words of consoles and files for what the API has codes for: bill types, billing modes, units of periods.
// Source: intl/en-us/usermanual-bpconsole/dp_060103.html, cn/zh-cn/usermanual-billing/bills-topic_50000002.html
import {lookUp} from '../../look-up.js'
import {bare} from '../records/delivered-columns.js'

/** Words as they are written, each group with the code that it stands for. */
const table = (groups: Record<string, string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).flatMap(([code, words]) => words.map(word => [bare(word), code])))

/**
 * The API's `charge_mode` for the charging mode of a file: yearly/monthly, pay-per-use, reserved instances, savings
 * plans. The file's own codes are others than the API's.
 */
const chargeModes = table({
  '1': ['0', 'Yearly/Monthly', '包年包月', '包年/包月'],
  '3': ['1', 'Pay-per-use', '按需', '按需计费', 'Spot', '竞价计费'],
  '10': [
    '2',
    '3',
    'Reserved instance',
    'Reserved instance-subscription',
    'Reserved instance-hourly billing',
    '预留实例',
    '预留实例-订购',
    '预留实例-按时计费',
  ],
  '11': [
    '4',
    '5',
    '6',
    'Savings plans',
    'Savings plan',
    'Savings plans-subscription',
    'Savings plans-hourly billing',
    'Savings plans used',
    'Savings plans-used',
    '节省计划',
    '节省计划-订购',
    '节省计划-按时计费',
    '节省计划-抵扣',
  ],
})

/** Undefined for a word that nobody knows. */
export const chargeModeOf = (word: string): string | undefined => lookUp(chargeModes, bare(word))

/** What a savings plan has paid for. */
const isPlanUse = (mode: string) => ['6', ...['Savings plans used', '节省计划-抵扣'].map(bare)].includes(bare(mode))

const billTypes = table({
  '1': ['Expenditure-purchase', 'Expenditure-new', '消费-新购', '消费-新订'],
  '2': ['Expenditure-renewal', '消费-续订'],
  '3': ['Expenditure-change', '消费-变更'],
  '4': ['Refund-unsubscription', '退款-退订'],
  '5': ['Expenditure-use', 'Expenditure-usage', '消费-使用'],
  '8': ['Expenditure-auto-renewal', 'Expenditure-automatic renewal', '消费-自动续订'],
  '9': ['Adjustment-compensation', '调账-补偿'],
  '14': ['Expenditure-support plan month-end deduction', '消费-服务支持计划月末扣费'],
  '15': ['Expenditure-tax', '消费-税金'],
  '16': ['Adjustment-deduction', '调账-扣费'],
  '17': ['Expenditure-minimum commitment deduction', '消费-保底差额'],
  '18': ['Expenditure-monthly payment', '消费-按月付费'],
  '20': ['Refund-change', '退款-变更'],
  '23': ['Expenditure-savings plan deduction', '消费-节省计划抵扣'],
  '24': ['Refund-yearly/monthly to pay-per-use', '退款-包年/包月转按需'],
  '100': ['Refund-tax', '退款-退订税金'],
  '101': ['Adjustment-compensation tax', '调账-补偿税金'],
  '102': ['Adjustment-deduction tax', '调账-扣费税金'],
  '103': ['Expenditure-yearly payment', '消费-按年付费'],
})

const kinds = table({
  expenditure: ['Expenditure', 'Expenditures', '消费'],
  refund: ['Refund', 'Refunds', '退款'],
  adjustment: ['Adjustment', 'Adjustments', '调账'],
})

const orderTypes = table({
  new: ['New', 'New purchase', 'New subscription', 'Purchase', 'Subscription', '新订', '新购', '订购'],
  renewal: ['Renewal', 'Renew', '续订'],
  change: ['Change', '变更'],
  unsubscription: ['Unsubscription', 'Unsubscribe', '退订'],
  adjustment: ['Fee adjustment', '费用调账'],
})

const bought: Record<string, string> = {new: '1', renewal: '2', change: '3'}

/** What stands beside a bill type in its row. */
export interface Beside {
  orderType?: string
  billingMode?: string
  isNegative: boolean
}

/**
 * The API's code for a bill type, which a file may write as its code, as the API's word for it, or as the kind alone:
 * then order type and billing mode tell which it is. Undefined for a word that nobody knows.
 */
export function billTypeOf(word: string, {orderType = '', billingMode = '', isNegative}: Beside): string | undefined {
  const written = bare(word)
  if (/^\d+$/.test(written)) return written
  const whole = lookUp(billTypes, written)
  if (whole) return whole
  const kind = lookUp(kinds, written)
  const order = lookUp(orderTypes, bare(orderType))
  if (kind === 'refund') return order === 'change' ? '20' : '4'
  if (kind === 'adjustment') return isNegative ? '9' : '16'
  if (kind !== 'expenditure') return undefined
  const purchase = lookUp(bought, order)
  if (purchase) return purchase
  if (isPlanUse(billingMode)) return '23'
  return chargeModeOf(billingMode) === '1' ? '1' : '5'
}

const periods = table({
  '19': ['year', 'years', '年'],
  '20': ['month', 'months', '月', '个月'],
  '24': ['day', 'days', '天', '日'],
  '25': ['hour', 'hours', '小时'],
})

/** The API's `period_type` for the unit of an order's periods; undefined for what is no known word. */
export const periodTypeOf = (word: string): string | undefined => lookUp(periods, bare(word))

// What a month of a customer consists of: resources that are metered, and one-time charges.
import type {Product} from './products.js'

/** A pay-per-use resource. Days are UTC+8 day numbers. */
export interface Metered {
  product: Product
  productIndex: number
  seed: number
  size: number
  /** First day, and quarters of an hour before it started on that day. */
  from: number
  fromQuarter: number
  /** Last day, and quarters of an hour that it ran on that day. */
  last: number
  lastQuarter: number
  /** Discount in 1/10000. */
  discount: number
  factor: number
  /** Runs on weekdays only, in two sessions. */
  office: boolean
  /** Its hours are covered by a reserved instance. */
  reserved: boolean
  /** GB a day that a package covers. */
  free: number
  /** Last day of the month on which a coupon pays for it, 0 without one. */
  couponDays: number
  coupon: 'coupon' | 'flexi' | ''
}

/** Something that is charged once: an order, a refund, an adjustment. */
export interface Event {
  product: Product
  seed: number
  size: number
  day: number
  /** The API's bill type. */
  type: number
  mode: '1' | '3' | '10' | '11'
  official: bigint
  discount: bigint
  coupon: bigint
  months: number
  /** Day of the payment that a refund gives back a part of. */
  baseDay?: number
  /** Set for charges that a customer caused through the API. */
  stored?: {
    /** The item of the order. */
    line: string
    tradeId: string
    resourceId: string
    resourceName: string
    region: string
    at: number
    baseTradeId?: string
  }
}

export interface MonthOfResources {
  metered: Metered[]
  events: Event[]
}

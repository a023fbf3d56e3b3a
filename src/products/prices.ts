// Prices for a customer: of one product, and of lists of them.
import type {Api} from '../api/client.js'
import type {Input} from '../api/types.js'
import {Decimal} from '../decimal.js'
import {Failure} from '../failure.js'

/** What is priced: a specification of a resource type in a region. Names are the API's. */
export interface Product {
  cloud_service_type: string
  resource_type: string
  resource_spec: string
  region: string
  available_zone?: string
  /** For products that are sold by size: disks, bandwidth. */
  resource_size?: number
  size_measure_id?: SizeUnit
  subscription_num: number
}

type DemandInfo = Input<'ListOnDemandResourceRatings'>['product_infos'][number]
type PeriodInfo = Input<'ListRateOnPeriodDetail'>['product_infos'][number]
export type SizeUnit = NonNullable<DemandInfo['size_measure_id']>

/** How it is charged: by a usage, or for a time. */
export type Charging =
  | {by: 'usage'; usage_factor: string; usage_value: Decimal; usage_measure_id: number}
  | {by: 'period'; period_type: PeriodInfo['period_type']; period_num: number}

export interface Quote extends Product {
  product_id?: string
  /** List price, what is taken off, and what the customer pays. */
  official_website_amount?: Decimal
  discount_amount?: Decimal
  amount?: Decimal
  currency?: string
  error_code?: string
  error_msg?: string
}

/** Whether it has no price: it carries the reason then. */
export const isUnpriced = ({error_code, error_msg}: Quote): boolean => Boolean(error_code || error_msg)

/** What an answer that leaves a product out is told as. */
export const LEFT_OUT = 'the answer has no price for it'

/** The API prices this many products at once. */
const AT_ONCE = 100

/** Asks for prices as a customer: its discounts are in them. */
export class Prices {
  readonly #projects = new Map<string, Promise<string>>()

  constructor(
    readonly api: Api,
    /** Id of the customer. */
    readonly as: string,
  ) {}

  /**
   * One quote for each product, in their order. A product that has no price carries the reason; it does not take the
   * others with it.
   * Source: intl/en-us/api-bpconsole/bcloud_01001.html, api-oce/bcloud_01002.html
   */
  async quote(products: Product[], charging: Charging): Promise<Quote[]> {
    const quotes: Quote[] = []
    for (const group of byRegion(products)) {
      for (let start = 0; start < group.length; start += AT_ONCE) {
        quotes.push(...(await this.#portion(group.slice(start, start + AT_ONCE), charging)))
      }
    }
    const place = new Map(products.map((product, index) => [product, index]))
    return quotes.sort((a, b) => place.get(source.get(a)!)! - place.get(source.get(b)!)!)
  }

  /** The API refuses a whole request for one bad product: then the halves are asked for, down to the bad one. */
  async #portion(products: Product[], charging: Charging): Promise<Quote[]> {
    try {
      const project_id = await this.#project(products[0]!.region)
      return charging.by === 'usage'
        ? await this.#byUsage(products, charging, project_id)
        : await this.#byPeriod(products, charging, project_id)
    } catch (error) {
      if (!(error instanceof Failure) || (error.outcome !== 'refused' && error.outcome !== 'not-found')) throw error
      if (products.length === 1) {
        return [quoteOf(products[0]!, {error_code: error.code, error_msg: error.message})]
      }
      const middle = Math.ceil(products.length / 2)
      const halves = [products.slice(0, middle), products.slice(middle)]
      return (await Promise.all(halves.map(half => this.#portion(half, charging)))).flat()
    }
  }

  async #byUsage(products: Product[], charging: Charging & {by: 'usage'}, project_id: string): Promise<Quote[]> {
    const {by: _, ...usage} = charging
    const product_infos = products.map((product, index) => ({id: String(index), ...product, ...usage}))
    const answer = await this.api.call('ListOnDemandResourceRatings', {project_id, product_infos}, {as: this.as})
    const results = new Map(answer.product_rating_results?.map(result => [result.id, result]))
    return products.map((product, index) => {
      const {product_id, amount, discount_amount, official_website_amount} = results.get(String(index)) ?? {}
      if (!amount && !official_website_amount) return quoteOf(product, {error_msg: LEFT_OUT})
      return quoteOf(product, {product_id, amount, discount_amount, official_website_amount, currency: answer.currency})
    })
  }

  async #byPeriod(products: Product[], charging: Charging & {by: 'period'}, project_id: string): Promise<Quote[]> {
    const {by: _, ...period} = charging
    const product_infos = products.map((product, index) => ({id: String(index), ...product, ...period}))
    const answer = await this.api.call('ListRateOnPeriodDetail', {project_id, product_infos}, {as: this.as})
    const list = new Map(answer.official_website_rating_result?.product_rating_results?.map(one => [one.id, one]))
    const best = answer.optional_discount_rating_results?.find(one => one.best_offer === 1)
    const discounted = new Map(best?.product_rating_results?.map(one => [one.id, one]))
    return products.map((product, index) => {
      const {product_id, official_website_amount} = list.get(String(index)) ?? {}
      const {amount = official_website_amount, discount_amount = official_website_amount && Decimal.zero} =
        discounted.get(String(index)) ?? {}
      if (!amount) return quoteOf(product, {error_msg: LEFT_OUT})
      return quoteOf(product, {product_id, official_website_amount, discount_amount, amount, currency: answer.currency})
    })
  }

  /** The customer's project of a region, by whose name the API calls it. */
  #project(region: string): Promise<string> {
    let project = this.#projects.get(region)
    if (!project) {
      project = this.#findProject(region)
      this.#projects.set(region, project)
    }
    return project
  }

  async #findProject(region: string): Promise<string> {
    const {projects = []} = await this.api.call('KeystoneListProjects', {name: region}, {as: this.as})
    const found = projects.find(project => project.name === region)
    if (found?.id) return found.id
    throw new Failure('not-found', `the customer has no project in region ${region}`, {
      next: ['Another region, or --project ID', `Its projects: ${projects.map(one => one.name).join(', ') || 'none'}`],
    })
  }

  /** Prices in a region with this project instead of the customer's own. */
  useProject(region: string, id: string): void {
    this.#projects.set(region, Promise.resolve(id))
  }
}

/** Which product a quote is of: products that look alike stay apart. */
const source = new WeakMap<Quote, Product>()

function quoteOf(product: Product, price: Partial<Quote>): Quote {
  const quote = {...product, ...price}
  source.set(quote, product)
  return quote
}

function byRegion(products: Product[]): Product[][] {
  const groups = new Map<string, Product[]>()
  for (const product of products) {
    const group = groups.get(product.region)
    if (group) group.push(product)
    else groups.set(product.region, [product])
  }
  return [...groups.values()]
}

/**
 * The unit in which the size of a resource type is given: bandwidth in Mbit/s, all else in GB. Contract:
 * DemandProductInfo.size_measure_id
 */
export const sizeUnitOf = (resourceType: string): SizeUnit => (/bandwidth/.test(resourceType) ? 15 : 17)

// The customers of a world.
import type {Site} from '../../api/contract/contract.js'
import {accountIdOf, Dice, mix} from '../state/random.js'
import type {Customer, Partner, Scenario} from './model.js'
import {companyName, countries, nastyNames} from './names.js'

/** How many customers the distributor, each reseller, and the other provider have. */
const sizes: Record<Scenario, [number, number, number]> = {
  empty: [0, 0, 0],
  tiny: [3, 1, 1],
  small: [42, 7, 9],
  large: [4900, 40, 20],
  messy: [36, 6, 5],
}

const labels = ['', '', '', 'key account', 'trial', 'public sector', 'price list B', 'migration 2026']
/** Associations are spread over this time. Fixed, so that a world does not depend on the day it is looked at. */
const ASSOCIATED_FROM = Date.UTC(2023, 0, 9)
const ASSOCIATED_UNTIL = Date.UTC(2026, 8, 20)

/** The three of the tiny world: an ordinary one, one without real-name authentication, and a frozen one. */
const tinyKinds: Partial<Customer>[] = [
  {verifiedStatus: '2', customerType: 1, frozen: ''},
  {verifiedStatus: '-1', customerType: -1, name: '', frozen: ''},
  {verifiedStatus: '2', customerType: 1, frozen: 'ACCOUNT'},
]

export function makeCustomers(site: Site, scenario: Scenario, hash: number, partners: Partner[]): Customer[] {
  const list: Customer[] = []
  const [direct, each, others] = sizes[scenario]
  for (const partner of partners) {
    const count = partner.kind === 'distributor' ? direct : partner.kind === 'reseller' ? each : others
    for (let i = 0; i < count; i++) list.push(customer(site, scenario, hash, partner, list.length))
  }
  if (scenario === 'tiny') for (const [i, kind] of tinyKinds.entries()) Object.assign(list[i]!, kind)
  if (scenario === 'messy')
    for (const [i, names] of nastyNames.entries()) Object.assign(list[i]!, nasty(list[i]!, names, i))
  return list
}

function customer(site: Site, scenario: Scenario, hash: number, partner: Partner, index: number): Customer {
  const seed = mix(hash, 1000 + index)
  const dice = new Dice(seed)
  const country = dice.pick(countries[site])
  const {name, slug} = companyName(dice, country)
  const verified = dice.chance(78) ? '2' : dice.pick(['-1', '-1', '0', '1'] as const)
  const associatedOn =
    Math.floor((ASSOCIATED_FROM + (dice.below(1_000_000) / 1_000_000) * (ASSOCIATED_UNTIL - ASSOCIATED_FROM)) / 1000) *
    1000
  const resale = site === 'cn' ? '2' : '3'
  // Some of the younger ones have not bought anything yet.
  const slots =
    scenario === 'tiny'
      ? dice.between(2, 6)
      : dice.chance(8) && associatedOn > Date.UTC(2025, 0, 1)
        ? 0
        : scenario === 'large' && dice.chance(2)
          ? dice.between(60, 240)
          : dice.between(2, 20)
  const level = scenario === 'messy' && dice.chance(15)
  return {
    id: accountIdOf(seed),
    seed,
    accountName: `${slug.slice(0, 24)}-${(index % 10_000).toString(36).padStart(2, '0')}`,
    name: verified === '2' ? name : '',
    partnerId: partner.id,
    associatedOn,
    associationType: dice.chance(4) && scenario !== 'tiny' ? '1' : resale,
    label: dice.pick(labels),
    telephone: dice.chance(70) ? `${dice.between(20_000_000, 99_999_999)}` : '',
    countryCode: country.dial,
    area: country.area,
    email: site === 'cn' ? '' : `it@${slug}.example`,
    verifiedStatus: verified,
    customerType: verified === '2' ? (dice.chance(85) ? 1 : 0) : -1,
    frozen: dice.chance(5) ? dice.pick(['ACCOUNT', 'ACCOUNT', 'ACCOUNT_AND_RESOURCE'] as const) : '',
    xaccountId: `u-${dice.between(100_000, 999_999)}-${index}`,
    xaccountType: partner.xaccountType,
    level: `V${dice.below(6)}`,
    accountManager: dice.chance(60) ? `${partner.accountName}-am${dice.between(1, 4)}` : '',
    budget: dice.chance(82) ? dice.between(2, 400) * 50 : 0,
    billing: {
      slots,
      region: country.region,
      discount: dice.chance(55) ? dice.between(2, 30) * 100 : 0,
      tax: country.tax,
      coupons: dice.chance(30),
      arrears: level,
      huge: false,
    },
  }
}

/** One of the first customers of the messy world becomes a trap. */
function nasty(customer: Customer, names: (typeof nastyNames)[number], i: number): Partial<Customer> {
  const id = [
    undefined,
    // Ids that lose their zeros or digits when something takes them for numbers.
    '00000000000000000000000000000123',
    '12345678901234567890123456789012',
    '00000000000e00000000000000000012',
  ][i]
  return {
    ...(id ? {id} : {}),
    accountName: names.account.slice(0, 32),
    name: names.name,
    label: names.label,
    verifiedStatus: '2',
    customerType: i % 2 ? 1 : 0,
    xaccountId: i % 3 ? customer.xaccountId : `000${i}00123`,
    billing: {
      ...customer.billing,
      slots: i % 7 === 6 ? 0 : Math.max(3, customer.billing.slots),
      arrears: i % 5 === 4,
      huge: i === 2 || i === 14,
    },
  }
}

// All topics, by operation id. A new topic is one file beside this one and one line here.
//
// A topic exports handlers keyed by operation id (`satisfies Topic` keeps them to the contract's types):
//
//   export const example = {
//     ShowSubCustomerBudget(call) {
//       const {customer_id} = call.input            // validated path, query and body in one; amounts are Decimal
//       const customer = call.customers.ofPartner(asPartner(call).domainId, customer_id, call.now)
//       if (!customer) throw new ApiFault(400, 'CBC.99000035', '...')   // the documented refusal
//       return {budget_amount: Decimal.of('12.50'), ...}                // the body; the status comes from the contract
//     },
//   } satisfies Topic
//
// Before a handler runs, the server has checked signature, identity, site and every schema; it runs writes inside one
// transaction. State goes into `call.store` as documents of a `kind<T>('name')`, owned by the account that may see them.
// Time is `call.now`; chance is random.ts; nothing else may make two runs differ. Handlers are synchronous.
import type {OperationId, Operations, Topic} from '../call.js'
import {tickets} from '../tickets/index.js'
import {accounts} from './accounts.js'
import {billDetails} from './bill-details.js'
import {bills} from './bills.js'
import {budgets} from './budgets.js'
import {costs} from './costs.js'
import {couponQuotas} from './coupon-quotas.js'
import {coupons} from './coupons.js'
import {credit} from './credit.js'
import {customers} from './customers.js'
import {places} from './divisions.js'
import {enterprises} from './enterprises.js'
import {freezing} from './freezing.js'
import {iam} from './iam.js'
import {invoices} from './invoices.js'
import {onDemand} from './on-demand.js'
import {orders} from './orders.js'
import {packages} from './packages.js'
import {partnerCoupons} from './partner-coupons.js'
import {prices} from './prices.js'
import {productsTopic} from './products.js'
import {realname} from './realname.js'
import {resellers} from './resellers.js'
import {storedValueCards} from './stored-value-cards.js'
import {subscriptions} from './subscriptions.js'
import {verification} from './verification.js'

const topics: Topic[] = [
  accounts,
  bills,
  budgets,
  credit,
  customers,
  freezing,
  iam,
  places,
  prices,
  productsTopic,
  realname,
  resellers,
  tickets,
  onDemand,
  orders,
  storedValueCards,
  subscriptions,
  coupons,
  couponQuotas,
  costs,
  enterprises,
  invoices,
  packages,
  partnerCoupons,
  billDetails,
  verification,
]

export const handlers: Topic = Object.assign({}, ...topics)

/** Operations of the contract that the sandbox does not answer yet. */
export const missingOperations = (all: string[]): string[] => all.filter(id => !(id in handlers))

export type {OperationId, Operations}

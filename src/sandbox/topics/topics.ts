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
// transaction. State goes into `call.store` as documents of a `kind<T>('name')`, owned by the account that may see
// them.
// Time is `call.now`; chance is random.ts; nothing else may make two runs differ. Handlers are synchronous.
import type {OperationId, Operations, Topic} from '../call.js'
import {accounts} from './accounts/operations.js'
import {costs} from './bills/costs.js'
import {billDetails} from './bills/details.js'
import {invoices} from './bills/invoices.js'
import {bills} from './bills/operations.js'
import {budgets} from './budgets/operations.js'
import {couponQuotas} from './coupon-quotas/operations.js'
import {coupons} from './coupons/operations.js'
import {credit} from './credit/operations.js'
import {customers} from './customers/operations.js'
import {places} from './divisions/operations.js'
import {enterprises} from './enterprises/operations.js'
import {freezing} from './freezing/operations.js'
import {iam} from './iam/operations.js'
import {onDemand} from './on-demand/operations.js'
import {packages} from './packages/operations.js'
import {partnerCoupons} from './partner-coupons/operations.js'
import {prices} from './prices/operations.js'
import {productsTopic} from './products/operations.js'
import {realname} from './realname/operations.js'
import {resellers} from './resellers/operations.js'
import {storedValueCards} from './stored-value-cards/operations.js'
import {subscriptions} from './subscriptions/operations.js'
import {orders} from './subscriptions/order-operations.js'
import {tickets} from './tickets/index.js'
import {verification} from './verification/operations.js'

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
export const missingOperations = (all: string[]): string[] => all.filter(id => !Object.hasOwn(handlers, id))

export type {OperationId, Operations}

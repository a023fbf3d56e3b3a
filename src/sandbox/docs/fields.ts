// Which fields the contract's answers have, and which of them the sandbox leaves empty.
import {
  type OpenApi,
  openApi,
  operationOf,
  operationTable,
  type Schema,
  type Service,
  type Site,
} from '../../api/contract/contract.js'

/** Every field of an operation's answer on a site, as paths such as `order_infos[].order_id`. */
function fieldsOf(api: OpenApi, site: Site, schema: Schema, at: string, into: Set<string>, depth = 0): void {
  if (schema.$ref) {
    fieldsOf(api, site, api.components.schemas[schema.$ref.split('/').at(-1)!]!, at, into, depth)
    return
  }
  if (depth > 12) return
  if (schema.items) fieldsOf(api, site, schema.items, `${at}[]`, into, depth + 1)
  for (const branch of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])])
    fieldsOf(api, site, branch, at, into, depth + 1)
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property['x-sites']?.includes(site) === false) continue
    const path = at === '' ? name : `${at}.${name}`
    into.add(path)
    fieldsOf(api, site, property, path, into, depth + 1)
  }
}

/** The fields of an operation's success on a site. */
export function answerFields(service: Service, id: string, site: Site): Set<string> {
  const into = new Set<string>()
  const [, answer] =
    Object.entries(operationOf(service, id)!.responses).find(([status]) => status.startsWith('2')) ?? []
  for (const {schema} of Object.values(answer?.content ?? {})) fieldsOf(openApi(service), site, schema, '', into)
  // What only refusals have.
  for (const name of ['error_code', 'error_msg']) if (operationTable().operations[id]?.errorInSuccess) into.delete(name)
  return into
}

/** Fields that stay empty in every world, and why. */
export interface Empty {
  operation: string
  fields: string[]
  /** Where; on every site of the operation when absent. */
  sites?: Site[]
  why: string
}

const unseen = 'no page tells what it holds'
const later = 'an instalment: renewals are paid at once; for what is bought it is filled on the China site'
const limits = ['value2', 'value_unit', 'limit_type'].map(name => `user_coupons[].use_limits[].${name}`)

export const emptyFields: Empty[] = [
  {
    operation: 'ListCustomerOrders',
    fields: ['order_infos[].sub_order_infos[].contract_id'],
    why: 'a combined trade is made by a user, not by a contract',
  },
  {
    operation: 'ShowCustomerOrderDetails',
    fields: ['order_info.sub_order_infos[].contract_id'],
    why: 'a combined trade is made by a user, not by a contract',
  },
  {
    operation: 'ShowCustomerOrderDetails',
    fields: ['order_line_items[].category_code', 'order_line_items[].base_product_info.category_code'],
    why: unseen,
  },
  {
    operation: 'ListRenewRateOnPeriod',
    fields: [
      ...['official_website_amount', 'period_type'].map(n => `official_website_rating_result.installment_${n}`),
      ...['amount', 'official_discount_amount', 'official_website_amount', 'period_type'].map(
        n => `optional_discount_rating_results[].installment_${n}`,
      ),
    ],
    why: later,
  },
  {operation: 'ListSubCustomerCoupons', fields: limits, why: unseen},
  {operation: 'ListIssuedPartnerCoupons', fields: limits, why: unseen},
  {operation: 'ListOrderCouponsByOrderId', fields: limits, why: unseen},
  {
    operation: 'ListSubCustomerCoupons',
    fields: ['user_coupons[].coupon_usage', 'user_coupons[].extend_param1'],
    why: unseen,
  },
  {operation: 'ListOrderCouponsByOrderId', fields: ['user_coupons[].coupon_usage'], why: unseen},
  {
    operation: 'ListSubCustomerCoupons',
    fields: ['user_coupons[].lock_order_id'],
    why: 'a coupon is taken when the order is paid, and never locked before',
  },
  {
    operation: 'ListIssuedPartnerCoupons',
    fields: ['user_coupons[].lock_order_id'],
    why: 'a coupon is taken when the order is paid, and never locked before',
  },
  {
    operation: 'ListOrderCouponsByOrderId',
    fields: ['user_coupons[].used_by_order_id'],
    why: 'a coupon is taken when the order is paid, and never locked before',
  },
  ...['ListIssuedCouponQuotas', 'ListQuotaCoupons'].map(operation => ({
    operation,
    fields: ['quotas[].limit_infos[].limit_values[].value2'],
    why: 'only a span has a second value; the limits here name a service',
  })),
  {
    operation: 'ListFreeResourceInfos',
    fields: ['free_resource_packages[].order_id'],
    why: 'packages of the world came with their resources: there is no order of them',
  },
  {operation: 'ListPartnerAdjustRecords', fields: ['records[].apply_scene', 'records[].memo'], why: unseen},
  {operation: 'ListPartnerBalances', fields: ['account_balances[].memo'], why: unseen},
  {
    operation: 'ListSubCustomers',
    fields: ['customer_infos[].email'],
    sites: ['cn'],
    why: 'customers there have a phone',
  },
  {
    operation: 'SetResourcesRenewConfig',
    fields: ['error_code', 'error_msg'],
    why: 'only a refusal has them, and a refusal is no success here',
  },
  {
    operation: 'KeystoneListProjects',
    fields: ['projects[].links.previous', 'projects[].links.next'],
    why: 'a project has no neighbours; the list’s own links are filled',
  },
  {operation: 'CheckNeedVerify', fields: ['expire_time'], why: unseen},
  {operation: 'ListAgencies', fields: ['agency_list[].expire_time'], why: 'the agency of a platform has no end'},
  {operation: 'ListCases', fields: ['incident_info_list[].incident_service_type'], why: unseen},
  {
    operation: 'ListExtendsParams',
    fields: ['default_value', 'max_value', 'min_value'].map(name => `extends_params[].${name}`),
    why: 'the invented parameters are texts without a default',
  },
  {
    operation: 'ShowAuthorizationDetail',
    fields: ['agency_name'],
    why: 'hosts are opened with a password, not an agency',
  },
]

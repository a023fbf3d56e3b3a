// Valid requests of every operation of the business API, in an order in which each finds what it needs.
import type {Site} from '../../src/api/contract/contract.js'
import type {Client} from './client.js'
import {customersOf, keysOf, type Running, resale} from './harness.js'

export interface Request {
  as?: Client
  path?: Record<string, string>
  query?: Record<string, string | string[]>
  body?: unknown
}

/** Who and what the requests are about. */
export interface Stage {
  run: Running
  site: Site
  customer: Client
  customerId: string
  verified: Client
  referral: Client
  unverified: string
  project: string
  region: string
  resources: string[]
  order: string
  waiting: string[]
  refund: string
  reseller: string
  quota: string
}

/** Finds a customer that has something of everything, and gives it the money to buy more. */
export async function stage(run: Running): Promise<Stage> {
  const {site} = run.info
  const rows = (await customersOf(run)) as unknown as (Awaited<ReturnType<typeof customersOf>>[number] & {
    verified_status: string
    customer_type: number
  })[]
  const reseller = (await run.partner.post('/v2/partners/indirect-partners/query', {})).json.indirect_partners[0]
    .indirect_partner_id
  const verified = await keysOf(run, rows.find(r => r.verified_status === '2' && r.customer_type === 1)!.customer_id)
  const referral = await keysOf(run, rows.find(r => r.association_type === '1')!.customer_id)
  const refunded: string[] = []
  for (const row of resale(rows as never)) {
    if (row.is_frozen) continue
    const customer = await keysOf(run, row.customer_id)
    const list = async (query: Record<string, string>) =>
      (await customer.get('/v2/orders/customer-orders', {limit: '100', ...query})).json.order_infos.map(
        (o: {order_id: string}) => o.order_id,
      ) as string[]
    const resources = (
      (
        await customer.post('/v2/orders/suscriptions/resources/query', {
          limit: 500,
          only_main_resource: 1,
          status_list: [2],
        })
      ).json.data as {resource_id: string}[]
    ).map(r => r.resource_id)
    refunded.push(...(await list({order_type: '4'})))
    if (resources.length < 3 || refunded.length === 0) {
      customer.close()
      continue
    }
    if (site !== 'cn')
      await run.partner.post('/v2/partners/sub-customers/budget', {
        customer_id: row.customer_id,
        budget_amount: 1_000_000,
      })
    else
      await run.partner.post('/v2/accounts/partner-accounts/adjust-amount', {
        customer_id: row.customer_id,
        amount: 200_000,
      })
    const renewed = async (resource: string): Promise<string> =>
      (
        await customer.post('/v2/orders/subscriptions/resources/renew', {
          resource_ids: [resource],
          period_type: 2,
          period_num: 1,
        })
      ).json.order_ids[0]
    const quota =
      site === 'cn' ? (await run.partner.post('/v2/partners/coupon-quotas/query', {})).json.quotas[0].quota_id : ''
    return {
      run,
      site,
      customer,
      customerId: row.customer_id,
      verified,
      referral,
      unverified: rows.find(r => r.verified_status === '-1')?.customer_id ?? (await freshCustomer(run)),
      project: (await customer.get('/v3/projects')).json.projects[0].id,
      region: {intl: 'la-north-2', eu: 'eu-west-101', cn: 'cn-north-4'}[site],
      resources: resources.slice(1),
      order: (await list({}))[0]!,
      waiting: [await renewed(resources[0]!), await renewed(resources[1]!)],
      refund: refunded[0]!,
      reseller,
      quota,
    }
  }
  throw new Error('nobody has everything')
}

/** A customer that was made just now and is not verified. */
async function freshCustomer(run: Running): Promise<string> {
  const {json} = await run.partner.post('/v2/partners/sub-customers', {
    xaccount_id: 'fresh',
    xaccount_type: run.info.partner.xaccount_type,
    ...(run.info.site === 'cn' ? {} : {domain_area: 'MX'}),
  })
  await run.anybody.admin('POST', 'clock/advance', {seconds: 60})
  return json.domain_id
}

export const window = {start_time: '2026-01-01T00:00:00Z', end_time: '2026-12-31T00:00:00Z', offset: '1', limit: '10'}
export const product = (s: Stage) => ({
  id: '1',
  cloud_service_type: 'hws.service.type.ec2',
  resource_type: 'hws.resource.type.vm',
  resource_spec: 's6.xlarge.4.linux',
  region: s.region,
  subscription_num: 1,
})
const company = (s: Stage, change: Record<string, unknown> = {}) => ({
  customer_id: s.unverified,
  identify_type: 1,
  verified_file_url: s.site === 'cn' ? ['a.jpg'] : ['a.jpg', 'b.jpg'],
  corp_name: 'Company',
  verified_number: 'L1',
  xaccount_type: s.run.info.partner.xaccount_type,
  ...change,
})

/** A valid request of every operation, in an order in which each finds what it needs. */
export const requests: Record<string, (s: Stage) => Request | Promise<Request>> = {
  ListServiceTypes: () => ({}),
  ListResourceTypes: () => ({}),
  ListServiceResources: () => ({query: {service_type_code: 'hws.service.type.ec2'}}),
  ListUsageTypes: () => ({}),
  ListMeasureUnits: () => ({}),
  ListConversions: () => ({}),
  ListResourceSpecs: s => ({
    body: {
      cloud_service_type: 'hws.service.type.ec2',
      resource_type: 'hws.resource.type.vm',
      region_code: s.region,
      charge_mode: '1',
    },
  }),
  ListIncentiveDiscountPolicies: () => ({query: {time: '2026-10'}}),
  ListProvinces: () => ({}),
  ListCities: () => ({query: {province_code: '440000'}}),
  ListCounties: () => ({query: {city_code: '440300'}}),
  ListOnDemandResourceRatings: s => ({
    as: s.customer,
    body: {
      project_id: s.project,
      product_infos: [{...product(s), usage_factor: 'Duration', usage_value: 1.5, usage_measure_id: 4}],
    },
  }),
  ListRateOnPeriodDetail: s => ({
    as: s.customer,
    body: {project_id: s.project, product_infos: [{...product(s), period_type: 2, period_num: 1}]},
  }),
  ListRenewRateOnPeriod: s => ({as: s.customer, body: {resource_ids: [s.resources[0]], period_type: 2, period_num: 1}}),

  ListSubCustomers: () => ({body: {}}),
  CheckUserIdentity: () => ({body: {search_type: 'name', search_value: 'some-free-name'}}),
  SendVerificationMessageCode: s => ({
    body: s.site === 'cn' ? {receiver_type: 1, mobile_phone: '13800000002'} : {receiver_type: 2, email: 'a@b.example'},
  }),
  CreateSubCustomer: s => ({
    body: {
      xaccount_id: 'every-operation',
      xaccount_type: s.run.info.partner.xaccount_type,
      ...(s.site === 'cn' ? {} : {domain_area: 'MX'}),
    },
  }),
  ListIndirectPartners: () => ({body: {}}),
  ShowRealnameAuthenticationReviewResult: s => ({query: {customer_id: s.unverified}}),
  ShowRealNameAuthStatus: s => ({as: s.customer}),
  ShowRealNameAuthQrCode: async s => ({as: await keysOf(s.run, s.unverified)}),
  CreatePersonalRealnameAuth: async s => {
    await s.run.anybody.admin('PUT', 'settings', {reviewDelay: 0})
    const verified_file_url = s.site === 'cn' ? ['a.jpg', 'b.jpg', 'c.jpg'] : ['a.jpg', 'b.jpg']
    return {
      body: {
        customer_id: s.unverified,
        identify_type: 0,
        verified_type: 3,
        verified_file_url,
        name: 'Person',
        verified_number: 'P1',
        xaccount_type: s.run.info.partner.xaccount_type,
      },
    }
  },
  ChangeEnterpriseRealnameAuthentication: s => ({body: company(s, {change_type: 1})}),
  CreateEnterpriseRealnameAuthentication: async s => {
    const rows = (await customersOf(s.run)) as unknown as {customer_id: string; verified_status: string}[]
    return {
      body: company(s, {
        customer_id:
          rows.find(r => r.verified_status === '-1' || r.verified_status === '1')?.customer_id ?? s.unverified,
      }),
    }
  },
  ListSubCustomerNewTag: () => ({body: {}}),
  CreateEnterpriseProjectAuth: s => ({as: s.verified}),
  ListEnterpriseSubCustomers: s => ({as: s.verified}),

  ShowSubCustomerBudget: s => ({query: {customer_id: s.customerId}}),
  UpdateSubCustomerBudget: s => ({body: {customer_id: s.customerId, budget_amount: 1_000_000}}),
  ListSubCustomerBudget: s => ({body: {customer_ids: [s.customerId]}}),
  ListSubCustomerBudgetRecords: s => ({query: {customer_id: s.customerId}}),
  ShowPartnerConsumptionQuota: () => ({}),
  ListInvoices: s => ({path: {domain_id: s.run.info.partner.domain_id}, query: window}),

  ShowCustomerAccountBalances: s => ({as: s.referral}),
  ShowCustomerExpenditureQuota: s => ({as: s.referral}),
  ListCustomersBalancesDetail: s => ({body: {customer_infos: [{customer_id: s.customerId}]}}),
  ListPartnerBalances: () => ({}),
  UpdateCustomerAccountAmount: s => ({body: {customer_id: s.customerId, amount: 10}}),
  ReclaimToPartnerAccount: s => ({body: {customer_id: s.customerId, amount: 1}}),
  UpdateIndirectPartnerAccount: s => ({body: {indirect_partner_id: s.reseller, amount: 10}}),
  ReclaimIndirectPartnerAccount: s => ({body: {indirect_partner_id: s.reseller, amount: 1}}),
  ListPartnerAccountChangeRecords: () => ({query: {balance_type: 'BALANCE_TYPE_DEBIT'}}),
  ListPartnerAdjustRecords: () => ({}),
  ListStoredValueCards: s => ({as: s.customer, query: {status: '1'}}),

  ListSubCustomerCoupons: s => ({as: s.customer}),
  ListQuotaCoupons: () => ({body: {}}),
  CreatePartnerCoupons: s => ({body: {quota_id: s.quota, customer_ids: [s.customerId], face_value: 5}}),
  ListIssuedPartnerCoupons: () => ({}),
  ListPartnerCouponsRecord: () => ({query: {operation_types: ['1', '2']}}),
  ReclaimPartnerCoupons: async s => {
    const {json} = await s.run.partner.get('/v2/promotions/benefits/partner-coupons', {
      customer_id: s.customerId,
      status: '2',
    })
    return {body: {coupon_id: json.user_coupons[0].coupon_id}}
  },
  UpdateCouponQuotas: s => ({body: {quota_id: s.quota, indirect_partner_ids: [s.reseller], quota_amount: 0.5}}),
  ListIssuedCouponQuotas: () => ({}),
  ReclaimCouponQuotas: async s => {
    const {json} = await s.run.partner.get('/v2/partners/issued-coupon-quotas', {indirect_partner_id: s.reseller})
    return {body: {quota_ids: [json.quotas[0].quota_id]}}
  },
  ListCouponQuotasRecords: () => ({}),

  ListCustomerOrders: () => ({}),
  ShowCustomerOrderDetails: s => ({path: {order_id: s.order}}),
  ListOrderCouponsByOrderId: s => ({as: s.customer, query: {order_id: s.waiting[0]!}}),
  ListOrderDiscounts: s => ({as: s.customer, query: {order_id: s.waiting[0]!}}),
  ShowRefundOrderDetails: s => ({query: {order_id: s.refund}}),
  PayOrders: s => ({as: s.customer, body: {order_id: s.waiting[0], use_coupon: 'NO', use_discount: 'NO'}}),
  CancelCustomerOrder: s => ({as: s.customer, body: {order_id: s.waiting[1]}}),
  ListPayPerUseCustomerResources: s => ({as: s.customer, body: {}}),
  ListCustomerOnDemandResources: s => ({body: {customer_id: s.customerId}}),
  RenewalResources: s => ({
    as: s.customer,
    body: {resource_ids: [s.resources[0]], period_type: 2, period_num: 1, is_auto_pay: 1},
  }),
  SetResourcesRenewConfig: s => ({as: s.customer, body: {config_name: 'DEDUCTION_DATE', config_value: '3'}}),
  AutoRenewalResources: s => ({as: s.customer, path: {resource_id: s.resources[0]!}, body: {period_type: 'MONTH'}}),
  CancelAutoRenewalResources: s => ({as: s.customer, path: {resource_id: s.resources[0]!}}),
  UpdatePeriodToOnDemand: s => ({as: s.customer, body: {operation: 'SET_UP', resource_ids: [s.resources[0]]}}),
  UpdatePeriodToOnDemandInstantly: s => ({as: s.customer, body: {resource_ids: [s.resources[0]]}}),
  CancelResourcesSubscription: async s => {
    const {json} = await s.customer.post('/v2/orders/suscriptions/resources/query', {
      limit: 500,
      only_main_resource: 1,
      status_list: [2],
    })
    return {as: s.customer, body: {resource_ids: [json.data[0].resource_id], unsubscribe_type: 1}}
  },
  ListFreeResourceInfos: s => ({as: s.customer, body: {}}),
  ListFreeResourceUsages: s => ({as: s.customer, body: {free_resource_ids: ['d4463497-991b-439d-9ab6-23f9ed197fe9']}}),
  ListFreeResourcesUsageRecords: s => ({
    as: s.customer,
    query: {deduct_time_begin: '2026-10-01', deduct_time_end: '2026-10-31'},
  }),

  ShowCustomerMonthlySum: s => ({as: s.customer, query: {bill_cycle: '2026-10'}}),
  ListCustomerselfResourceRecords: s => ({as: s.customer, query: {cycle: '2026-10', limit: '100'}}),
  ListCustomerselfResourceRecordDetails: s => ({
    as: s.customer,
    body: {cycle: '2026-10', statistic_type: 3, limit: 100},
  }),
  ListCustomerBillsFeeRecords: s => ({as: s.customer, query: {bill_cycle: '2026-10', limit: '100'}}),
  ListPostpaidBillSum: () => ({query: {bill_cycle: '2026-10'}}),
  ListSubcustomerMonthlyBills: () => ({query: {cycle: '2026-10', charge_mode: '3'}}),
  ListSubCustomerBillDetail: s => ({query: {bill_cycle: '2026-10', customer_id: s.customerId, limit: '100'}}),
  ListConsumeSubCustomers: () => ({body: {bill_cycle: '2026-10'}}),
  ListCosts: s => ({
    as: s.customer,
    body: {
      time_condition: {time_measure_id: 2, begin_time: '2026-09', end_time: '2026-10'},
      groupby: [{type: 'dimension', key: 'CLOUD_SERVICE_TYPE'}],
      cost_type: 'ORIGINAL_COST',
      amount_type: 'PAYMENT_AMOUNT',
    },
  }),

  FreezeSubCustomers: s => ({body: {customer_ids: [s.customerId], reason: 'test'}}),
  UnfreezeSubCustomers: s => ({body: {customer_ids: [s.customerId], reason: 'test'}}),
}

// A command line for every operation of the partner API that a partner can use.
import type {Site} from '../../src/api/contract/contract.js'
import type {CommandSource} from '../../src/cli/next-step.js'
import type {KnownCommand} from '../../src/cli/typed-scope.js'

/** Commands as the program looks them up. */
export const sourceOf = (commands: KnownCommand[]): CommandSource => ({
  commandIDs: commands.map(({id}) => id),
  findCommand: id => commands.find(one => one.id === id),
})

/**
 * A command line that sends the operation; another one where a site has its own. Words in capitals are found in the
 * sandbox's world.
 */
export const lines: Record<string, string | Partial<Record<Site, string>>> = {
  AutoRenewalResources: 'subscription auto-renew on RESOURCE --customer CUSTOMER --period monthly',
  CancelAutoRenewalResources: 'subscription auto-renew off RESOURCE --customer CUSTOMER',
  CancelCustomerOrder: 'order cancel ORDER --customer CUSTOMER --yes',
  CancelResourcesSubscription: 'subscription unsubscribe OTHER --customer CUSTOMER --confirm CUSTOMER',
  ChangeEnterpriseRealnameAuthentication:
    'realname submit CUSTOMER --type change --certificate business-licence --name Andes --number 1 --picture obs:a.jpg --picture obs:b.jpg --picture obs:c.jpg --yes',
  CheckUserIdentity: 'customer check --name new-andes-retail',
  CreateEnterpriseProjectAuth: 'project grant CUSTOMER --yes',
  CreateEnterpriseRealnameAuthentication:
    'realname submit CUSTOMER --type enterprise --certificate business-licence --name Andes --number 1 --picture obs:a.jpg --picture obs:b.jpg --picture obs:c.jpg --yes',
  CreatePartnerCoupons: 'coupon issue CUSTOMER --quota QUOTA --value 1 --confirm CUSTOMER',
  CreatePersonalRealnameAuth: {
    intl: 'realname submit CUSTOMER --type individual --certificate passport --name A --number 1 --picture obs:a.jpg --picture obs:b.jpg --yes',
    cn: 'realname submit CUSTOMER --type individual --certificate passport --name A --number 1 --picture obs:a.jpg --picture obs:b.jpg --picture obs:c.jpg --yes',
  },
  CreateSubCustomer: {
    intl: 'customer create --name new-andes-retail --country PE --platform-user 1',
    cn: 'customer create --name new-andes-retail --platform-user 1',
  },
  FreezeSubCustomers: 'customer freeze CUSTOMER --reason test --yes',
  ListCities: 'place cities 110000',
  ListConsumeSubCustomers: 'bill customers',
  ListConversions: 'product conversions',
  ListCosts: 'cost query --customer CUSTOMER',
  ListCounties: 'place counties 110100',
  ListCouponQuotasRecords: 'reseller quota history',
  ListCustomerBillsFeeRecords: 'bill fee-records --customer CUSTOMER',
  ListCustomerOnDemandResources: 'resource list CUSTOMER',
  ListCustomerOrders: 'order list',
  ListCustomersBalancesDetail: 'account balances CUSTOMER',
  ListCustomerselfResourceRecordDetails: 'bill resources --customer CUSTOMER',
  ListCustomerselfResourceRecords: 'bill records --customer CUSTOMER --customer-view',
  ListEnterpriseSubCustomers: 'project accounts --customer CUSTOMER',
  ListFreeResourceInfos: 'package list --customer CUSTOMER',
  ListFreeResourceUsages: 'package show PACKAGE --customer CUSTOMER',
  ListFreeResourcesUsageRecords: 'package usage --customer CUSTOMER',
  ListIncentiveDiscountPolicies: 'product policies',
  ListIndirectPartners: 'reseller list',
  ListInvoices: 'invoice list',
  ListIssuedCouponQuotas: 'reseller quota list',
  ListIssuedPartnerCoupons: 'coupon issued',
  ListMeasureUnits: 'product units',
  ListOnDemandResourceRatings:
    'price quote --customer CUSTOMER --service hws.service.type.ec2 --resource-type hws.resource.type.vm --spec s6.large.2.linux --region REGION --usage-unit 4',
  ListOrderCouponsByOrderId: 'order coupons ORDER --customer CUSTOMER',
  ListOrderDiscounts: 'order discounts ORDER --customer CUSTOMER',
  ListPartnerAccountChangeRecords: 'account history',
  ListPartnerAdjustRecords: 'account adjustments',
  ListPartnerBalances: 'account balances',
  ListPartnerCouponsRecord: 'coupon history',
  ListPayPerUseCustomerResources: 'subscription list --customer CUSTOMER',
  ListPostpaidBillSum: 'bill summary',
  ListProvinces: 'place provinces',
  ListQuotaCoupons: 'coupon quota list',
  ListRateOnPeriodDetail:
    'price quote --customer CUSTOMER --service hws.service.type.ec2 --resource-type hws.resource.type.vm --spec s6.large.2.linux --region REGION --period 1month',
  ListRenewRateOnPeriod: 'price renewal RESOURCE --customer CUSTOMER',
  ListResourceSpecs:
    'product specs --service hws.service.type.ec2 --resource-type hws.resource.type.vm --region REGION --charging-mode pay-per-use',
  ListResourceTypes: 'product resource-types',
  ListServiceResources: 'product resources hws.service.type.ec2',
  ListServiceTypes: 'product services',
  ListStoredValueCards: 'coupon cards --customer CUSTOMER',
  ListSubCustomerBillDetail: 'bill records --customer CUSTOMER',
  ListSubCustomerBudget: 'budget list --limit 1',
  ListSubCustomerBudgetRecords: 'budget history CUSTOMER',
  ListSubCustomerCoupons: 'coupon list --customer CUSTOMER',
  ListSubCustomerNewTag: 'customer new-tags',
  ListSubCustomers: 'customer list --limit 1',
  ListSubcustomerMonthlyBills: 'bill monthly',
  ListUsageTypes: 'product usage-types',
  PayOrders: 'order pay ORDER --customer CUSTOMER --confirm CUSTOMER',
  ReclaimCouponQuotas: 'reseller quota reclaim GRANTED --confirm GRANTED',
  ReclaimIndirectPartnerAccount: 'reseller reclaim RESELLER 1 --confirm RESELLER',
  ReclaimPartnerCoupons: 'coupon reclaim COUPON --confirm COUPON',
  ReclaimToPartnerAccount: 'account reclaim CUSTOMER 1 --confirm CUSTOMER',
  RenewalResources: 'subscription renew RESOURCE --customer CUSTOMER --confirm CUSTOMER',
  SendVerificationMessageCode: {
    intl: 'customer send-code --email shop@example.com',
    cn: 'customer send-code --phone 0086-13800000000',
  },
  SetResourcesRenewConfig: 'subscription renewal-policy --customer CUSTOMER --days-before 3',
  ShowCustomerAccountBalances: 'credit balances --customer CUSTOMER',
  ShowCustomerExpenditureQuota: 'credit quota --customer CUSTOMER',
  ShowCustomerMonthlySum: 'bill monthly --customer CUSTOMER --customer-view',
  ShowCustomerOrderDetails: 'order show ORDER',
  ShowPartnerConsumptionQuota: 'credit show',
  ShowRealNameAuthQrCode: 'realname qrcode --customer CUSTOMER',
  ShowRealNameAuthStatus: 'realname status CUSTOMER',
  ShowRealnameAuthenticationReviewResult: 'realname status CUSTOMER',
  ShowRefundOrderDetails: 'order refund-details REFUND',
  ShowSubCustomerBudget: 'budget show CUSTOMER',
  UnfreezeSubCustomers: 'customer unfreeze CUSTOMER --reason test',
  UpdateCouponQuotas: 'reseller quota grant RESELLER --quota QUOTA --value 1 --confirm RESELLER',
  UpdateCustomerAccountAmount: 'account grant CUSTOMER 1 --confirm CUSTOMER',
  UpdateIndirectPartnerAccount: 'reseller grant RESELLER 1 --confirm RESELLER',
  UpdatePeriodToOnDemand: 'subscription to-pay-per-use RESOURCE --customer CUSTOMER --yes',
  UpdatePeriodToOnDemandInstantly: 'subscription to-pay-per-use RESOURCE --customer CUSTOMER --now --yes',
  UpdateSubCustomerBudget: 'budget set CUSTOMER 1000',
}

/** What stands for REGION. */
export const regions = {intl: 'la-north-2', eu: 'eu-west-101', cn: 'cn-north-4'}

/** The line for a site. */
export const lineFor = (id: string, site: Site): string => {
  const line = lines[id]!
  return typeof line === 'string' ? line : (line[site] ?? line.intl!)
}

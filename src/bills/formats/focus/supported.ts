// What of FOCUS the bills of Huawei Cloud have, as far as records tell it.

/**
 * Criteria of FOCUS that hold for every export: with them its conditional columns become mandatory. Left out are those
 * whose columns no record can fill, which docs/focus.md names.
 */
export const supported: readonly string[] = [
  'ACCOUNT_NAMING_SUPPORTED',
  'AVAILABILITY_ZONE_SUPPORTED',
  'BILLING_BASED_ON_PROVISIONED_RESOURCES_SUPPORTED',
  'COMMITMENT_DISCOUNT_SUPPORTED',
  'INVOICE_ISSUER_PAYABLE_INVOICES_SUPPORTED',
  'MULTIPLE_BILLING_ACCOUNT_TYPES_SUPPORTED',
  'MULTIPLE_PRICING_CATEGORIES_SUPPORTED',
  'MULTIPLE_SUB_ACCOUNT_TYPES_SUPPORTED',
  'PUBLIC_PRICE_LIST_SUPPORTED',
  'REGION_SUPPORTED',
  'RESOURCE_TYPE_ASSIGNMENT_SUPPORTED',
  'SUB_ACCOUNT_SUPPORTED',
  'TAGGING_SUPPORTED',
  'UNIT_PRICING_SUPPORTED',
  'USAGE_MEASUREMENT_SUPPORTED',
]

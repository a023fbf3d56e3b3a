// The names of all sources of bill records.
export const sourceNames = [
  'res-fee-records',
  'res-records',
  'sub-customer-records',
  'fee-records',
  'monthly-sums',
  'bill-file',
  'usage-file',
] as const
export type SourceName = (typeof sourceNames)[number]

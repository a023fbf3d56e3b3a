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

/** Whether the records come in a file that Huawei delivers, not from the API. */
export const isDelivered = (name: SourceName): name is 'bill-file' | 'usage-file' =>
  name === 'bill-file' || name === 'usage-file'

/**
 * Whose records a customer's operations give: an enterprise master's answer has its members' too, unless only its own
 * are asked for (intl/en-us/api-oce/mbc_00004.html).
 */
export const methods = ['all', 'oneself', 'sub_customer'] as const
export type Method = (typeof methods)[number]

/** What is typed for them, and for the level of detail. */
export const whoseWords = {own: 'oneself', members: 'sub_customer', all: 'all'} as const
export const detailWords = {record: 'detail', day: 'day', cycle: 'cycle'} as const

/** The word that is typed for a value. */
export const wordOf = (words: Record<string, string>, value: string | undefined): string | undefined =>
  Object.entries(words).find(([, one]) => one === value)?.[0]

// What the types of bills (`bill_type`) are.

/** Huawei's tax and what is given back of it: it comes on top of what is settled. Source: intl/en-us/api-oce/mbc_00004.html */
export const taxTypes: readonly number[] = [15, 100, 101, 102]

const taxes: ReadonlySet<string> = new Set(taxTypes.map(String))

export const isTax = (billType: unknown): boolean => taxes.has(String(billType))

// Codes of the API that the program acts on, by what they mean; all codes and their texts stand in errors.json.

export const codes = {
  /** Not an error: some operations say so of their success. */
  success: 'CBC.0000',
  /** The caller is of another kind than the operation is for; or its permissions do not reach. */
  accessDenied: 'CBC.0151',
  /** The account name is another account's. */
  accountNameTaken: 'CBC.99000038',
  /** An account with this xaccount_id was made before. */
  xaccountTaken: 'CBC.99000039',
  /** The account was made; its association takes longer than the call may. */
  associationPending: 'CBC.99000050',
  /** The unit of measurement does not fit the usage factor. */
  wrongUnit: 'CBC.99006050',
  /** The usage factor does not fit the product. */
  wrongUsage: 'CBC.99006074',
} as const

/** Codes by which a verification code is refused: wrong, used up, or over. */
export const badVerificationCodes: readonly string[] = ['CBC.99004008', 'CBC.99004009', 'CBC.99004010']

/** Codes of what is not there. */
export const notFoundCodes: ReadonlySet<string> = new Set([
  'CBC.5002',
  'CBC.30000010',
  'CBC.99000007',
  'CBC.99000035',
  'CBC.99000047',
  'CBC.99003012',
  'CBC.99006073',
  'OSM.01010015',
])

/** Codes of what the caller may not do, or is not known for. */
export const deniedCodes: ReadonlySet<string> = new Set([
  'CBC.0150',
  'CBC.0151',
  'CBC.0154',
  'CBC.0155',
  'CBC.0156',
  'CBC.99000000',
  'OSM.01010002',
  'OSM.01010011',
])

/** Codes of a step that a ticket is not ready for yet. */
export const tooEarlyCodes: ReadonlySet<string> = new Set(['OSM.01010004', 'OSM.01010023'])

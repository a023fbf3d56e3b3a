// Requesting the real-name verification of many customers. A request that may have arrived is never sent again unseen:
// attempts are counted.
import type {Api} from '../api/client.js'
import {commandLine} from '../command-line.js'
import {standingAfter} from '../customers/realname.js'
import {usage} from '../failure.js'
import {choose, type Field, limits, oneOf} from './fields.js'
import {customersOf, Roll} from './roll.js'
import type {Item, RowEnd, Settled, Survey, Task} from './task.js'

const kinds = {individual: 'individual', enterprise: 'enterprise', change: 'change'} as const
const certificates = {
  passport: 3,
  hong_kong_macao_travel_permit: 5,
  taiwan_travel_permit: 6,
  hong_kong_macao_residence_permit: 9,
  taiwan_residence_permit: 10,
} as const
const licences = {
  business_licence: 0,
  public_institution: 1,
  social_organisation: 2,
  administrative_body: 3,
  organisation_code: 4,
  other: 99,
} as const

const enterprise = (property: string) => limits('CreateEnterpriseRealnameAuthentication', property)

const fields: Field[] = [
  {
    name: 'customer',
    aliases: ['customer_id', 'account_name', 'id'],
    required: true,
    unique: true,
    note: 'customer id or account name',
    example: 'andes-retail',
  },
  {
    name: 'kind',
    required: true,
    note: 'individual, enterprise, or change (from individual to enterprise)',
    example: 'enterprise',
    check: oneOf(kinds),
  },
  {
    name: 'name',
    aliases: ['corp_name'],
    required: true,
    secret: true,
    note: 'the name on the certificate',
    example: 'Andes Retail SA',
    check: enterprise('corp_name'),
  },
  {
    name: 'number',
    aliases: ['verified_number'],
    required: true,
    secret: true,
    note: "the certificate's number",
    example: '20123456789',
    check: enterprise('verified_number'),
  },
  {
    name: 'certificate',
    aliases: ['verified_type', 'certificate_type'],
    note: `individual: ${Object.keys(certificates).join(', ')}; enterprise: ${Object.keys(licences).join(', ')}`,
    example: 'business_licence',
    check: oneOf({...certificates, ...licences}),
  },
  {
    name: 'files',
    aliases: ['verified_file_url', 'scans'],
    required: true,
    note: "scans below the bucket's download folder, in order, with | between them",
    example: 'andes/licence-front.jpg|andes/licence-back.jpg',
    check: (text, name) => (scans(text).length > 4 ? `${name} names more than 4 files` : undefined),
  },
  {
    name: 'country',
    aliases: ['reg_country'],
    note: 'enterprise: country of registration, two letters',
    example: 'PE',
    check: (text, name) => enterprise('reg_country')(text.toUpperCase(), name),
  },
  {
    name: 'address',
    aliases: ['reg_address'],
    secret: true,
    note: 'enterprise: registered address',
    check: enterprise('reg_address'),
  },
  {name: 'legal_name', aliases: ['legel_name'], secret: true, note: 'enterprise: legal representative'},
  {name: 'legal_number', aliases: ['legel_id_number'], secret: true, note: 'enterprise: its certificate number'},
]

const scans = (text: string) =>
  text
    .split('|')
    .map(part => part.trim())
    .filter(Boolean)

/** States of a customer's verification: `verified_status` of the customer list. */
const UNDER_REVIEW = '0'
const VERIFIED = '2'
/** Kind of a customer: `customer_type` of the customer list. */
const ENTERPRISE = 1

interface Seen {
  id: string
  status: string | undefined
  type: number | undefined
}

/** Requests verifications from rows. Source: intl/en-us/api-bpconsole/mc_00017.html, mc_00018.html */
export function realnameTask(): Task {
  const seen = new Map<Item, Seen>()
  return {
    name: 'realname import',
    noun: ['verification', 'verifications'],
    verb: 'request',
    fields,
    keyField: 'customer',

    async survey(api, items) {
      const {xaccountType, profile} = await api.session
      if (!xaccountType)
        throw usage(`profile ${profile} has no xaccountType`, commandLine`profile add ${profile} --platform ...`)
      const {customers, invalid} = await customersOf(api, items)
      const surveys = new Map<Item, Survey>(invalid)
      for (const [item, {customer_id: id, verified_status: status, customer_type: type}] of customers) {
        seen.set(item, {id, status, type})
        if (!surveys.has(item)) surveys.set(item, judge(item, {id, status, type}))
      }
      return surveys
    },

    async send(api, [item]) {
      const {id} = seen.get(item!)!
      const answer = await request(api, item!, id)
      const message = standingAfter(answer ?? {}) === 'under review' ? 'is reviewed by hand' : undefined
      return new Map([[item!, {kind: 'done', status: 'requested', id, message} as RowEnd]])
    },

    async settle(api, rows) {
      const roll = await Roll.of(
        api,
        rows.map(({item}) => item),
      )
      return new Map(rows.map(({item}): [Item, Settled] => [item, found(item, roll)]))
    },
  }
}

function judge(item: Item, {id, status, type}: Seen): Survey {
  const kind = choose(kinds, item.values.kind!)
  if (status === UNDER_REVIEW) return {action: 'unchanged', status: 'unchanged', id, message: 'is under review already'}
  if (kind === 'change') {
    if (type === ENTERPRISE)
      return {action: 'unchanged', status: 'unchanged', id, message: 'is verified as an enterprise already'}
    if (status !== VERIFIED)
      return {action: 'invalid', message: 'is not verified as an individual: use enterprise instead of change'}
  } else if (status === VERIFIED) {
    return {action: 'unchanged', status: 'unchanged', id, message: 'is verified already'}
  }
  const {certificate} = item.values
  const wrong = certificate && choose(kind === 'individual' ? certificates : licences, certificate) === undefined
  if (Boolean(item.values.legal_name) !== Boolean(item.values.legal_number)) {
    return {action: 'invalid', message: 'legal_name and legal_number go together'}
  }
  if (wrong) return {action: 'invalid', message: `certificate ${certificate} does not go with ${kind}`}
  return {action: 'send', change: `${kind} ${item.values.customer}`, seen: stateOf(status, type)}
}

/** The state of a verification, in a word that the journal keeps. */
const stateOf = (status: string | undefined, type: number | undefined): string => `${status ?? ''}/${type ?? ''}`

async function request(api: Api, {values}: Item, customer_id: string): Promise<{is_review?: number} | undefined> {
  const {xaccountType} = await api.session
  const common = {
    customer_id,
    verified_file_url: scans(values.files!),
    verified_number: values.number!,
    xaccount_type: xaccountType!,
  }
  const kind = choose(kinds, values.kind!)
  if (kind === 'individual') {
    const verified_type = choose(certificates, values.certificate!)
    return (await api.call('CreatePersonalRealnameAuth', {
      ...common,
      identify_type: 0,
      name: values.name!,
      verified_type,
    })) as never
  }
  const body = {
    ...common,
    identify_type: 1 as const,
    corp_name: values.name!,
    certificate_type: choose(licences, values.certificate!),
    reg_country: values.country!.toUpperCase() || undefined,
    reg_address: values.address || undefined,
    enterprise_person: values.legal_name
      ? {legel_name: values.legal_name, legel_id_number: values.legal_number!, certifier_role: 'legalPerson' as const}
      : undefined,
  }
  if (kind === 'change')
    return (await api.call('ChangeEnterpriseRealnameAuthentication', {...body, change_type: 1})) as never
  return (await api.call('CreateEnterpriseRealnameAuthentication', body)) as never
}

/**
 * What the customer's state says about a request that may have been lost. One that is as the request would make it was
 * not so before, or nothing would have been sent; any other that is not as it was before shows that the request
 * arrived, and how its review ended.
 */
function found(item: Item, roll: Roll): Settled {
  const customer = roll.find(item.values.customer!)
  if (!customer) return 'undecided'
  const {customer_id: id, verified_status: status, customer_type: type} = customer
  const asWanted = judge(item, {id, status, type}).action === 'unchanged'
  const changed = item.seen !== undefined && item.seen !== stateOf(status, type)
  return asWanted || changed
    ? {kind: 'done', status: 'requested', id, message: `found in state ${status}`}
    : 'undecided'
}

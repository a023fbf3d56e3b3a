// Registering many customers. The platform's account id is what makes each one happen once: the server refuses it a
// second time.

import type {Api} from '../api/client.js'
import {codes} from '../api/contract/codes.js'
import {systemClock} from '../api/throttle.js'
import {commandLine} from '../command-line.js'
import {isFree, pendingAccount} from '../customers/create.js'
import {Failure, usage} from '../failure.js'
import {parsePhone, phoneProblem, phoneText} from '../phone.js'
import {type Field, limits} from './fields.js'
import {Roll} from './roll.js'
import type {Item, RowEnd, Settled, Survey, Task} from './task.js'

const limit = (property: string) => limits('CreateSubCustomer', property)

const accountName = (text: string, name: string) =>
  /^(op_|shadow_)/.test(text) ? `${name} must not begin with op_ or shadow_` : limit('domain_name')(text, name)

const fields: Field[] = [
  {
    name: 'xaccount_id',
    required: true,
    unique: true,
    note: "the customer's id on your platform, at most 128 characters; the same id never makes a second customer",
    example: 'shop-1001',
    check: limit('xaccount_id'),
  },
  {
    name: 'account_name',
    aliases: ['domain_name', 'name'],
    unique: true,
    note: '5 to 32 letters, digits, - and _, not beginning with a digit; made up by Huawei when empty',
    example: 'andes-retail',
    check: accountName,
  },
  {
    name: 'country',
    aliases: ['domain_area', 'country_code'],
    note: 'two letters (ISO 3166); needed except on the China site',
    example: 'PE',
    check: (text, name) => limit('domain_area')(text.toUpperCase(), name),
  },
  {name: 'email', aliases: ['e_mail'], note: 'needs verification_code', check: limit('email')},
  {
    name: 'mobile_phone',
    aliases: ['mobile', 'phone'],
    note: 'with its country, +86 13800000000; China site only; needs verification_code',
    check: phoneProblem,
  },
  {
    name: 'verification_code',
    aliases: ['code'],
    secret: true,
    note: 'the code that was sent to the e-mail address or mobile',
    check: limit('verification_code'),
  },
  {
    name: 'reseller',
    aliases: ['indirect_partner_id'],
    note: 'id of the reseller whose customer it becomes',
    check: limit('indirect_partner_id'),
  },
]

/** Waits between lookups of customers whose association is still being made, milliseconds. */
const ASSOCIATION = [0, 1000, 2000, 4000, 8000]

/** Creates customers from rows. Source: intl/en-us/api-bpconsole/mc_00016.html */
export function customerTask(): Task {
  // Rows whose earlier attempt may have reached the server all the same.
  const sentBefore = new Set<string>()
  return {
    name: 'customer import',
    noun: ['customer', 'customers'],
    verb: 'create',
    fields,
    keyField: 'xaccount_id',

    async survey(api, items, {thorough}) {
      const {site, profile, xaccountType} = await api.session
      if (!xaccountType)
        throw usage(`profile ${profile} has no xaccountType`, commandLine`profile add ${profile} --platform ...`)
      const roll = await Roll.of(api, items)
      const found = new Map<Item, Survey>()
      for (const item of items) {
        const {xaccount_id, account_name, country, email, mobile_phone, verification_code} = item.values
        const known = roll.byXaccountId.get(xaccount_id!)
        const namesake = roll.byName.get(account_name!)
        const problem =
          site !== 'cn' && !country
            ? 'country is empty'
            : (email || mobile_phone) && !verification_code
              ? 'verification_code is empty'
              : namesake &&
                `account_name ${account_name} belongs to another customer of yours (${namesake.customer_id})`
        if (known) found.set(item, {action: 'unchanged', status: 'existed', id: known.customer_id})
        // Made a moment ago: it takes a while until the list has it.
        else if (item.before?.id) found.set(item, {action: 'unchanged', ...notListed, id: item.before.id})
        else if (problem) found.set(item, {action: 'invalid', message: problem})
        else if (thorough && account_name && (await isTaken(api, account_name))) {
          found.set(item, {action: 'invalid', message: `account_name ${account_name} is taken`})
        } else found.set(item, {action: 'send', change: account_name || 'name made up by Huawei'})
      }
      return found
    },

    async send(api, [item]) {
      const {values} = item!
      const session = await api.session
      try {
        const {domain_id} = await api.call('CreateSubCustomer', {
          xaccount_id: values.xaccount_id!,
          xaccount_type: session.xaccountType!,
          domain_name: values.account_name || undefined,
          domain_area: values.country!.toUpperCase() || undefined,
          email: values.email || undefined,
          mobile_phone: values.mobile_phone ? phoneText(parsePhone(values.mobile_phone, 'mobile_phone')) : undefined,
          verification_code: values.verification_code || undefined,
          indirect_partner_id: values.reseller || undefined,
        })
        return new Map([[item!, {kind: 'done', status: 'created', id: domain_id}]])
      } catch (error) {
        const end = error instanceof Failure && alreadyMade(error)
        if (!end) throw error
        return new Map([[item!, sentBefore.has(item!.key) ? {...end, resent: true} : end]])
      }
    },

    async settle(api, rows) {
      const settled = new Map<Item, Settled>()
      for (const wait of ASSOCIATION) {
        await systemClock.sleep(wait)
        const roll = await Roll.of(
          api,
          rows.map(({item}) => item),
        )
        for (const {item, end} of rows) {
          const customer = roll.byXaccountId.get(item.key)
          if (customer) settled.set(item, {kind: 'done', status: 'existed', id: customer.customer_id})
          else if (end.code === codes.xaccountTaken) settled.set(item, {...notListed, code: end.code})
          // Taken by the earlier request, whose account is not listed yet, or by a stranger: nothing tells.
          else if (end.code === codes.accountNameTaken && end.resent) settled.set(item, 'undecided')
          else if (end.code === codes.accountNameTaken) settled.set(item, {...end, kind: 'failed', status: 'failed'})
          // Sending again is harmless even if the first request is still on its way: the server knows the xaccount_id
          // then.
          else settled.set(item, 'no-effect')
        }
        if (![...settled.values()].some(end => end === 'undecided' || (end as RowEnd).status === 'pending')) break
      }
      for (const [item, end] of settled) if (end === 'no-effect') sentBefore.add(item.key)
      return settled
    },
  }
}

const notListed = {
  kind: 'done',
  status: 'pending',
  message:
    'an account with this xaccount_id exists, but is not among your customers (yet): its association takes its time',
} as const

/** Refusals that mean that the account is there. */
function alreadyMade(failure: Failure): RowEnd | undefined {
  if (failure.code === codes.xaccountTaken || failure.code === codes.accountNameTaken) {
    // By an earlier attempt, perhaps: the lookup finds out.
    const {code, message, requestId} = failure
    return {kind: 'unknown', status: 'unknown', code, message, request_id: requestId}
  }
  const made = pendingAccount(failure)
  return made && {kind: 'done', status: 'created', id: made.domain_id}
}

/** An answer that does not say is no refusal: the platform refuses a name that is taken. */
const isTaken = async (api: Api, accountName: string): Promise<boolean> =>
  isFree(await api.call('CheckUserIdentity', {search_type: 'name', search_value: accountName})) === false

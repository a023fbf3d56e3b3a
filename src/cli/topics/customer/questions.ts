// The questions for a new customer.
import type {Api} from '../../../api/client.js'
import type {Input} from '../../../api/types.js'
import {checkIdentity, isFree} from '../../../customers/create.js'
import {usage} from '../../../failure.js'
import {readField} from '../../fields.js'
import {countries} from '../../input/countries.js'
import {optional, type Prompter, readCode} from '../../input/prompts.js'
import {whereCodeWent} from '../../sent-code.js'

type Request = Partial<Input<'CreateSubCustomer'>>

/**
 * Asks for what is missing, checks names and addresses while they are typed, and sends the code that the customer must
 * read out.
 */
export async function askNewCustomer(
  prompts: Prompter,
  api: Api,
  request: Request,
  note: (text: string) => void,
): Promise<Request> {
  const {site} = await api.session
  const read = (field: string, flag: string, type?: 'name' | 'email' | 'mobile') =>
    optional(async text => {
      const value = (await readField(api, 'CreateSubCustomer', field, flag, text)) as string
      // What it does not say, the platform says when it is created.
      if (type && isFree(await checkIdentity(api, type, value)) === false) throw usage('It is taken')
      return value
    })
  const asked: Request = {...request}
  asked.domain_name ??= await prompts.text('--name', 'Account name (empty: made up)', {
    read: read('domain_name', '--name', 'name'),
  })
  asked.xaccount_id ??= await prompts.text('--platform-user', 'Its id on your platform (empty: made up)', {
    read: read('xaccount_id', '--platform-user'),
  })
  if (site !== 'cn') asked.domain_area ??= await prompts.search('--country', 'Country', countries())
  if (site === 'cn') {
    asked.mobile_phone ??= await prompts.text('--phone', 'Phone number, +86 … (empty: none)', {
      read: read('mobile_phone', '--phone', 'mobile'),
    })
  } else {
    asked.email ??= await prompts.text('--email', 'E-mail address (empty: none)', {
      read: read('email', '--email', 'email'),
    })
  }
  const receiver = asked.email ?? asked.mobile_phone
  if (receiver && !asked.verification_code) {
    await sendCode(api, asked)
    note(`A code was sent to ${receiver}; it is good for ten minutes`)
    for (const line of await whereCodeWent(api, receiver)) note(`${line}, in another window`)
    asked.verification_code = await askCode(prompts)
  }
  return asked
}

export const askCode = (prompts: Prompter) => prompts.text('--code', 'Code', {read: readCode, passing: true})

export async function sendCode(api: Api, {email, mobile_phone}: Request): Promise<void> {
  const input = email ? {receiver_type: 2 as const, email} : {receiver_type: 1 as const, mobile_phone}
  await api.call('SendVerificationMessageCode', input, {check: `whether a code has come to ${email ?? mobile_phone}`})
}

/** The request as a person reads it before it is sent. */
export function newCustomerLines(request: Request): string[][] {
  const shown: [string, string | undefined][] = [
    ['account name', request.domain_name ?? 'made up by Huawei Cloud'],
    ['platform id', request.xaccount_id],
    ['country', request.domain_area],
    ['e-mail', request.email],
    ['phone', request.mobile_phone],
    ['reseller', request.indirect_partner_id],
    ['password', request.password ? 'set' : 'none: it signs in through your platform'],
  ]
  return shown.filter((line): line is [string, string] => line[1] !== undefined)
}

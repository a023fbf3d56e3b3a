// Bind notifications: Huawei tells the partner that a customer of its platform now has an account.
// Source: devg-bpconsole/access_00011.html.
import {usage} from '../failure.js'
import type {Findings} from './findings.js'
import type {Message} from './message.js'
import type {Metadata} from './metadata.js'
import {hashOf, signerOf} from './redirect.js'
import type {SsoSettings} from './settings.js'

export interface BindNotification {
  /** Account name at Huawei. */
  domain_name: string
  /** Customer id, as the API has it. */
  domain_id: string
  /** Id of the customer on the partner's platform, the API's xaccount_id. */
  user_id: string
  /** 1 is a binding; what else there is, no page says. */
  action: number | string
}

/** Takes the JSON of a notification apart. Throws a usage Failure when it is none. */
export function parseNotification(json: string): BindNotification {
  let value: Record<string, unknown>
  try {
    value = JSON.parse(json)
  } catch {
    throw usage('the notification is not JSON')
  }
  const {domainName, domainId, xUserId, bindAction} = value ?? {}
  if (typeof domainId !== 'string' || typeof xUserId !== 'string') {
    throw usage('the notification lacks domainId or xUserId')
  }
  return {
    domain_name: typeof domainName === 'string' ? domainName : '',
    domain_id: domainId,
    user_id: xUserId,
    action: typeof bindAction === 'number' ? bindAction : String(bindAction ?? ''),
  }
}

/** Adds to `findings` whether Huawei sent it. */
export function checkNotification(
  message: Message,
  settings: SsoSettings,
  sp: Metadata | undefined,
  findings: Findings,
): void {
  const {signature, base64, text} = message
  if (!signature || !base64) {
    findings[sp ? 'fail' : 'skip'](
      'signature',
      'there is none beside bindRequest',
      'Decode the whole form, with SigAlg and Signature',
    )
    return
  }
  if (!hashOf(signature.algorithm)) {
    findings.fail('signature', `made with ${signature.algorithm}`, 'RSA-SHA256 is expected')
    return
  }
  if (!sp) {
    findings.skip('signature', "not checked: no metadata of Huawei's", `--metadata ${settings.get('sp_metadata')}`)
    return
  }
  const certificates = sp.certificates.map(one => one.pem)
  const covered = {base64, json: text}
  const wanted = settings.get('bind_signature') as keyof typeof covered
  const other = wanted === 'base64' ? 'json' : 'base64'
  if (signerOf(covered[wanted], signature, certificates)) findings.ok('signature', 'made by Huawei')
  else if (signerOf(covered[other], signature, certificates)) {
    findings.fail(
      'signature',
      `it covers the ${other === 'json' ? 'JSON' : 'Base64 text'}`,
      `--set bind_signature=${other}`,
    )
  } else findings.fail('signature', 'not made by Huawei, or the form was changed', 'Believe nothing in it')
}

// Creating a ticket: everything that the API wants before it, then the ticket, and nothing left behind when it is
// refused.
import type {Api} from '../api/client.js'
import {commandLine} from '../command-line.js'
import type {Scope} from './act.js'
import {type Accept, CREATION, signedAgreement} from './agreements.js'
import {type LocalFile, upload} from './attachments.js'
import type {CaseInput} from './compose.js'
import {type AskCode, type Contact, provenContacts} from './contacts.js'
import {withdrawUploads} from './reply.js'

export interface Created {
  incident_id: string
  status: 'created'
  customer_id?: string
  accessory_ids: string[]
  /** Where the console has it. */
  console?: string
}

export interface CreateOptions extends Scope {
  files: LocalFile[]
  /** Attachments that are uploaded already. */
  accessories: string[]
  base64?: boolean
  contacts: Contact[]
  /** A code that was sent to a new contact and has come back. */
  code?: string
  accept: Accept
  askCode?: AskCode
  /** Only show the request: nothing is signed, verified or uploaded. */
  rehearsal: boolean
  onFile?(file: LocalFile, index: number): void
}

const consoles = {
  intl: 'https://console-intl.huaweicloud.com/ticket/',
  eu: 'https://console.eu.huaweicloud.com/ticket/',
  cn: 'https://console.huaweicloud.com/ticket/',
}

/** Creates a ticket. Source: api-ticket/CreateCases.html */
export async function createTicket(api: Api, input: CaseInput, options: CreateOptions): Promise<Created> {
  const {as, contacts, code, rehearsal} = options
  const call = {as, check: commandLine`ticket list --since 1h`}
  const accessories = {accessory_ids: options.accessories.length > 0 ? options.accessories : undefined}
  if (rehearsal) {
    await api.call('CreateCases', {...input, ...accessories, verify_code: code}, call)
    throw new Error('a rehearsal ends with its request')
  }
  await signedAgreement(api, CREATION, options.accept, options)
  // A code in the request verifies a contact by itself.
  const proofs = code ? {} : await provenContacts(api, contacts, options.askCode, options)
  const uploads = await upload(api, options.files, {...options, purpose: 'incident'})
  const accessory_ids = [...options.accessories, ...uploads.map(one => one.accessory_id)]
  try {
    const files = accessory_ids.length > 0 ? accessory_ids : undefined
    const {incident_id = ''} = await api.call(
      'CreateCases',
      {...input, ...proofs, verify_code: code, accessory_ids: files},
      call,
    )
    const {site, profile} = await api.session
    const link = profile === 'sandbox' ? undefined : consoles[site]
    return {incident_id, status: 'created', customer_id: as, accessory_ids, console: link}
  } catch (error) {
    await withdrawUploads(api, uploads, error, options)
    throw error
  }
}

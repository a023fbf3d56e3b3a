// What a single sign-on message says, and what is wrong with it: one report for every kind.
import {type Finding, Findings} from './findings.js'
import {checkTarget} from './link.js'
import {type Message, readMessage} from './message.js'
import {type Metadata, parseMetadata} from './metadata.js'
import {checkMetadata} from './metadata-check.js'
import {checkNotification, parseNotification} from './notification.js'
import {checkRequest, parseRequest} from './request.js'
import {checkResponse} from './response.js'
import type {SsoSettings} from './settings.js'
import {indentXml, parseXml} from './xml.js'

export interface Decoded {
  kind: Message['kind']
  packing: Message['packing']
  /** What the message says, by name. */
  facts: Record<string, unknown>
  relay_state?: string
  findings: Finding[]
  /** The message as it is: XML, JSON, or the link. */
  text: string
}

export interface DecodeOptions {
  settings: SsoSettings
  /** Of the sender: the identity provider's for a response, Huawei's for everything else. */
  metadata?: Metadata
  requestId?: string
  now: number
}

/** Decodes and judges a message. Throws a usage Failure when it cannot be read at all. */
export function decodeMessage(input: string, {settings, metadata, requestId, now}: DecodeOptions): Decoded {
  const message = readMessage(input)
  const findings = new Findings()
  findings.list.push(...message.findings.list)
  const facts = (): object => {
    switch (message.kind) {
      case 'request': {
        const request = parseRequest(message.text, {settings, sp: metadata})
        checkRequest(message, request, {settings, sp: metadata, now}, findings)
        return request
      }
      case 'response':
        return checkResponse(message.text, {settings, idp: metadata, requestId, now}, findings)
      case 'notification': {
        const notification = parseNotification(message.text)
        checkNotification(message, settings, metadata, findings)
        const {action} = notification
        if (String(action) !== settings.get('bind_action')) {
          findings.warn('action', `bindAction ${action} is not a binding`, 'What other numbers mean, no page says')
        }
        return notification
      }
      case 'login-link':
        return checkLink(message, settings, findings)
      case 'metadata': {
        const {entity_id, role, certificates, sso, acs} = parseMetadata(message.text)
        if (role === 'idp') findings.list.push(...checkMetadata(Buffer.from(message.text), settings, now).findings)
        return {entity_id, role, certificates: certificates.map(({pem: _, ...one}) => one), sso, acs}
      }
    }
  }
  const {kind, packing, text, relay_state} = message
  return {kind, packing, facts: facts() as Record<string, unknown>, relay_state, findings: findings.list, text}
}

function checkLink({raw, address}: Message, settings: SsoSettings, findings: Findings): object {
  const value = (name: string) => decodeURIComponent(raw?.get(name) ?? '')
  const facts = {
    login_url: address,
    platform: value('xAccountType'),
    first_login: value('isFirstLogin'),
    service: value('service'),
  }
  const login = settings.get('login_url')
  if (address === login) findings.ok('login', login)
  else findings.fail('login', `${address}, expected ${login}`, 'Is the profile on the right site?')
  if (!['', 'true', 'false'].includes(facts.first_login)) {
    findings.fail('first login', `isFirstLogin is "${facts.first_login}"`, 'Write true, false or nothing')
  }
  if (!facts.service)
    findings.warn('service', 'there is none: the customer lands nowhere in particular', 'Add service=, percent-encoded')
  else {
    try {
      checkTarget(settings, facts.service)
      findings.ok('service', facts.service)
    } catch (error) {
      findings.fail('service', (error as Error).message, 'Encode it once, with encodeURIComponent')
    }
  }
  return facts
}

/** The message for reading: XML with indents, JSON with indents. Signatures do not survive this. */
export function readable({kind, text}: Decoded): string {
  if (kind === 'login-link') return `${text}\n`
  if (kind === 'notification') return `${JSON.stringify(JSON.parse(text), null, 2)}\n`
  return indentXml(parseXml(text).documentElement)
}

// The access configuration of Partner Center, as far as it is about single sign-on: below /sandbox/sso.

import type {Emulator} from '../emulator.js'
import {notificationsOf, notify} from '../saml/bind.js'
import {SamlFault} from '../saml/fault.js'
import {
  changeConfiguration,
  readConfiguration,
  type SamlConfiguration,
  samlSettings,
  settingOf,
} from '../saml/settings.js'
import {AdminFault, type AdminRoutes} from './admin-request.js'

/** The platform that `partner` names; the first partner when absent. */
function partnerOf({world}: Emulator, id: unknown) {
  const partner = id === undefined || id === null ? world.partners[0] : world.partner(String(id))
  if (!partner) throw new AdminFault(404, 'no such partner')
  return partner
}

function shown(sandbox: Emulator, id: unknown) {
  const partner = partnerOf(sandbox, id)
  const configuration = readConfiguration(sandbox.store, partner.id)
  return {
    partner: partner.id,
    platform: partner.xaccountType,
    registered: configuration.metadata !== undefined,
    notification_url: configuration.notificationUrl ?? null,
    settings: Object.fromEntries(
      Object.keys(samlSettings).map(name => [name, settingOf(configuration, name as keyof typeof samlSettings)]),
    ),
  }
}

export const samlRoutes: AdminRoutes = {
  'GET sso': (s, {query}) => shown(s, query.get('partner')),
  'PUT sso': async (s, {body}) => {
    const partner = partnerOf(s, body.partner)
    const {metadata, notification_url: url, settings} = body
    if (metadata !== undefined && typeof metadata !== 'string') throw new AdminFault(400, 'metadata: not a text')
    if (url !== undefined && !(typeof url === 'string' && URL.canParse(url) && /^https?:/.test(url))) {
      throw new AdminFault(400, 'notification_url: not an address')
    }
    const change: Partial<SamlConfiguration> = {
      ...(metadata === undefined ? {} : {metadata}),
      ...(url === undefined ? {} : {notificationUrl: url as string}),
      ...(settings === undefined ? {} : {settings: settings as SamlConfiguration['settings']}),
    }
    try {
      if (change.metadata !== undefined) {
        const {identityProvider} = await import('../saml/metadata.js')
        const before = readConfiguration(s.store, partner.id)
        identityProvider({...before, ...change, settings: {...before.settings, ...change.settings}})
      }
      changeConfiguration(s.store, partner.id, change)
    } catch (error) {
      if (error instanceof RangeError) throw new AdminFault(400, error.message)
      if (error instanceof SamlFault) throw new AdminFault(400, `${error.check}: ${error.message}`)
      throw error
    }
    return shown(s, partner.id)
  },
  'GET sso/notifications': (s, {query}) => ({
    notifications: notificationsOf(s.store, partnerOf(s, query.get('partner')).id),
  }),
  /** Sends the notification of a customer once more. */
  'POST sso/notifications': async (s, {body}) => {
    const partner = partnerOf(s, body.partner)
    const customer = s.customers.get(String(body.customer_id ?? ''))
    if (customer?.partnerId !== partner.id) throw new AdminFault(404, 'no such customer')
    const sent = await notify(s.store, partner, customer, s.clock.now())
    if (!sent) throw new AdminFault(409, 'no notification_url is registered')
    return sent
  },
}

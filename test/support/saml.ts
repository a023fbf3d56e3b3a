// An identity provider and the request that it answers, for tests of single sign-on.
import {makeCertificate, makeKey} from '../../src/sso/keys.js'
import {type Metadata, makeIdpMetadata, parseMetadata} from '../../src/sso/metadata.js'
import {makeResponse, type ResponseOptions} from '../../src/sso/respond.js'
import {SsoSettings} from '../../src/sso/settings.js'

export const settings = new SsoSettings('intl')
export const NOW = Date.parse('2026-10-03T08:00:00Z')

export interface TestIdp {
  key: string
  certificate: string
  metadata: Metadata
}

export async function testIdp(bits = 2048, entityId = 'https://idp.example.com/'): Promise<TestIdp> {
  const key = await makeKey(bits)
  const certificate = makeCertificate(key, 'idp.example.com', new Date(NOW - 86_400_000), 365)
  const metadata = parseMetadata(
    makeIdpMetadata({entityId, ssoUrl: 'https://idp.example.com/sso', certificate, binding: 'redirect'}),
  )
  return {key, certificate, metadata}
}

export const request = {
  id: '_request1',
  issuer: settings.get('sp_entity_id'),
  acs_url: settings.get('acs_url'),
}

export const respond = (idp: TestIdp, more: Partial<ResponseOptions> = {}) =>
  makeResponse({
    request,
    issuer: idp.metadata.entity_id,
    user: {user_id: 'shop-1001', email: 'it@andes.example'},
    key: idp.key,
    certificate: idp.certificate,
    settings,
    now: NOW,
    ...more,
  })

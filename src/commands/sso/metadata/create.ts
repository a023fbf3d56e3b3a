import {Flags} from '@oclif/core'
import {isLoopback} from '../../../address.js'
import {parseDuration} from '../../../cli/input/durations.js'
import type {View} from '../../../cli/output/view.js'
import {findingLines, SsoCommand, siteFlag, ssoFlags} from '../../../cli/topics/sso/command.js'
import {commandLine} from '../../../command-line.js'
import {usage} from '../../../failure.js'
import type {Binding} from '../../../sso/metadata.js'

interface Created {
  folder: string
  key: string
  certificate: string
  metadata: string
  not_after: string
  sha256: string
}

const DAY = 86_400_000

const view: View<Created> = {
  columns: ['key', 'certificate', 'metadata', 'not_after', 'sha256', 'folder'].map(name => ({name})),
}

export default class SsoMetadataCreate extends SsoCommand<Created> {
  static override summary = 'Make a signing key, a certificate and the metadata of a new identity provider'
  static override description =
    `Three files: the key (readable by you alone), the self-signed certificate, and the metadata to upload in Partner Center, \
Support > Open APIs > Configure. With --renew the key stays and only the certificate is new: \
the old metadata and the new verify the same signatures.
Source: devg-bpconsole/access_00001.html`
  static override examples = [
    '<%= config.bin %> sso metadata create --sso-url https://shop.example.com/saml/sso --out idp',
    '<%= config.bin %> sso metadata create --sso-url https://shop.example.com/saml/sso --out idp --renew',
  ]
  static override flags = {
    ...ssoFlags,
    ...siteFlag,
    'sso-url': Flags.string({summary: 'where Huawei sends the browser: your SingleSignOnService', required: true}),
    'entity-id': Flags.string({summary: 'name of your identity provider; the origin of --sso-url when absent'}),
    'common-name': Flags.string({summary: 'name in the certificate; the host of --sso-url when absent'}),
    out: Flags.string({summary: 'folder for the three files', default: 'idp'}),
    'valid-for': Flags.string({summary: 'how long the certificate is valid', default: '1095d', helpValue: 'TIME'}),
    'key-bits': Flags.option({
      summary: 'length of the RSA key',
      options: ['2048', '3072', '4096'] as const,
      default: '2048',
    })(),
    renew: Flags.boolean({summary: 'keep the key, make a new certificate and new metadata'}),
  }

  async run(): Promise<Created> {
    const {flags} = await this.parse(SsoMetadataCreate)
    const settings = this.ssoSettings(flags)
    const {idpFile, writeIdpFolder, writeIdpMetadata} = await import('../../../sso/idp-folder.js')
    const {makeIdpMetadata} = await import('../../../sso/metadata.js')
    const url = parseAddress(flags['sso-url'])
    const {checkMetadata} = await import('../../../sso/metadata-check.js')
    const {readCertificate} = await import('../../../sso/keys.js')
    const now = Date.now()
    const {certificate} = await writeIdpFolder(
      flags.out,
      {
        commonName: flags['common-name'] ?? url.hostname,
        keyBits: Number(flags['key-bits']),
        days: Math.floor(
          parseDuration(flags['valid-for'], '--valid-for', {bare: 'd', least: DAY, most: 7300 * DAY}) / DAY,
        ),
        now,
      },
      flags.renew,
    )
    const xml = makeIdpMetadata({
      entityId: flags['entity-id'] ?? `${url.origin}/`,
      ssoUrl: flags['sso-url'],
      certificate,
      binding: settings.get('sso_binding') as Binding,
      nameIdFormat: settings.get('name_id_format'),
    })
    writeIdpMetadata(flags.out, xml)
    const {findings} = checkMetadata(Buffer.from(xml), settings, now)
    const wrong = findings.filter(one => one.result !== 'ok')
    if (wrong.length > 0) this.note(findingLines(wrong))
    const {not_after, sha256} = readCertificate(certificate)
    const created = {
      folder: flags.out,
      key: idpFile(flags.out, 'key'),
      certificate: idpFile(flags.out, 'certificate'),
      metadata: idpFile(flags.out, 'metadata'),
      not_after,
      sha256,
    }
    await this.present(created, view)
    this.done('The key stays with you; the metadata go to Huawei', commandLine`sso metadata check ${created.metadata}`)
    return created
  }
}

function parseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))) {
    throw usage(`--sso-url: ${text} is not an https address`, 'Write it like https://shop.example.com/saml/sso')
  }
  return url
}

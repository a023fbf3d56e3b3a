// The examples of all help texts.
import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {operationTable, type Site} from '../../src/api/contract/contract.js'
import {packageRoot} from '../../src/package.js'

/** Examples that need something before them: files, tickets, a running sandbox. They stand in stories. */
export const notAlone =
  /^(pbpaste|dmesg)\b|^partnerctl (ticket|sso|profile check --secrets|pricebook|audit|sandbox|bill (export|rate|statement|ledger|report|reconcile|merge|diff|query|status|validate)|budget (apply|watch)|\w+ import)|profile (add|remove|use|show)|--platform ACME|--secret-file|--credential-process|--watch/

export interface Example {
  command: string
  line: string
  site: Site
}

const sites: Site[] = ['intl', 'eu', 'cn']

export async function examples(): Promise<Example[]> {
  const folder = join(packageRoot, 'dist/commands')
  const found: Example[] = []
  for (const file of readdirSync(folder, {recursive: true, encoding: 'utf8'}).sort()) {
    if (!file.endsWith('.js')) continue
    const {default: command} = await import(join(folder, file))
    const operations = (command.operations ?? []).map((id: string) => operationTable().operations[id]!)
    const site = sites.find(
      one => operations.length === 0 || operations.some((op: {sites: Site[]}) => op.sites.includes(one)),
    )!
    for (const example of command.examples ?? []) {
      const line = String(example).replaceAll('<%= config.bin %>', 'partnerctl')
      found.push({command: file.replace(/\.js$/, '').replaceAll('/', ' '), line, site})
    }
  }
  return found
}

import {type ErrorEntry, errorCatalogue, explainCode} from '../api/answer.js'
import {operationTable} from '../api/contract/contract.js'
import {PartnerCommand} from '../cli/command.js'
import {argument} from '../cli/flags.js'
import type {View} from '../cli/output/view.js'
import {Failure} from '../failure.js'
import {lookUp} from '../look-up.js'
import {sites} from '../profiles/environment.js'

const again: Record<string, string> = {
  never: 'no',
  'after-fix': 'yes, once the cause is mended',
  'after-wait': 'yes, after a while',
  'unknown-outcome': 'first find out whether it took effect',
}

/** Where it is met: where its operations are, although the pages of some site do not list it. */
function sitesOf({operations, sites: listed}: ErrorEntry): string {
  const table = operationTable().operations
  const there = operations.flatMap(id => lookUp(table, id)?.sites ?? [])
  const met = sites.filter(site => there.includes(site) || listed.includes(site)).join(', ')
  return met === listed.join(', ') ? met : `${met} (the pages of ${listed.join(', ')} list it)`
}

const view: View<ErrorEntry> = {
  columns: [
    {name: 'code'},
    {name: 'meaning'},
    {name: 'do', label: 'what to do'},
    {name: 'retry', label: 'try again?', text: row => lookUp(again, row.retry) ?? row.retry},
    {name: 'http', label: 'HTTP status', text: row => row.http.join(', ')},
    {name: 'operations', text: row => row.operations.join(', ')},
    {name: 'sites', text: sitesOf},
    {name: 'source'},
    {name: 'confirmed', text: row => (row.confirmed ? 'yes' : 'no: deduced')},
  ],
}

export default class Explain extends PartnerCommand<ErrorEntry> {
  static override summary = 'Say in words what an error code of the API means, and what to do'
  static override examples = ['<%= config.bin %> explain CBC.99000039', '<%= config.bin %> explain APIGW.0308']
  static override args = {code: argument('a code such as CBC.0154, OSM.01010004 or APIGW.0301')}

  async run(): Promise<ErrorEntry> {
    const {args} = await this.parse(Explain)
    const code = args.code.trim()
    const entry = explainCode(code) ?? explainCode(`CBC.${code}`)
    if (entry) return this.present(entry, view)
    const digits = code.replace(/^\D+/, '')
    const near = errorCatalogue().filter(candidate => digits.length > 3 && candidate.code.includes(digits.slice(0, -1)))
    throw new Failure('not-found', `the code ${code} is not known`, {
      next: [
        ...near.slice(0, 5).map(candidate => `${candidate.code}: ${candidate.meaning}`),
        'Codes are written like CBC.0154, OSM.01010004 or APIGW.0301',
      ],
    })
  }
}

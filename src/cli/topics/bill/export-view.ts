// How an export is told: one line for cron, a few for people, and a line while it runs.
import {dirname} from 'node:path'
import {sumText} from '../../../bills/diff/sum-text.js'
import type {ExportProgress, ExportResult} from '../../../bills/export/export-request.js'
import {commandLine} from '../../../command-line.js'
import {counted} from '../../../counted.js'
import {nextStep} from '../../next-step.js'
import {alignedLines} from '../../output/lines.js'
import type {View} from '../../output/view.js'

const SERVICES_SHOWN = 8

const count = (n: number) => n.toLocaleString('en')

const brakes = {throttle: ', held back by the throttle', network: ', held back by the network', none: ''}

/** What was waited for; of a short run that says nothing. */
const braked = (brake: ExportProgress['brake'], passed: number) => (passed < 2 ? '' : brakes[brake])

const seconds = (s: number) =>
  s < 10 ? `${s.toFixed(1)} s` : s < 120 ? `${Math.round(s)} s` : `${Math.round(s / 60)} min`

/** What goes on, in one line. */
export function progressLine(state: ExportProgress): string {
  const {customers, ofCustomers, records, requests, seconds: passed, brake} = state
  const rate = passed > 0.5 ? `, ${count(Math.round(records / passed))}/s${braked(brake, passed)}` : ''
  const left = customers > 0 && passed > 3 ? `, ${seconds((passed / customers) * (ofCustomers - customers))} left` : ''
  return `${count(customers)} of ${counted(ofCustomers, 'customer')}, ${counted(records, 'record')} in ${counted(requests, 'request')}${rate}${left}; reading ${state.customer}`
}

type Amounts = Pick<ExportResult['amounts'][number], 'amount' | 'official_amount'>

/** The file tells list prices alone. */
const isOfList = ({amount, official_amount}: Amounts) => amount.isZero && !official_amount.isZero

/** A sum, and on which basis it stands where it is not the amounts that accounts show. */
function amountText({currency, amount, official_amount, settlement_amount}: ExportResult['amounts'][number]): string {
  if (settlement_amount) {
    const settled = `${settlement_amount.toDisplay()} settlement`
    return amount.isZero ? `${currency} ${settled}` : `${currency} ${amount.toDisplay()} expenditure, ${settled}`
  }
  return isOfList({amount, official_amount})
    ? `${currency} ${official_amount.toDisplay()} at list prices`
    : `${currency} ${amount.toDisplay()}`
}

export function exportSummary(result: ExportResult): string {
  const shown = result.services.slice(0, SERVICES_SHOWN)
  const rest = result.services.slice(SERVICES_SHOWN)
  const basis = result.amounts.some(sum => sum.settlement_amount) ? ['expenditure'] : []
  const lists = new Set(result.amounts.filter(sum => !sum.settlement_amount && isOfList(sum)).map(sum => sum.currency))
  const lines = shown.map(service => [
    service.cloud_service_type_name || service.cloud_service_type || '(no service)',
    counted(service.records, 'record'),
    service.currency,
    ...(service.settlement_amount
      ? [service.settlement_amount.toDisplay(), 'settlement']
      : lists.has(service.currency)
        ? [service.official_amount.toDisplay(), 'at list prices']
        : [service.amount.toDisplay(), ...basis]),
  ])
  const amounts = result.amounts.map(amountText).join(', ') || 'nothing to pay'
  const {duplicates} = result
  return [
    `cycle ${result.cycle} (UTC+8), ${result.final ? 'final' : 'estimate: it can still change'} · ${counted(result.customers, 'customer')} · ${counted(result.records, 'record')} · ${amounts} · ${seconds(result.seconds)}${braked(result.brake, result.seconds)}`,
    '',
    ...alignedLines(lines, ['left', 'right', 'left', 'right', 'left']).map(line => `  ${line}`),
    ...(rest.length > 0 ? [`  and ${rest.length} more service${rest.length === 1 ? '' : 's'}`] : []),
    '',
    ...duplicateLines(duplicates),
    ...result.remarks,
    ...correctionLines(result.corrections),
    ...(result.retried !== undefined
      ? [`Asked again: only ${counted(result.retried, 'customer')} that could not be read before`]
      : result.resumed
        ? ['An interrupted export was brought to its end']
        : []),
    ...(result.path === '-' ? [] : [`${result.path} written`]),
    ...nextLines(result),
  ].join('\n')
}

/** Records that came twice, with the ids that they have. */
export function duplicateLines({count, examples}: Pick<ExportResult['duplicates'], 'count' | 'examples'>): string[] {
  if (count === 0) return []
  const ids = examples.map(({id}) => id).filter(Boolean)
  const which = ids.length > 0 ? ids.slice(0, 3).join(', ') : 'without an id, alike in every field'
  return [`${counted(count, 'record')} came twice and ${count === 1 ? 'was' : 'were'} kept: ${which}`]
}

/** What comes next of a month that is whole: it is checked, or looked at while its sums are not there yet. */
export function nextOfMonth({site, cycle, final, path}: {site: string; cycle: string; final: boolean; path: string}) {
  const file = path === '-' ? [] : path
  // The China site has no bill of the partner.
  const soFar = commandLine`bill ${site === 'cn' ? 'customers' : 'summary'} --cycle ${cycle}`
  return nextStep(`Next: ${final ? commandLine`bill reconcile ${file} --cycle ${cycle}` : soFar}`)
}

/** Where customers are missing, what is said of them tells what comes next. */
function nextLines(result: ExportResult): string[] {
  const {cycle, unread, shard, path} = result
  if (unread.length > 0) return []
  if (!shard) return [nextOfMonth(result)]
  if (path === '-') return []
  const [table, inside] = path.split(/[\\/]_shards[\\/]/)
  const folder = inside ? table! : dirname(path)
  return [nextStep(`Next, when all shards are there: ${commandLine`bill merge ${`${folder}/`} --cycle ${cycle}`}`)]
}

function correctionLines(corrections: ExportResult['corrections']): string[] {
  if (!corrections) return []
  const {previous, sums, path, problem} = corrections
  if (problem) return [`The export of ${previous} cannot be compared with it: ${problem}`]
  const what = sums.length === 0 ? 'nothing has changed' : sums.map(sumText).join('; ')
  return [`Against the export of ${previous}: ${what}`, ...(path ? [`  each of them in ${path}`] : [])]
}

export const exportView: View<ExportResult> = {
  columns: ['cycle', 'final', 'customers', 'records', 'amounts', 'path'].map(name => ({name})),
  screen: result => `${exportSummary(result)}\n`,
}

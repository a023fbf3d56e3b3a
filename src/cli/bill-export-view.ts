// How an export is told: one line for cron, a few for people, and a line while it runs.
import {sumText} from '../bills/diff/sum-text.js'
import type {ExportProgress, ExportResult} from '../bills/export-request.js'
import {counted} from '../counted.js'
import {alignedLines} from './lines.js'
import {nextStep} from './next-step.js'
import type {View} from './view.js'

const SERVICES_SHOWN = 8

const count = (n: number) => n.toLocaleString('en')

const braked = {throttle: ', held back by the throttle', network: ', held back by the network', none: ''}

const seconds = (s: number) =>
  s < 10 ? `${s.toFixed(1)} s` : s < 120 ? `${Math.round(s)} s` : `${Math.round(s / 60)} min`

/** What goes on, in one line. */
export function progressLine(state: ExportProgress): string {
  const {customers, ofCustomers, records, requests, seconds: passed, brake} = state
  const rate = passed > 0.5 ? `, ${count(Math.round(records / passed))}/s${braked[brake]}` : ''
  const left = customers > 0 && passed > 3 ? `, ${seconds((passed / customers) * (ofCustomers - customers))} left` : ''
  return `${count(customers)} of ${count(ofCustomers)} customers, ${count(records)} records in ${count(requests)} requests${rate}${left}; reading ${state.customer}`
}

export function exportSummary(result: ExportResult): string {
  const shown = result.services.slice(0, SERVICES_SHOWN)
  const rest = result.services.slice(SERVICES_SHOWN)
  const lines = shown.map(service => [
    service.cloud_service_type_name || service.cloud_service_type || '(no service)',
    `${count(service.records)} records`,
    service.currency,
    service.amount.toDisplay(),
  ])
  const amounts =
    result.amounts.map(({currency, amount}) => `${currency} ${amount.toDisplay()}`).join(', ') || 'nothing to pay'
  const {duplicates} = result
  return [
    `cycle ${result.cycle} (UTC+8), ${result.final ? 'final' : 'estimate: it can still change'} · ${count(result.customers)} customers · ${count(result.records)} records · ${amounts} · ${seconds(result.seconds)}${braked[result.brake]}`,
    '',
    ...alignedLines(lines, ['left', 'right', 'left', 'right']).map(line => `  ${line}`),
    ...(rest.length > 0 ? [`  and ${rest.length} more services`] : []),
    '',
    ...(duplicates.count > 0
      ? [
          `${count(duplicates.count)} records came twice and were kept: ${duplicates.examples
            .slice(0, 3)
            .map(({id}) => id)
            .join(', ')}`,
        ]
      : []),
    ...result.remarks,
    ...correctionLines(result.corrections),
    ...(result.retried !== undefined
      ? [`Asked again: only ${counted(result.retried, 'customer')} that could not be read before`]
      : result.resumed
        ? ['An interrupted export was brought to its end']
        : []),
    ...(result.path === '-' ? [] : [`${result.path} written`]),
    // The China site has no bill of the partner.
    nextStep(`Next: partnerctl bill ${result.site === 'cn' ? 'consumers' : 'summary'} --cycle ${result.cycle}`),
  ].join('\n')
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

// How fault rules of the sandbox are shown.
import type {View} from '../../output/view.js'

export interface FaultRow {
  id: string
  operation: string
  effect: string
  code?: string
  status?: number
  tenant?: string
  skip?: number
  count?: number
  probability?: number
  delay?: unknown
  seen: number
  hits: number
}

export const faultView: View<FaultRow> = {
  empty: 'No faults: everything works\n  partnerctl sandbox fault add --help',
  columns: [
    {name: 'id'},
    {name: 'operation'},
    {name: 'effect', text: ({effect, code, status}) => [effect, code, status].filter(Boolean).join(' ')},
    {name: 'tenant'},
    {name: 'skip', align: 'right'},
    {name: 'count', align: 'right'},
    {name: 'probability', align: 'right'},
    {name: 'seen', align: 'right'},
    {name: 'hits', align: 'right'},
    {name: 'delay', extra: true},
    {name: 'status', extra: true},
    {name: 'code', extra: true},
    {name: 'retryAfter', extra: true},
  ],
}

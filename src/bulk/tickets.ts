// One thing done to many tickets. What a ticket's status allows is known before anything is sent, and shows afterwards
// what was done.
import type {Api} from '../api/client.js'
import {Failure} from '../failure.js'
import {type ActOptions, actOn, type Scope} from '../tickets/act.js'
import {CANCELED, COMPLETED, DELETED, refusalOf, rules} from '../tickets/rules.js'
import {type Field, limits} from './fields.js'
import type {Item, Settled, Survey, Task} from './task.js'

export type BulkAction = 'urge' | 'cancel' | 'close' | 'delete' | 'rate'

/** The status in which a ticket is afterwards. Urging and rating leave it as it is. */
const afterwards: Partial<Record<BulkAction, number>> = {cancel: CANCELED, close: COMPLETED, delete: DELETED}

const ticket: Field = {
  name: 'ticket',
  aliases: ['incident_id', 'case_id', 'ticket_id', 'id'],
  required: true,
  unique: true,
  note: 'ticket id',
  example: 'TS26111867189743',
}
const note: Field = {
  name: 'note',
  aliases: ['operate_desc'],
  note: 'a note for the log of the ticket; that of --note when empty',
  check: limits('UpdateCases', 'operate_desc'),
}

/** How many statuses are asked for at once; the throttle sets the pace. */
const AT_ONCE = 16

/** The status of each row's ticket; undefined where there is no such ticket. */
async function statuses(api: Api, items: Item[], as?: string): Promise<Map<Item, number | undefined>> {
  const found = new Map<Item, number | undefined>()
  const left = [...items]
  const ask = async () => {
    for (let item = left.shift(); item; item = left.shift()) {
      const answer = api.call('ShowCaseStatus', {case_id: item.key}, {as})
      const status = await answer.catch((error: unknown) => {
        if (error instanceof Failure && error.outcome === 'not-found') return undefined
        throw error
      })
      found.set(item, status?.status)
    }
  }
  await Promise.all(Array.from({length: Math.min(AT_ONCE, items.length)}, ask))
  return found
}

/** Urges, cancels, closes, deletes or rates tickets from rows; `options` counts for every row. */
export function ticketTask(action: BulkAction, options: ActOptions, scope: Scope): Task {
  const wanted = afterwards[action]
  return {
    name: `ticket ${action}`,
    noun: ['ticket', 'tickets'],
    verb: action,
    fields: action === 'rate' ? [ticket] : [ticket, note],
    keyField: 'ticket',

    async survey(api, items) {
      const found = new Map<Item, Survey>()
      for (const [item, status] of await statuses(api, items, scope.as)) {
        const refusal = status === undefined ? `there is no ticket "${item.key}"` : refusalOf(action, status)
        if (status !== undefined && status === wanted) {
          found.set(item, {
            action: 'unchanged',
            status: 'unchanged',
            id: item.key,
            message: `is ${rules[action].done} already`,
          })
        } else if (refusal) found.set(item, {action: 'invalid', message: refusal})
        else found.set(item, {action: 'send', change: item.key})
      }
      return found
    },

    async send(api, [item]) {
      const {key, values} = item!
      await actOn(api, action, key, {...options, operate_desc: values.note || options.operate_desc}, scope)
      return new Map([[item!, {kind: 'done', status: rules[action].done, id: key}]])
    },

    async settle(api, rows) {
      const settled = new Map<Item, Settled>()
      const items = rows.map(({item}) => item)
      // No state shows whether a ticket was urged or rated.
      if (wanted === undefined) return new Map(items.map(item => [item, 'undecided']))
      for (const [item, status] of await statuses(api, items, scope.as)) {
        const gone = action === 'delete' && status === undefined
        if (gone || status === wanted) settled.set(item, {kind: 'done', status: rules[action].done, id: item.key})
        // Sent again it would be refused should the first one arrive late.
        else settled.set(item, 'no-effect')
      }
      return settled
    },
  }
}

// Commands that do one thing to one ticket or many: what differs between them is data.
import {Flags} from '@oclif/core'
import type {RowOutcome} from '../../../api/chunks.js'
import type {OperationId} from '../../../api/types.js'
import {ticketTask} from '../../../bulk/tickets.js'
import {shellWord} from '../../../command-line.js'
import {type Outcome, usage} from '../../../failure.js'
import {actOn, actOnMany, type Rating} from '../../../tickets/act.js'
import {rules} from '../../../tickets/rules.js'
import {BulkCommand, type BulkFlags, type BulkResult, rowFlags} from '../../bulk.js'
import {argumentList, writeFlags} from '../../flags.js'
import {readIds} from '../../input/text-input.js'
import {outcomeView} from '../../output/outcome-view.js'
import {scopeFlags} from './flags.js'

interface ActionSpec {
  summary: string
  description?: string
  examples: string[]
  operations: OperationId[]
  /** It cannot be taken back: a question is asked. */
  confirm?: boolean
  /** Takes a rating: values by dimension and a comment. */
  rating?: 'required' | 'optional'
  /** What can be done next, with the id in place of `ID`. */
  next?: string
}

type Given = BulkFlags & {
  file?: string
  note?: string
  group?: string
  score?: string[]
  comment?: string
  'dry-run': boolean
}

const ratingFlags = {
  score: Flags.string({
    summary: 'rating: a value from 1 to 5 for every dimension, or DIMENSION=VALUE, repeated',
    helpValue: 'VALUE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  comment: Flags.string({summary: 'comment of the rating, at most 400 characters'}),
}

/** Makes the class of a command that acts on tickets. */
export function ticketAction(action: 'urge' | 'cancel' | 'close' | 'delete' | 'rate', spec: ActionSpec) {
  const {done} = rules[action]
  const view = outcomeView<RowOutcome>('TICKET', done)
  return class extends BulkCommand<RowOutcome[] | BulkResult> {
    static override summary = spec.summary
    static override description = spec.description
    static override examples = spec.examples
    static override operations: OperationId[] = [...spec.operations, 'ShowCaseStatus']
    static exits: Outcome[] = ['refused', 'partial']
    static override args = {tickets: argumentList('ticket ids; - reads them from stdin', false)}
    static override flags = {
      ...(spec.rating ? ratingFlags : {}),
      ...(action === 'rate' ? {} : {note: Flags.string({summary: 'a note for the log of the ticket'})}),
      file: Flags.string({
        char: 'f',
        summary: 'take the tickets from this CSV or XLSX file; --template prints an example',
        helpValue: 'FILE',
      }),
      ...rowFlags,
      ...scopeFlags,
      ...writeFlags,
    }

    async run(): Promise<RowOutcome[] | BulkResult> {
      const {args, flags} = await this.parse(this.ctor as typeof BulkCommand)
      const given = flags as unknown as Given
      const named = (args.tickets as string[] | undefined) ?? []
      if (given.template) return this.rows(ticketTask(action, {}, {}), undefined, given)
      if (given.file && named.length > 0) throw usage('name the tickets, or give them in a file: not both')
      // Before rows of another ticket are asked for, one is.
      const isAsked = !given.file && named.length === 0 && this.prompts.mayAsk
      const ids = given.file ? [] : await readIds(isAsked ? [await this.chooseKnown('tickets')] : named, 'incident_id')
      if (ids.length === 0 && !given.file)
        throw usage('name a ticket, or a file with --file', 'partnerctl ticket list    shows them')
      const scope = {as: await this.customer(false), group: given.group}
      const rating = spec.rating ? await this.rating(given, spec.rating === 'required', scope.as) : {}
      if (given.file) {
        const task = ticketTask(action, {operate_desc: given.note, ...rating}, scope)
        const how = {...given, validate: given.validate || given['dry-run']}
        return this.rows(task, given.file, how, spec.confirm ? undefined : async () => {})
      }
      const [first] = ids
      if (spec.confirm) {
        const what = ids.length === 1 ? first! : `${ids.length} tickets`
        await this.confirm(`${action[0]!.toUpperCase()}${action.slice(1)} ${what}?`)
      }
      const progress = ids.length > 1 ? await this.progress('') : undefined
      const act = (id: string) => actOn(this.api, action, id, {operate_desc: given.note, ...rating}, scope)
      const rows = await actOnMany(ids, act, count => progress?.update(`${count} of ${ids.length}`))
      progress?.stop()
      const next = spec.next && ids.length === 1 && !given.score ? [spec.next.replace('ID', shellWord(first!))] : []
      const what = ids.length === 1 ? `${first} was ${done}` : `${ids.length} tickets were ${done}`
      return this.presentOutcomes(rows, view, what, ...next)
    }

    /** Values by dimension, as they were typed; asked for on a terminal where they are needed. */
    private async rating(given: {score?: string[]; comment?: string}, required: boolean, as?: string): Promise<Rating> {
      const typed = given.score ?? []
      if (typed.length === 0 && !required) return given.comment ? {judgement: given.comment} : {}
      if (typed.length === 0 && !this.prompts.mayAsk) await this.prompts.text('--score', 'Rating, 1 to 5')
      const {satisfaction_dimension_list: dimensions = []} = await this.api.call('ListSatisfactionDimensions', {}, {as})
      const read = (one: string) => {
        const [, name, value] = /^(?:(.+)=)?([1-5])$/.exec(one.trim()) ?? []
        if (!value) throw usage(`--score "${one}" is not a value from 1 to 5, nor DIMENSION=VALUE`)
        const meant = dimensions.filter(
          ({satisfaction_id, satisfaction_name}) =>
            !name ||
            String(satisfaction_id) === name ||
            satisfaction_name?.toLowerCase().startsWith(name.toLowerCase()),
        )
        if (meant.length === 0 || (name && meant.length > 1)) {
          throw usage(
            `there is no dimension "${name}"`,
            ...dimensions.map(one => `${one.satisfaction_id}  ${one.satisfaction_name}`),
          )
        }
        return meant.map(one => ({satisfaction_id: one.satisfaction_id!, satisfaction_value: Number(value)}))
      }
      const ratings =
        typed.length > 0 ? typed.flatMap(read) : await this.prompts.text('--score', 'Rating, 1 to 5', {read})
      return {judgement: given.comment ?? '', incident_satisfaction_list: ratings}
    }
  }
}

// Putting labels on a ticket and taking them off.
import type {OperationId, Output} from '../../../api/types.js'
import {commandLine} from '../../../command-line.js'
import {labelIds} from '../../../tickets/labels.js'
import {customerFlag, PartnerCommand} from '../../command.js'
import {argument, argumentList, writeFlags} from '../../flags.js'

type Labels = NonNullable<Output<'ListCaseLabels'>['case_label_list']>

/** Makes the class of a command that changes the labels of a ticket and lists what it has then. */
export function ticketLabels(
  operation: 'CreateCaseLabels' | 'DeleteCaseLabels',
  spec: {summary: string; examples: string[]},
) {
  return class extends PartnerCommand<Labels> {
    static override summary = spec.summary
    static override examples = spec.examples
    static override operations: OperationId[] = [operation]
    static override args = {ticket: argument('ticket id'), labels: argumentList('labels (names or ids)')}
    static override flags = {...customerFlag, 'dry-run': writeFlags['dry-run']}

    async run(): Promise<Labels> {
      const {args} = await this.parse(this.ctor as typeof PartnerCommand)
      const {ticket: case_id, labels} = args as unknown as {ticket: string; labels: string[]}
      const as = await this.customer(false)
      const label_ids = await labelIds(this.api, labels, {as})
      await this.api.call(operation, {case_id, label_ids}, {as, check: commandLine`ticket show ${case_id}`})
      const {case_label_list = []} = await this.api.call('ListCaseLabels', {case_id}, {as})
      return this.present(case_label_list, {
        columns: [{name: 'label_id', label: 'LABEL'}, {name: 'name'}, {name: 'color'}],
        empty: 'The ticket has no labels',
      })
    }
  }
}

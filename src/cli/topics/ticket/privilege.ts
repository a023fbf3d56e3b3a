// Granting a privilege and withdrawing it.
import type {Input, OperationId} from '../../../api/types.js'
import {customerFlag, PartnerCommand} from '../../command.js'
import {fieldArgument} from '../../fields.js'
import {writeFlags} from '../../flags.js'

interface Granted {
  privilege: string
  status: 'granted' | 'withdrawn'
}

/** Makes the class of a command that grants or withdraws a privilege of an account's users. */
export function privilegeCommand(operation: 'create' | 'delete', spec: {summary: string; examples: string[]}) {
  const status = operation === 'create' ? ('granted' as const) : ('withdrawn' as const)
  return class extends PartnerCommand<Granted> {
    static override summary = spec.summary
    static override description = "Only the account's administrator can do that."
    static override examples = spec.examples
    static override operations: OperationId[] = ['CreatePrivileges']
    static override args = {privilege: fieldArgument('CreatePrivileges', 'privilege', {description: 'privilege'})}
    static override flags = {...customerFlag, ...writeFlags}

    async run(): Promise<Granted> {
      await this.parse(this.ctor as typeof PartnerCommand)
      const as = await this.customer(false)
      const {privilege} = (await this.fields('CreatePrivileges')) as {privilege: Input<'CreatePrivileges'>['privilege']}
      if (operation === 'delete') await this.confirm(`Withdraw ${privilege} from the users of the account?`)
      await this.api.call('CreatePrivileges', {operation, privilege}, {as, check: 'partnerctl ticket privilege list'})
      this.done(`${privilege} was ${status}`)
      return this.present({privilege: String(privilege), status}, {columns: [{name: 'privilege'}, {name: 'status'}]})
    }
  }
}

// Flags that the ticket commands share.
import {Flags} from '@oclif/core'
import {customerFlag} from '../../command.js'

/** Whose tickets: the partner's own, those of a customer, those of a colleague. */
export const scopeFlags = {
  ...customerFlag,
  group: Flags.string({
    summary: "IAM group (id) that you share with a colleague, for that colleague's tickets",
    helpValue: 'ID',
  }),
}

export const attachFlags = {
  attach: Flags.string({
    summary: 'file to attach; repeat it for several',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'FILE',
  }),
  base64: Flags.boolean({summary: 'send files as Base64 inside JSON, where a proxy spoils forms'}),
}

// A contact for progress notices on the command line: an e-mail address, or a phone number with its country calling
// code.
import {Flags} from '@oclif/core'
import {customerFlag} from '../../command.js'

export const contactFlags = {
  'area-code': Flags.string({summary: 'country calling code of a phone number, without plus', helpValue: 'CODE'}),
  ...customerFlag,
}

// Whether an agreement may be signed: a flag says so, or somebody who has read it.
import type {Accept} from '../../../tickets/agreements.js'
import type {Prompter} from '../../input/prompts.js'

export const acceptance =
  (prompts: Prompter, flag: boolean, show: (text: string) => void): Accept =>
  async agreement => {
    if (flag) return true
    if (!prompts.mayAsk) return false
    show(`${agreement.agreement_name}, version ${agreement.version}\n${agreement.content}`)
    return prompts.confirm('Sign it?')
  }

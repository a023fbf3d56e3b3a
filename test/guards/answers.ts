// Guards of this: what the platform answers is recognised.
import {faults, type Guard} from './guard.js'

export const answers: Guard[] = [
  {
    what: 'what nobody signed is not taken for the gateway’s word',
    file: 'src/api/verdict.ts',
    take: "if (isFromGateway(error)) return 'not passed on'",
    put: "return 'not passed on'",
    test: [faults('writes'), 'PayOrders is sent once and its outcome is unknown'],
  },
  {
    what: 'a write is done when its answer proves it',
    file: 'src/api/proof.ts',
    take: 'const proven =',
    put: 'const proven = true ||',
    test: ['test/api/verdict.test.ts', 'is success where it holds what the operation hands back'],
  },
  {
    what: 'a missing list is no empty one',
    file: 'src/api/proof.ts',
    take: "if (success?.kind !== 'returns') return undefined",
    put: 'if (success) return undefined',
    test: ['test/api/verdict.test.ts', 'without the list that the contract promises'],
  },
]

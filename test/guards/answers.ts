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
  {
    what: 'a customer is the one that was asked for',
    file: 'src/api/asked.ts',
    take: 'const row = rows.find(one => text(one[field]) === id)',
    put: 'const row = rows[0]',
    test: ['test/commands/answers.test.ts', 'is not used: customer freeze ID'],
  },
  {
    what: 'a list that does not go on ends',
    file: 'src/api/paging.ts',
    take: 'if (rows.length > 0 && isKnown(seen, rows)) throw noProgress(name, received)',
    put: '',
    test: ['test/api/paging.test.ts', 'ends with an error: an offset that is ignored'],
  },
  {
    what: 'what stands beside the main answer does not take it down',
    file: 'src/api/client.ts',
    take: 'this.#missing.add(what)\n      return undefined',
    put: 'throw error',
    test: ['test/commands/answers.test.ts', 'leaves the customers when the budgets cannot be read'],
  },
  {
    what: 'JSON that was begun is closed when the list breaks off',
    file: 'src/cli/output/output.ts',
    take: "if (count > 0) await sink.write('\\n]\\n').catch(() => {})",
    put: '',
    test: ['test/commands/answers.test.ts', 'leaves whole JSON of what came'],
  },
  {
    what: 'a refusal for the rate lowers it',
    file: 'src/api/client.ts',
    take: 'if (isThrottle(judged)) throttle.slow(started)',
    put: 'if (isThrottle(judged)) throttle.grow()',
    test: ['test/api/client.test.ts', 'makes the next ones slower'],
  },
  {
    what: 'the first second is not fuller than the others',
    file: 'src/api/throttle.ts',
    take: '(slept ? Math.max(this.#next, now - interval) : now)',
    put: 'Math.max(this.#next, now - 1000)',
    test: ['test/api/throttle.test.ts', 'gives no burst'],
  },
  {
    what: 'what leaves late is counted when it left',
    file: 'src/api/throttle.ts',
    take: 'left.took ??= ticksOf(this.clock) - left.given',
    put: 'left.took ??= 0',
    test: ['test/api/throttle.test.ts', 'fills no second that a server counts, and uses nine tenths: 10'],
  },
  {
    what: 'null is absent for whoever reads an answer',
    file: 'src/api/contract/decode.ts',
    take: 'if (value === undefined || value === null) return undefined',
    put: 'if (value === undefined || value === null) return value',
    test: ['test/api/decode.test.ts', 'has the types of the contract, whatever came'],
  },
  {
    what: 'a filter looks at every row',
    file: 'src/cli/command.ts',
    take: 'return this.#isSelected ? undefined : this.#shownLimit',
    put: 'return this.#shownLimit',
    test: ['test/commands/chosen-rows.test.ts', 'a filter finds what lies behind the first rows'],
  },
]

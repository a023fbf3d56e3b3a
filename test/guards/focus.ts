// Guards of this: that FOCUS files are held to the rules of FOCUS.
import type {Guard} from './guard.js'

const broken = (title: string): Guard['test'] => ['test/bills/validate/validate.test.ts', title]

export const focus: Guard[] = [
  {
    what: 'FOCUS: a product is compared to its last digit',
    file: 'src/bills/validate/checks.ts',
    take: 'compareExact(timesExact(x, y), z) === 0',
    put: 'isNear(Number(left) * Number(right), Number(product))',
    test: broken('a product in its last digit'),
  },
  {
    what: 'FOCUS: a rule holds under its conditions only',
    file: 'src/bills/validate/model.ts',
    take: 'const conditions = condition ? [...above.conditions, condition] : above.conditions',
    put: 'const conditions: Check[] = []',
    test: broken('a file without fault'),
  },
  {
    what: 'FOCUS: a rule whose condition is the wrong way round is held to its words',
    file: 'src/bills/validate/model.ts',
    take: 'lookUp(corrections, id) ?? stated',
    put: 'stated',
    test: broken('usage without a quantity'),
  },
  {
    what: 'FOCUS: a rule on what a provider supports waits for the provider',
    file: 'src/bills/validate/validate.ts',
    take: 'rule.criteria.every(name => met.has(name))',
    put: 'met.size >= 0',
    test: broken('a column that is missing'),
  },
  {
    what: 'FOCUS: a broken MUST ends with 10',
    file: 'src/commands/bill/validate.ts',
    take: 'if (found.must_failed > 0) {',
    put: 'if (found.must_failed < 0) {',
    test: broken('bill validate shows what is broken with the first row, and exits 10'),
  },
  {
    what: 'FOCUS without records is taken for no records',
    file: 'src/bills/read/exported-layout.ts',
    take: 'if (isOtherFocus(names)) {',
    put: 'if (names.length === 0) {',
    test: broken('bill validate is what can be done with FOCUS that has no records in it'),
  },
]

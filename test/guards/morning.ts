// Guards of the morning: nothing is well that nobody has seen.
import type {Guard} from './guard.js'

const parts = (title: string): Guard['test'] => ['test/commands/today-parts.test.ts', title]

export const morning: Guard[] = [
  {
    what: 'today: a wrong key ends the run after one request',
    file: 'src/customers/today.ts',
    take: 'if (status !== 401) open()',
    put: 'if (status !== 1) open()',
    test: parts('ends after one request where the keys are wrong'),
  },
  {
    what: 'today: a budget without its amounts is not read',
    file: 'src/customers/with-budget.ts',
    take: 'const isUnread = budget && (!budget_amount || (budgetOf(budget) && !used_amount))',
    put: 'const isUnread = false',
    test: parts('budgets that cannot be read'),
  },
  {
    what: 'today: customers that could not be read are no number',
    file: 'src/customers/today.ts',
    take: 'if (sources.every(({isWhole}) => isWhole)) today',
    put: 'today',
    test: parts('customers that cannot be read'),
  },
  {
    what: 'today: resellers are only none where the platform says so',
    file: 'src/customers/resellers.ts',
    take: 'if (error instanceof Failure && error.code === codes.accessDenied) return []',
    put: 'if (error instanceof Failure) return []',
    test: parts('customers that cannot be read are those of resellers'),
  },
  {
    what: 'today: what was given back does not expire',
    file: 'src/customers/today.ts',
    take: 'row => row.status !== CLOSED && ',
    put: 'row => ',
    test: parts('lists nothing as expiring that was given back'),
  },
  {
    what: 'today: what is remembered is an answer of the operation',
    file: 'src/customers/asked-each.ts',
    take: 'return [[customer_id, {at, rows: lookUp(decoded, items) ?? []}]]',
    put: 'return [[customer_id, {at, rows}]]',
    test: parts('takes nothing for remembered that is no answer'),
  },
]

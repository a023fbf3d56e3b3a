// A customer without a budget has none, whichever command is asked, and whether the API leaves it out or says zero.
import {expect, it} from 'vitest'
import {budgetOf, budgetText, leftOf} from '../../../src/customers/budget-amount.js'
import {Decimal} from '../../../src/decimal.js'
import {cli, emptyHome} from '../../support/cli.js'

it.each([
  [undefined, 'none', undefined],
  [null, 'none', undefined],
  [Decimal.zero, 'none', undefined],
  [Decimal.parse('0.00'), 'none', undefined],
  [Decimal.parse('5'), '5.00', '3'],
])('%s is shown as %s', (budget_amount, text, left) => {
  expect([budgetText({budget_amount}), budgetOf({budget_amount}) === undefined]).toEqual([text, text === 'none'])
  expect(leftOf({budget_amount, used_amount: Decimal.parse('2')})?.text).toBe(left)
})

it('is said alike by every command', async () => {
  emptyHome()
  const name = 'fjord-telecom-01'
  for (const line of [
    `budget show ${name}`,
    `budget list ${name}`,
    `customer show ${name}`,
    `customer list --name ${name}`,
  ]) {
    const {stdout} = await cli(`${line} --profile sandbox`)
    expect([line, /\bnone\b/.test(stdout), /of 0\.00|used 0\.00/.test(stdout)]).toEqual([line, true, false])
  }
})

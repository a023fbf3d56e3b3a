// Every member of every answer, null, absent, of another JSON type, empty and unknown: what comes out is what the
// contract promises, and every column can show it.
import {describe, expect, it} from 'vitest'
import {operationTable} from '../../src/api/contract/contract.js'
import {decodeAnswer, type Shape, shapeOf} from '../../src/api/contract/decode.js'
import {parseJson, stringifyJson} from '../../src/api/json.js'
import {answerView, rowsView} from '../../src/cli/output/contract-view.js'
import {plainText} from '../../src/cli/output/select.js'
import {cellValue} from '../../src/cli/output/view.js'
import {Decimal} from '../../src/decimal.js'
import {keepsPromise, sampleOf, variants, withMember} from '../support/odd.js'

const ids = Object.keys(operationTable().operations).filter(id => shapeOf(id) !== undefined)

/** What a shape becomes, and what was told about it. */
function decode(id: string, data: unknown) {
  const told: string[] = []
  const answer = decodeAnswer(id, parseJson(JSON.stringify(data)), (place, promised) =>
    told.push(`${place} is not ${promised}`),
  ) as Record<string, unknown>
  return {answer, told}
}

describe('an answer', () => {
  it('has the types of the contract, whatever came', () => {
    const credit = {consumption_quota: 100.5, currency: null, due_amount: '7', more: {a: null}, coupon_amount: ''}
    expect(decode('ShowPartnerConsumptionQuota', credit).answer).toEqual({
      consumption_quota: '100.5',
      due_amount: '7',
      coupon_amount: '',
      more: {a: null},
    })
    const {answer} = decode('ListSubCustomerBudget', {
      budget_infos: [null, {customer_id: 12, budget_amount: '12.500', used_amount: 3, budget_type: null}],
      currency: 'USD',
    })
    expect(stringifyJson(answer)).toBe(
      '{"budget_infos":[{"customer_id":"12","budget_amount":12.500,"used_amount":3}],"currency":"USD"}',
    )
  })

  it('keeps every digit', () => {
    const text = '{"budget_infos":[{"customer_id":12345678901234567890,"budget_amount":0.10,"used_amount":"1E-8"}]}'
    const answer = decodeAnswer('ListSubCustomerBudget', parseJson(text), () => {})
    expect(stringifyJson(answer)).toBe(
      '{"budget_infos":[{"customer_id":"12345678901234567890","budget_amount":0.10,"used_amount":1E-8}]}',
    )
  })

  it('has codes as they came, and numbers for texts that are numbers', () => {
    const row = {incident_id: 'T', status: '2', simple_description: null, label_list: {}, is_authorized: 'PERHAPS'}
    const {answer, told} = decode('ListCases', {total_count: '1', incident_info_list: [row]})
    expect(answer).toEqual({
      total_count: 1,
      incident_info_list: [{incident_id: 'T', status: 2, is_authorized: 'PERHAPS'}],
    })
    expect(told).toEqual(['incident_info_list.label_list is not a list'])
    const unknown = decode('ListCases', {incident_info_list: [{status: 'SLEEPING'}]})
    expect(unknown).toEqual({answer: {incident_info_list: [{status: 'SLEEPING'}]}, told: []})
  })

  it('tells what is left out, and not its value', () => {
    const {answer, told} = decode('ShowSubCustomerBudget', {budget_amount: 'a lot', used_amount: true})
    expect(answer).toEqual({})
    expect(told).toEqual(['budget_amount is not a number', 'used_amount is not a number'])
  })

  it('is an object where nothing came', () => {
    for (const nothing of [null, {}, '']) expect(decode('FreezeSubCustomers', nothing).answer).toEqual({})
    expect(decodeAnswer('FreezeSubCustomers', undefined, () => {})).toEqual({})
  })
})

/** The members of a shape, each with the way to it. */
function* members(shape: Shape, path: string[] = []): Generator<{path: string[]; shape: Shape}> {
  if (path.length > 0) yield {path, shape}
  if (Array.isArray(shape)) yield* members(shape[0], [...path, '0'])
  else if (typeof shape === 'object')
    for (const [name, one] of Object.entries(shape)) yield* members(one, [...path, name])
}

describe.each(ids)('%s', id => {
  const shape = shapeOf(id)!
  const {paging} = operationTable().operations[id]!
  const sample = sampleOf(shape)

  it('is what the contract promises, whichever member is odd', () => {
    for (const {path, shape: member} of members(shape)) {
      for (const [name, odd] of Object.entries(variants)) {
        const {answer} = decode(id, withMember(sample, path, odd(member)))
        expect(keepsPromise(shape, answer), `${path.join('.')} ${name}: ${stringifyJson(answer)}`).toBe(true)
      }
    }
  })

  it('can be shown in every column, whichever member is odd', () => {
    const view = paging?.items
      ? rowsView<Record<string, unknown>>(id as 'ListCases', [])
      : answerView<Record<string, unknown>>(id as 'ListCases', [])
    for (const {path, shape: member} of members(shape)) {
      for (const [name, odd] of Object.entries(variants)) {
        const {answer} = decode(id, withMember(sample, path, odd(member)))
        const rows = paging?.items ? ((answer[paging.items] ?? []) as Record<string, unknown>[]) : [answer]
        for (const row of rows) {
          for (const column of view.columns) {
            const text = column.text?.(row) ?? plainText(cellValue(column, row))
            expect(text, `${path.join('.')} ${name} in ${column.name}`).not.toMatch(/undefined|NaN|\[object|^null$/)
          }
        }
      }
    }
  })
})

it('finds each operation in its line of the table', () => {
  expect(ids.length).toBeGreaterThan(145)
  expect(shapeOf('ListSubCustomers')).toMatchObject({customer_infos: [{customer_id: 's'}], count: 'i'})
  expect(shapeOf('NoSuchOperation')).toBeUndefined()
})

it('shows an amount that is finer than the grid as it was written', () => {
  expect(Decimal.parse('0.1234567891').toDisplay()).toBe('0.1234567891')
})

import {describe, expect, it} from 'vitest'
import {choose, type Field, limits, oneOf, readRows, template, yesNo} from '../../src/bulk/fields.js'
import {resultColumns} from '../../src/bulk/result.js'

const fields: Field[] = [
  {name: 'customer', aliases: ['customer_id'], required: true, unique: true, note: 'who'},
  {name: 'code', note: 'a code', secret: true, check: (text, name) => (text === '1' ? undefined : `${name} is not 1`)},
  {name: 'unfreeze', note: 'yes or no', check: oneOf(yesNo)},
]
const rows = (headings: string[], ...cells: string[][]) =>
  readRows({headings, rows: cells.map((row, i) => ({number: i + 2, cells: row}))}, fields, resultColumns)

describe('columns', () => {
  it('are found by name in any order and spelling, and unknown ones are carried', () => {
    const {rows: found, carried} = rows(
      ['Note', 'UN-FREEZE', ' Customer Id', 'status'],
      ['hi', 'Yes', '007', 'created'],
    )
    expect(carried).toEqual(['Note', 'UN-FREEZE'])
    expect(found[0]).toMatchObject({values: {customer: '007', code: ''}, carried: {Note: 'hi'}, problems: []})
  })

  it('must be there, and once', () => {
    expect(() => rows(['code'], ['1'])).toThrow(/column customer is missing/)
    expect(() => rows(['customer', 'Customer-ID'], ['a', 'b'])).toThrow(/two columns are "customer"/)
  })
})

describe('rows', () => {
  it('are told what is wrong with them, all of it, without secrets', () => {
    const {rows: found} = rows(['customer', 'code', 'unfreeze'], ['', '2', 'perhaps'])
    expect(found[0]!.problems).toEqual([
      'customer is empty',
      'code is not 1',
      'unfreeze "perhaps" is none of: yes, no, true, false',
    ])
  })

  it('that contradict each other are all left out', () => {
    const {rows: found} = rows(['customer'], ['a'], ['b'], ['a'])
    expect(found.map(row => row.problems)).toEqual([
      ['customer a stands in row 4, too'],
      [],
      ['customer a stands in row 2, too'],
    ])
  })

  it('with an id that was rounded are refused', () => {
    for (const text of ['1.23457E+18', '1,23457E+18', '1E+15']) {
      expect(rows(['customer'], [text]).rows[0]!.problems[0]).toMatch(/has rounded: format the column as text/)
    }
    for (const text of ['3e45', '1E5', 'E+20', '1.5']) expect(rows(['customer'], [text]).rows[0]!.problems).toEqual([])
  })
})

it('limits come from the contract', () => {
  const name = limits('CreateSubCustomer', 'domain_name')
  expect(name('andes-retail', 'name')).toBeUndefined()
  expect(name('abc', 'name')).toBe('name needs at least 5 characters')
  expect(name('1andes', 'name')).toBe('name "1andes" must be of letters, digits, - and _, and begin with no digit')
})

it('words stand for values in any case', () => {
  expect(choose(yesNo, 'YES')).toBe(true)
  expect(choose(yesNo, '')).toBeUndefined()
})

it('the template is a file that can be read as it is', async () => {
  const text = await template('test', fields)
  expect(text).toContain('# customer: required; who')
  expect(text.split('\r\n').at(-3)).toBe('customer,code,unfreeze')
})

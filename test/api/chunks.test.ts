// What became of rows that were sent together: what the answer says of each, and of none.
import {describe, expect, it} from 'vitest'
import {outcomesOf, type Told} from '../../src/api/chunks.js'

const no = {error_code: 'CBC.5002', error_msg: 'no such customer'}

const cases: [what: string, ids: string[], told: Told, statuses: string[]][] = [
  ['nothing failed', ['a', 'b'], {}, ['done', 'done']],
  ['one failed', ['a', 'b'], {failed: [{id: 'b', ...no}]}, ['done', 'failed']],
  ['one failed, by its resource id', ['a', 'b'], {failed: [{resource_id: 'a', ...no}]}, ['failed', 'done']],
  ['an error without an id, of one row', ['a'], {failed: [no]}, ['failed']],
  ['an error with another id, of one row', ['a'], {failed: [{id: 'x', ...no}]}, ['failed']],
  ['an error without an id, of several rows', ['a', 'b'], {failed: [no]}, ['unknown', 'unknown']],
  [
    'an error with another id beside one of ours',
    ['a', 'b'],
    {failed: [{id: 'a', ...no}, {id: 'x'}]},
    ['failed', 'unknown'],
  ],
  ['each is named', ['a', 'b'], {done: ['b', 'a']}, ['done', 'done']],
  ['one is not named', ['a', 'b'], {done: ['b']}, ['unknown', 'done']],
  ['one is not named, the other failed', ['a', 'b'], {done: [], failed: [{id: 'b', ...no}]}, ['unknown', 'failed']],
  ['others are named', ['a', 'b'], {done: ['x', 'y']}, ['unknown', 'unknown']],
  ['the only row, without an id', ['a'], {done: [undefined]}, ['done']],
  ['another than the only row', ['a'], {done: ['x']}, ['unknown']],
  [
    'an error with another id, but ours are named',
    ['a', 'b'],
    {done: ['a', 'b'], failed: [{id: 'x'}]},
    ['done', 'done'],
  ],
]

describe('rows that were sent together', () => {
  it.each(cases)('%s', (_, ids, told, statuses) => {
    const rows = outcomesOf(ids, told)
    expect(rows.map(row => row.id)).toEqual(ids)
    expect(rows.map(row => row.status)).toEqual(statuses)
  })

  it('carry the reason', () => {
    expect(outcomesOf(['a'], {failed: [no]})).toEqual([{id: 'a', status: 'failed', ...no}])
    expect(outcomesOf(['a', 'b'], {done: ['a']})[1]!.error_msg).toMatch(/does not say/)
  })
})

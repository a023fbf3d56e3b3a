// What became of rows that were sent together: what the answer says of each, and of none.
import {describe, expect, it} from 'vitest'
import {outcomeOfRows, outcomesOf, sendInChunks, type Told} from '../../src/api/chunks.js'
import {Failure} from '../../src/failure.js'

const open = {error_code: 'CBC.0999', error_msg: 'other error'}
const no = {error_code: 'CBC.5002', error_msg: 'no such customer'}

const cases: [what: string, ids: string[], told: Omit<Told, 'check'>, statuses: string[]][] = [
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
  ['done and failed at once', ['a', 'b'], {done: ['a', 'b'], failed: [{id: 'a', ...no}]}, ['unknown', 'done']],
  ['the only row is named, beside an error without an id', ['a'], {done: ['a'], failed: [no]}, ['unknown']],
  [
    'all are named, beside an error without an id',
    ['a', 'b'],
    {done: ['a', 'b'], failed: [no]},
    ['unknown', 'unknown'],
  ],
  ['one is named, beside an error without an id', ['a', 'b'], {done: ['a'], failed: [no]}, ['done', 'unknown']],
  ['a code that leaves it open', ['a', 'b'], {failed: [{id: 'a', ...open}]}, ['unknown', 'done']],
  ['a code that leaves it open, of one row', ['a'], {failed: [open]}, ['unknown']],
  ['a code that is none', ['a'], {failed: [{id: 'a', error_code: '502'}]}, ['unknown']],
  ['a code that says success', ['a'], {failed: [{id: 'a', error_code: 'CBC.0000'}]}, ['unknown']],
  ['a throttled row', ['a'], {failed: [{id: 'a', error_code: 'CBC.0250'}]}, ['failed']],
  ['an order for the others', ['a', 'b'], {orders: ['o'], failed: [{resource_id: 'a', ...no}]}, ['failed', 'done']],
  ['an order, and the only row failed', ['a'], {orders: ['o'], failed: [{id: 'a', ...no}]}, ['unknown']],
  ['an order, and another failed', ['a'], {orders: ['o'], failed: [{id: 'x', ...no}]}, ['unknown']],
  ['an order that is not paid', ['a', 'b'], {orders: ['o'], failed: [{id: 'a', ...open}]}, ['unknown', 'unknown']],
  ['no order, and the other failed', ['a', 'b'], {orders: [], failed: [{id: 'a', ...no}]}, ['failed', 'unknown']],
]

describe('rows that were sent together', () => {
  it.each(cases)('%s', (_, ids, told, statuses) => {
    const rows = outcomesOf(ids, {...told, check: 'look there'})
    expect(rows.map(row => row.id)).toEqual(ids)
    expect(rows.map(row => row.status)).toEqual(statuses)
  })

  it('carry the reason', () => {
    expect(outcomesOf(['a'], {failed: [no], check: 'look there'})).toEqual([{id: 'a', status: 'failed', ...no}])
    expect(outcomesOf(['a', 'b'], {done: ['a'], check: 'look there'})[1]).toMatchObject({
      error_msg: expect.stringMatching(/does not say/),
      check: 'look there',
    })
  })
})

describe('rows that are sent in portions', () => {
  const wrongKeys = new Failure('denied', 'wrong', {status: 401})
  const noWay = new Failure('unavailable', 'no network')
  const taken = new Failure('refused', 'no')
  const done = {check: ''}

  /** What becomes of rows, one a portion: the ends that they come to, in turn. */
  const sending = async (ends: (Failure | Told)[]) => {
    let sent = 0
    const send = async () => {
      const end = ends[sent++]!
      if (end instanceof Failure) throw end
      return end
    }
    const rows = await sendInChunks(
      ends.map((_, index) => String(index)),
      1,
      send,
    ).catch(error => error)
    return {sent, rows, outcome: rows instanceof Failure ? rows.outcome : outcomeOfRows(rows)}
  }

  it.each([
    ['end at wrong keys, with nothing done', [wrongKeys, done, done], 1, 'denied'],
    ['end at wrong keys, with something refused', [taken, wrongKeys, done], 2, 'denied'],
    ['end at wrong keys, with something done', [done, wrongKeys, done], 2, 'partial'],
    ['end where nothing gets through', [noWay, done], 1, 'unavailable'],
    ['end where something was done, and nothing gets through', [done, noWay, done], 2, 'partial'],
    ['go on after a refusal', [taken, done], 2, 'partial'],
    ['go on after something that may not be done', [new Failure('denied', 'no', {status: 403}), done], 2, 'partial'],
    ['end at one whose outcome is unknown', [new Failure('unknown', '?', {check: 'look'}), done], 1, 'unknown'],
  ] as const)('%s', async (_, ends, sent, outcome) => {
    expect(await sending([...ends])).toMatchObject({sent, outcome})
  })
})

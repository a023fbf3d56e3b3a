// Lists that never end by themselves: a marker that comes again, an offset that the server takes no notice of.
import {describe, expect, it} from 'vitest'
import type {Paging} from '../../src/api/contract/contract.js'
import {walkPages} from '../../src/api/paging.js'

interface Row {
  id: number
}

const byOffset: Paging = {in: 'query', offset: 'offset', limit: 'limit', maxLimit: 3, total: 'count', items: 'rows'}
const byPage: Paging = {...byOffset, offsetUnit: 'page'}
const byMarker: Paging = {
  in: 'query',
  limit: 'limit',
  marker: 'marker',
  next: 'page.next',
  maxLimit: 3,
  total: null,
  items: 'rows',
}

async function walk(paging: Paging, answer: (place: Record<string, unknown>, asked: number) => object) {
  const ids: number[] = []
  let asked = 0
  const pages = walkPages<Row, unknown>(paging, {
    name: 'ListThings',
    limit: Number.POSITIVE_INFINITY,
    warn: () => {},
    ask: async place => {
      if (++asked > 50) throw new Error('it does not end')
      return answer(place, asked) as Record<string, unknown>
    },
  })
  const end = await (async () => {
    for await (const page of pages) ids.push(...page.rows.map(row => row.id))
  })().then(
    () => undefined,
    error => error,
  )
  return {ids, asked, end}
}

const rows = (...ids: number[]) => ids.map(id => ({id}))
const stuck = {outcome: 'failed', message: expect.stringMatching(/ListThings: .*does not go on.*3 rows/)}

describe('a count that contradicts the rows', () => {
  it.each([
    ['falls to nothing', (n: number) => (n === 1 ? {count: 9, rows: rows(1, 2, 3)} : {count: 0, rows: []})],
    ['falls to nothing, as null', (n: number) => (n === 1 ? {count: 9, rows: rows(1, 2, 3)} : {count: 0, rows: null})],
    ['is a decimal', (n: number) => (n === 1 ? {count: '9.0', rows: rows(1, 2, 3)} : {count: '9.0', rows: []})],
  ])('is no end: it %s', async (_, answer) => {
    const {ids, end} = await walk(byOffset, (_place, n) => answer(n))
    expect([ids, end]).toEqual([
      [1, 2, 3],
      expect.objectContaining({message: expect.stringContaining('counts 9 rows, but gave 3')}),
    ])
  })

  it.each([0, 1])('is none: %i beside three rows, more of which follow', async count => {
    const {ids, end} = await walk(byOffset, (_, n) => ({count, rows: n === 1 ? rows(1, 2, 3) : rows(4)}))
    expect([ids, end]).toEqual([[1, 2, 3, 4], undefined])
  })

  it('may fall by what was taken away meanwhile', async () => {
    const {ids, end} = await walk(byOffset, (_, n) =>
      n === 1 ? {count: 5, rows: rows(1, 2, 3)} : {count: 4, rows: rows(4)},
    )
    expect([ids, end]).toEqual([[1, 2, 3, 4], undefined])
  })
})

describe('a list that does not go on', () => {
  it.each([
    ['an offset that is ignored', byOffset, () => ({count: 1000, rows: rows(1, 2, 3)})],
    ['an offset that is ignored, without a total', byOffset, () => ({rows: rows(1, 2, 3)})],
    ['a page number that is ignored', byPage, () => ({count: 1000, rows: rows(1, 2, 3)})],
    ['a marker that is ignored', byMarker, () => ({rows: rows(1, 2, 3), page: {next: 'm'}})],
  ] as const)('ends with an error: %s', async (_, paging, answer) => {
    const {ids, asked, end} = await walk(paging, answer)
    expect(end).toMatchObject(stuck)
    expect({ids, asked}).toEqual({ids: [1, 2, 3], asked: 2})
  })

  it('ends with an error when a marker comes again, whatever the rows are', async () => {
    const {asked, end} = await walk(byMarker, (_, n) => ({rows: rows(n), page: {next: 'same'}}))
    expect(end).toMatchObject({outcome: 'failed'})
    expect(asked).toBe(2)
  })

  it('ends with an error when pages go round in a circle', async () => {
    const {ids, end} = await walk(byOffset, (_, n) => ({count: 1000, rows: n % 2 ? rows(1, 2, 3) : rows(4, 5, 6)}))
    expect(end).toMatchObject({outcome: 'failed'})
    expect(ids).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('is read on where a page is empty and its marker leads on', async () => {
    const pages = [rows(), rows(1), rows(), rows(), rows(2)]
    const {ids, end} = await walk(byMarker, (_, n) => ({rows: pages[n - 1], page: {next: n < 5 ? `m${n}` : ''}}))
    expect([end, ids]).toEqual([undefined, [1, 2]])
  })

  it('ends with an error when empty pages lead on for ever', async () => {
    const {asked, end} = await walk(byMarker, (_, n) => ({rows: rows(), page: {next: `m${n}`}}))
    expect([end, asked]).toEqual([expect.objectContaining({outcome: 'failed'}), 21])
    const same = await walk(byMarker, () => ({rows: rows(), page: {next: 'm'}}))
    expect([same.end, same.asked]).toEqual([expect.objectContaining({outcome: 'failed'}), 2])
  })

  it('ends where the contract knows no marker', async () => {
    const {ids, end} = await walk({...byMarker, next: null}, () => ({rows: rows(1, 2, 3), page: {next: 'm'}}))
    expect([end, ids]).toEqual([undefined, [1, 2, 3]])
  })

  it('is no list that ends: pages that differ are all read', async () => {
    const pages = [rows(1, 2, 3), rows(3, 4, 5), rows(6)]
    const {ids, end} = await walk(byMarker, (_, n) => ({rows: pages[n - 1], page: {next: n < 3 ? `m${n}` : null}}))
    expect(end).toBeUndefined()
    expect(ids).toEqual([1, 2, 3, 3, 4, 5, 6])
  })
})

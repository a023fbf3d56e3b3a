// The book that one begins with.
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {readPriceBook} from '../../../src/bills/rating/book.js'
import {newBook} from '../../../src/cli/topics/bill/new-book.js'
import {temporaryFolder} from '../../support/cli.js'

const template = readFileSync('src/bills/rating/pricebook.template.yaml', 'utf8')

it('has an entry for each customer, whatever it is called, and is read as it was written', async () => {
  const names = ['vega', 'null', '007', 'a: b', 'Łódź "x"', '-', 'yes', 'ACME-1']
  const ids = names.map((_, i) => `${i}`.padStart(32, 'a'))
  const customers = names.map((account_name, i) => ({account_name, customer_id: ids[i]!}))
  const path = join(temporaryFolder(), 'book.yaml')
  writeFileSync(
    path,
    newBook(template, {cost: 'settlement', customers: [...customers, {account_name: '', customer_id: '7'}]}),
  )
  const book = await readPriceBook(path)
  expect([...book.customers.keys()].sort()).toEqual([...names, '7'].sort())
  for (const [i, id] of ids.entries()) expect(book.customer(id)).toMatchObject({key: names[i], name: names[i]})
  expect(book.cost).toBe('settlement')
  expect(book.resellers.size).toBe(0)
  // The rest is the template's.
  expect(book.rules).toHaveLength(4)
  expect(newBook(template, {cost: 'expenditure', customers: []})).toBe(template)
})

it('has the resellers with their customers, and bills as before until somebody changes it', async () => {
  const reseller = {id: 'e'.repeat(32), name: 'no: "yes"'}
  const customers = ['b', 'a', 'own'].map((account_name, i) => {
    return {account_name, customer_id: `${i}`.repeat(32), ...(account_name === 'own' ? {} : {reseller})}
  })
  const path = join(temporaryFolder(), 'book.yaml')
  writeFileSync(path, newBook(template, {cost: 'settlement', customers}))
  const book = await readPriceBook(path)
  expect(book.resellers.get(reseller.name)).toMatchObject({id: reseller.id, bills: 'customers', members: ['a', 'b']})
  expect(book.namesOf({customer_id: '1'.repeat(32)} as never).resellers).toContain(reseller.id)
  expect(book.payer({customer_id: '1'.repeat(32)})).toMatchObject({bill_to: '', party: {key: 'a'}})
})

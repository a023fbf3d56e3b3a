// A plain journal that every ledger can map: a line for each account of a document, debit and credit alike.
import {csvLines} from '../../csv.js'
import type {Decimal} from '../../decimal.js'
import {type LedgerDocument, textOf} from './document.js'

const COLUMNS = 'date document customer account debit credit currency tax_code refers_to due_date text'.split(' ')

/** What is above zero is a debit, or where it is turned round a credit; the debits of a document are its credits. */
export function journalFile(documents: LedgerDocument[]): string {
  const rows = documents.flatMap(document => {
    const {statement, number, debtor, postings} = document
    const {issue_date, due_date, account_name, customer_id, currency, refers_to = '', total, decimals} = statement
    const row = (account: string, amount: Decimal, isDebit: boolean, code = '') => {
      const text = amount.abs().toFixed(Math.max(decimals, amount.significantDecimals))
      const sides = isDebit !== amount.isNegative ? [text, ''] : ['', text]
      return [
        issue_date,
        number,
        account_name || customer_id,
        account,
        ...sides,
        currency,
        code,
        refers_to,
        due_date,
        textOf(document),
      ]
    }
    return [
      row(debtor, total, true),
      ...postings.flatMap(({account, net, tax, taxes}) => [
        row(account, net, false, tax),
        ...taxes.map(one => row(one.account, one.amount, false, one.code)),
      ]),
    ]
  })
  return csvLines([COLUMNS, ...rows])
}

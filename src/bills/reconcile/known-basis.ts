// What reconciliation has shown of a partner's bills, kept by account and month: what was found out outranks what is
// assumed.
import {existsSync, readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {makeFolder, writeFileAtomic} from '../../files.js'
import {lookUp} from '../../look-up.js'
import {dataFolder} from '../../profiles/paths.js'
import type {BillBasis} from './basis.js'

/** The account whose bills they are: its site and its domain id. */
export interface BilledAccount {
  site: string
  domainId: string
}

/** Months by account. */
type Kept = Record<string, Record<string, BillBasis>>

const path = () => join(dataFolder(), 'bill-basis.json')

const keyOf = ({site, domainId}: BilledAccount): string => `${site}/${domainId}`

/** What is kept is no more than a hint: a file that cannot be read says nothing. */
function read(): Kept {
  try {
    return existsSync(path()) ? (JSON.parse(readFileSync(path(), 'utf8')) as Kept) : {}
  } catch {
    return {}
  }
}

/** Writes down the basis of a month's bill; undefined takes back what was known. */
export function keepBasis(account: BilledAccount, cycle: string, basis: BillBasis | undefined): void {
  const kept = read()
  const months = {...lookUp(kept, keyOf(account))}
  if (lookUp(months, cycle) === basis) return
  if (basis) months[cycle] = basis
  else delete months[cycle]
  makeFolder(dirname(path()))
  writeFileAtomic(path(), `${JSON.stringify({...kept, [keyOf(account)]: months}, undefined, 1)}\n`, 0o600)
}

/** The basis of a month's bill, or else of the newest month that was looked at. */
export function knownBasis(account: BilledAccount, cycle?: string): {basis: BillBasis; cycle: string} | undefined {
  const months = lookUp(read(), keyOf(account)) ?? {}
  const month = cycle !== undefined && lookUp(months, cycle) ? cycle : Object.keys(months).sort().at(-1)
  return month === undefined ? undefined : {basis: lookUp(months, month)!, cycle: month}
}

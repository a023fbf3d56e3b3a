// What a month that is exported again changes in the export that it replaces.
import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {csvLines} from '../../csv.js'
import {fileTrouble} from '../../failure.js'
import {WholeFile} from '../../whole-file.js'
import {Diff, type Difference, type DifferenceSum} from '../diff/diff.js'
import {exportedBatches} from '../read/open-records.js'
import {checkFile} from './files/held.js'
import type {Manifest} from './files/manifest.js'
import type {Target} from './files/target.js'
import {isSameQuestion} from './same-query.js'

export interface Corrections {
  /** When the export was made that is replaced. */
  previous: string
  /** Per currency; empty when nothing has changed. */
  sums: DifferenceSum[]
  /** CSV with each record. */
  path?: string
  /** Why it cannot be told. */
  problem?: string
}

/**
 * Compares what stands in the place with what stood there before, and writes each difference into a file. Undefined
 * where the two cannot be compared:
 * another question, or a format that is only written.
 */
export async function correctionsTo(before: Manifest, now: Manifest, target: Target): Promise<Corrections | undefined> {
  const {run, started: previous, query} = before
  if (run === now.run) return undefined
  if (!isSameQuestion(query, now.query)) return undefined
  const checksums = ({files}: Manifest) => JSON.stringify(files.map(({sha256}) => sha256).sort())
  if (checksums(before) === checksums(now)) return {previous, sums: []}
  const isReadable = query.format !== 'xlsx'
  if (!isReadable || !existsSync(target.before)) return undefined
  try {
    return {previous, ...(await written(before, target, target.corrections(now.run)))}
  } catch (error) {
    // The export is whole and in its place, whatever was done to the one before.
    return {previous, sums: [], problem: fileTrouble(error)}
  }
}

async function written(before: Manifest, target: Target, path: string): Promise<Pick<Corrections, 'sums' | 'path'>> {
  const diff = new Diff()
  for (const file of before.files) await checkFile(join(target.before, file.name), file)
  const sides = [exportedBatches(target.before), exportedBatches(target.path)] as const
  let file: WholeFile | undefined
  try {
    for await (const difference of diff.differences(...sides)) {
      if (!file) {
        file = await WholeFile.create(path)
        await file.write(csvLines([columns.map(({name}) => name)]))
      }
      await file.write(csvLines([columns.map(({text}) => text(difference))]))
    }
  } catch (error) {
    await file?.discard()
    throw error
  }
  await file?.finish()
  return {sums: diff.totals, path: file && path}
}

const columns: {name: string; text(difference: Difference): string}[] = [
  {name: 'kind', text: row => row.kind},
  {name: 'customer_id', text: row => row.customer_id},
  {name: 'account_name', text: row => row.account_name},
  {name: 'id', text: row => row.id},
  {name: 'bill_date', text: row => row.bill_date},
  {name: 'currency', text: row => row.currency},
  {name: 'amount_before', text: row => row.amount_before?.text ?? ''},
  {name: 'amount_after', text: row => row.amount_after?.text ?? ''},
  {name: 'difference', text: row => row.difference.text},
  {
    name: 'changes',
    text: row => row.changes.map(({field, before, after}) => `${field}: ${before} -> ${after}`).join('; '),
  },
]

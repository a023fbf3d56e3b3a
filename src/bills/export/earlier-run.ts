// What an earlier run left of an export, and whether this one goes on with it.
import {compareOwners, type Owner} from '../../api/owner.js'
import {type Failure, usage} from '../../failure.js'
import type {ExportRequest} from './export-request.js'
import {STDIN} from './file-walk.js'
import {type Entry, type Head, isEntry} from './files/checkpoint.js'
import {Journal, noJournal, ofAnotherVersion, type Written} from './files/journal.js'
import {type Manifest, parseManifest} from './files/manifest.js'
import type {Target} from './files/target.js'
import {differences, isSameQuery} from './same-query.js'

type WrittenExport = Written<Head, Entry>

/**
 * The journal with which this export goes on; undefined where it begins anew, in an empty work folder. Throws `usage`
 * for the journal of something else, and where there is nothing to try again.
 */
export function earlierRun(
  target: Target,
  {query, restart, retryFailed}: ExportRequest,
  owner?: Owner,
): WrittenExport | undefined {
  if (target.kind === 'stream') return undefined
  const anew = () => {
    target.clear()
    target.prepare()
    return undefined
  }
  if (restart) anew()
  const written = Journal.read<Head, Entry>(target.journal)
  if (written) checkVersion(target.journal, written)
  const whose = written && owner ? compareOwners(written.head.owner, owner) : 'same'
  // The account id may have been learned since.
  if (written && whose === 'same') written.head.query.partner_id = query.partner_id
  const last = written?.entries.at(-1)?.entry
  const finished = last?.finished ? parseManifest(last.finished) : undefined
  const isPublished = finished && target.manifest?.run === finished.run
  if (whose !== 'same' && (retryFailed || !isPublished)) throw ofAnother(target, whose, retryFailed)
  if (retryFailed) return withFailed(target, query, written, finished)
  // A journal without a first line: the disk was full, or the power went.
  if (!written) return anew()
  const {head} = written
  // What came from stdin does not come again.
  const isGone = head.query.from === STDIN && query.from === STDIN
  if (!isPublished && !isGone && !isSameQuery(head.query, query)) {
    throw usage(
      `${target.work} holds an unfinished export of something else: ${differences(head.query, query)}`,
      'Run that command again to end it, or add --restart to throw it away',
    )
  }
  // What was read of a month that still ran is no part of the month as it is now.
  return isPublished || isGone || !head.final ? anew() : written
}

function checkVersion(path: string, {head, entries}: WrittenExport): void {
  if (typeof head.journal !== 'number') throw noJournal(path)
  if (head.journal !== 1 || !entries.every(({entry}) => isEntry(entry))) throw ofAnotherVersion(path)
  if (!head.query) throw noJournal(path)
}

function ofAnother({work, path}: Target, whose: 'other' | 'unclear', retryFailed: boolean | undefined): Failure {
  const why =
    whose === 'other'
      ? 'for another account, endpoint or world of the sandbox'
      : 'with other keys, and it cannot be told whether for this account'
  if (retryFailed) return usage(`${path} was exported ${why}`, 'Export the month without --retry-failed')
  return usage(
    `${work} holds an unfinished export that was begun ${why}`,
    'End it with the profile and the keys that it was begun with, or add --restart to throw it away',
  )
}

/**
 * The journal of an export in which customers could not be read. Throws `usage` where there is none, or another one's.
 */
function withFailed(
  {path, manifest}: Target,
  query: ExportRequest['query'],
  written: WrittenExport | undefined,
  finished: Manifest | undefined,
): WrittenExport {
  const last = written?.entries.at(-1)?.entry
  if (written && last && !finished && !last.only)
    throw usage(`the export of ${path} has not come to its end`, 'Run the same command without --retry-failed first')
  const failed = finished ? finished.unread : last?.only
  if (!written || !failed?.length) {
    const why = manifest?.unread.length
      ? `what --retry-failed goes on with is not beside ${path} any more`
      : `${path} has no customers that could not be read`
    throw usage(why, 'Export the month without --retry-failed')
  }
  if (isSameQuery(written.head.query, query)) return written
  throw usage(
    `${path} was exported otherwise: ${differences(written.head.query, query)}`,
    'Add --retry-failed to the command that exported it, or export the month again without',
  )
}

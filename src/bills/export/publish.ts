// The end of an export: what was written is looked at once more, and put in its place.
import {compareOwners, type Owner} from '../../api/owner.js'
import {Failure} from '../../failure.js'
import {isHeld} from '../../files.js'
import {type Corrections, correctionsTo} from './corrections.js'
import {checkFinished} from './files/held.js'
import type {Manifest} from './files/manifest.js'
import type {Target} from './files/target.js'

/** Whether what a run has finished is on disk as it was written. */
export async function isWhole(target: Target, manifest: Manifest): Promise<boolean> {
  try {
    await checkFinished(target, manifest)
    return true
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}

/** Throws a Failure where what is on disk is something else than what was written; the journal is closed then. */
export async function checkWritten(
  target: Target,
  manifest: Manifest,
  journal: {close(): Promise<void>} | undefined,
): Promise<void> {
  try {
    await checkFinished(target, manifest)
  } catch (error) {
    await journal?.close()
    const {message} = error as Failure
    throw resumable(new Failure('failed', `the export was changed while it was written: ${message}`, {cause: error}))
  }
}

/**
 * Puts everything in its place, and says what has changed since the export that was there. The journal stays where
 * customers are missing, so that they can be read later.
 */
export async function publish(
  target: Target,
  manifest: Manifest,
  owner: Owner | undefined,
): Promise<Corrections | undefined> {
  const before = target.manifest
  putInPlace(target, manifest)
  const isOwn = before && (!owner || compareOwners(before.owner, owner) !== 'other')
  const corrections = isOwn ? await correctionsTo(before, manifest, target) : undefined
  target.forget()
  if (manifest.unread.length === 0) target.clear()
  return corrections
}

/** What another program holds open cannot be replaced now. Nothing is lost: the next run has only this step left. */
function putInPlace(target: Target, manifest: Manifest): void {
  try {
    target.publish(manifest)
  } catch (error) {
    if (!isHeld(error)) throw error
    const {code} = error as NodeJS.ErrnoException
    throw new Failure('failed', `the export is whole, but ${target.path} could not be replaced (${code})`, {
      next: [`Close it where it is open, and run the same command again: it goes on from ${target.work}`],
      cause: error,
    })
  }
}

/** Says of an error after which the same command goes on that it does. */
export function resumable(error: unknown): unknown {
  // What names another way to go on is not contradicted; what was refused would be refused again.
  if (!(error instanceof Failure) || error.next.some(step => step.includes('--restart'))) return error
  const {outcome, message, next} = error
  if (outcome === 'refused' || outcome === 'usage' || outcome === 'not-found') return error
  return new Failure(outcome, message, {
    ...error,
    next: [...next, 'The same command goes on where this one stopped'],
    cause: error,
  })
}

// Where a file for the ledger goes: never over another, for each has documents that are in no other.
import {realpathSync} from 'node:fs'
import {basename, dirname, extname, join, relative, resolve, sep} from 'node:path'
import {Failure, fileTrouble, usage} from '../../failure.js'
import {isSpecial, makeFolder, writeFileAtomic, writeNewFile} from '../../files.js'
import {checkPlace, mayReplace} from '../../place.js'
import {STDIN} from '../read/bytes.js'
import {type Register, registerPath, safe} from '../statement/register.js'

/** A place that cannot be: a file where a folder should be, or a folder that is not to be written to. */
const UNFIT = new Set('EACCES EEXIST EINVAL EISDIR ELOOP ENAMETOOLONG ENOENT ENOTDIR EPERM EROFS'.split(' '))

/**
 * Writes a file that was not there, and says which: where its name is taken, another one of the usual names. Throws
 * `usage` where a name that somebody chose is taken (`--force` replaces it), and for what belongs to the statements.
 */
export function writeLedger(register: Register, out: string, content: string | Buffer, isUsual = false): string {
  return writeNew(out, content, isUsual, path => {
    if (isOfStatements(register, path))
      throw usage(`${path} belongs to the statements in ${register.folder}`, 'Name another file')
  })
}

/** The same where no statements are in the way. */
export function writeNew(
  out: string,
  content: string | Buffer,
  isUsual = false,
  check: (path: string) => void = () => {},
): string {
  if (out === STDIN) throw usage('a ledger is a file, for what is in it is not exported again', 'Name it with --out')
  try {
    for (let number = 1; ; number++) {
      const path = number === 1 ? out : numbered(out, number)
      check(path)
      if (!isUsual) {
        checkPlace(path, 'rows')
        if (mayReplace() || isSpecial(path)) {
          makeFolder(dirname(path))
          writeFileAtomic(path, content, 0o644)
          return path
        }
      }
      makeFolder(dirname(path))
      if (writeNewFile(path, content, 0o644)) return path
      if (!isUsual)
        throw usage(
          `${path} is there already, and may have documents that were exported before`,
          'Name another file, or add --force to replace it',
        )
    }
  } catch (error) {
    const {code = ''} = error as NodeJS.ErrnoException
    if (error instanceof Failure || !UNFIT.has(code)) throw error
    throw usage(`${out} cannot be written: ${fileTrouble(error)}`, 'Name another file')
  }
}

function numbered(path: string, number: number): string {
  const ending = extname(path)
  return `${path.slice(0, path.length - ending.length)}-${number}${ending}`
}

/** Whether a file is the register, its lock, one of the data, or a document that was issued. */
function isOfStatements({folder, statements}: Register, path: string): boolean {
  const within = relative(realOf(folder), join(realOf(dirname(path)), basename(path)))
  if (within === 'data' || within.startsWith(`data${sep}`)) return true
  if ([basename(registerPath(folder)), '.statements.lock'].includes(within)) return true
  return statements.some(
    ({number, files = []}) => within.startsWith(`${safe(number)}-`) || files.some(({name}) => name === within),
  )
}

/** A folder by its real path, as far as it is there. */
function realOf(folder: string): string {
  const whole = resolve(folder)
  try {
    return realpathSync(whole)
  } catch {
    const above = dirname(whole)
    return above === whole ? whole : join(realOf(above), basename(whole))
  }
}

// A file that appears under its name only when it is whole.
import {constants, lstatSync} from 'node:fs'
import {type FileHandle, open} from 'node:fs/promises'
import {dirname, extname} from 'node:path'
import {Failure} from './failure.js'
import {isSpecial, makeFolder, NO_LINK, remove, replace, sweep, syncFolder, unfinishedName} from './files.js'
import {checkPlace, type Kind, type Own} from './place.js'

/** What stood under a name: another run may put its own there meanwhile. */
const standing = (path: string): string => {
  const stat = lstatSync(path, {throwIfNoEntry: false})
  return stat ? `${stat.ino} ${stat.size} ${stat.mtimeMs}` : ''
}

/** A result that is whole, but under another name than it should have. */
export class NotInPlace extends Failure {
  constructor(path: string, kept: string, cause: NodeJS.ErrnoException) {
    super('failed', `${path} could not be replaced (${cause.code}); the result is in ${kept}`, {
      next: [`Close ${path} where it is open, then give the result its name`],
      cause,
    })
  }
}

/**
 * Writes to a file beside the one that is meant, and puts it in its place at the end. Makes the folder when it is not
 * there. Throws `usage` for a place that it may not take ({@link checkPlace}).
 */
export class WholeFile {
  #overtaken = false

  private constructor(
    readonly path: string,
    /** Where the bytes go until the file is whole. */
    readonly part: string,
    readonly handle: FileHandle,
    readonly before: string,
  ) {}

  /** `kind` is what the file will hold; `left`, what its folder has of unfinished files, for who writes many. */
  static async create(path: string, kind?: Kind, own?: Own, left?: string[]): Promise<WholeFile> {
    if (isSpecial(path)) return new WholeFile(path, path, await open(path, 'w'), '')
    checkPlace(path, kind, own)
    makeFolder(dirname(path))
    sweep(path, left)
    const part = unfinishedName(path)
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_LINK
    return new WholeFile(path, part, await open(part, flags, 0o644), standing(path))
  }

  async write(text: string | Uint8Array): Promise<void> {
    await this.handle.writeFile(text)
  }

  /** Another run put a file there while this one was written: it is replaced by this one. */
  get overtaken(): boolean {
    return this.#overtaken
  }

  /**
   * Puts the whole file in its place. Where that cannot be, it is kept under another name beside it, and the Failure
   * that is thrown says so.
   */
  async finish(): Promise<void> {
    const {part, path} = this
    if (part === path) return this.handle.close()
    await this.handle.sync()
    await this.handle.close()
    this.#overtaken = standing(path) !== this.before
    try {
      replace(part, path)
    } catch (error) {
      throw new NotInPlace(path, keep(part, path), error as NodeJS.ErrnoException)
    }
    syncFolder(dirname(path))
  }

  /** Takes the unfinished file away. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => {})
    if (this.part !== this.path) remove(this.part)
  }
}

/** Gives a result that cannot take its place a name that nobody takes away. */
function keep(part: string, path: string): string {
  const ending = extname(path)
  const stem = path.slice(0, path.length - ending.length)
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '')
  for (let number = 1; ; number++) {
    const name = `${stem}.${time}${number > 1 ? `-${number}` : ''}${ending}`
    if (standing(name) !== '') continue
    try {
      replace(part, name)
      return name
    } catch {
      return part
    }
  }
}

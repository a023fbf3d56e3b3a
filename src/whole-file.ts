// A file that appears under its name only when it is whole.
import {type FileHandle, mkdir, open, rename, rm} from 'node:fs/promises'
import {dirname} from 'node:path'
import {isSpecial, syncFolder} from './files.js'

/** Writes to `NAME.part` and renames it at the end. Makes the folder when it is not there. */
export class WholeFile {
  private constructor(
    readonly path: string,
    /** Where the bytes go until the file is whole. */
    readonly part: string,
    readonly handle: FileHandle,
  ) {}

  static async create(path: string): Promise<WholeFile> {
    const part = isSpecial(path) ? path : `${path}.part`
    await mkdir(dirname(part), {recursive: true})
    return new WholeFile(path, part, await open(part, 'w', 0o644))
  }

  async write(text: string | Buffer): Promise<void> {
    await this.handle.writeFile(text)
  }

  /** Puts the whole file in its place. */
  async finish(): Promise<void> {
    if (this.part === this.path) return this.handle.close()
    await this.handle.sync()
    await this.handle.close()
    await rename(this.part, this.path)
    syncFolder(dirname(this.path))
  }

  /** Takes the unfinished file away. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => {})
    if (this.part !== this.path) await rm(this.part, {force: true})
  }
}

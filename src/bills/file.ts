// A file that appears under its name only when it is whole.
import {type FileHandle, open, rename, rm} from 'node:fs/promises'
import {dirname} from 'node:path'
import {syncFolder} from '../files.js'

/** Writes to `NAME.part` and renames it at the end. */
export class WholeFile {
  private constructor(
    readonly path: string,
    readonly handle: FileHandle,
  ) {}

  static async create(path: string): Promise<WholeFile> {
    return new WholeFile(path, await open(`${path}.part`, 'w', 0o644))
  }

  async write(text: string): Promise<void> {
    await this.handle.writeFile(text)
  }

  /** Puts the whole file in its place. */
  async finish(): Promise<void> {
    await this.handle.sync()
    await this.handle.close()
    await rename(`${this.path}.part`, this.path)
    syncFolder(dirname(this.path))
  }

  /** Takes the unfinished file away. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => {})
    await rm(`${this.path}.part`, {force: true})
  }
}

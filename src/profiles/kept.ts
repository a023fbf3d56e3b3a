// What was found out or said of a partner's account, kept from run to run in the data folder.
import {existsSync, readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {makeFolder, writeFileAtomic} from '../files.js'
import {lookUp} from '../look-up.js'
import {dataFolder} from './paths.js'

/** Whose it is: the site and the domain id. */
export interface KnownAccount {
  site: string
  domainId?: string
}

const keyOf = ({site, domainId = ''}: KnownAccount): string => `${site}/${domainId}`

/** A file of values by account. `damaged` is told of one that cannot be read: it throws, or nothing is known. */
export class Kept<Value> {
  constructor(
    readonly name: string,
    readonly damaged: (path: string, reason: string) => void = () => {},
  ) {}

  of(account: KnownAccount): Value | undefined {
    return lookUp(this.#read(), keyOf(account))
  }

  keep(account: KnownAccount, value: Value): void {
    const kept = this.#read()
    if (JSON.stringify(lookUp(kept, keyOf(account))) === JSON.stringify(value)) return
    makeFolder(dirname(this.#path))
    writeFileAtomic(this.#path, `${JSON.stringify({...kept, [keyOf(account)]: value}, undefined, 1)}\n`, 0o600)
  }

  get isThere(): boolean {
    return existsSync(this.#path)
  }

  /** Not until it is asked for: the folder is the one of the run. */
  get #path(): string {
    return join(dataFolder(), this.name)
  }

  #read(): Record<string, Value> {
    if (!existsSync(this.#path)) return {}
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8')) as Record<string, Value>
    } catch (error) {
      this.damaged(this.#path, (error as Error).message)
      return {}
    }
  }
}

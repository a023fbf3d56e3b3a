// Sorting more than fits into memory: sorted runs in files, read side by side.
import {createReadStream, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createInterface} from 'node:readline'

/** A row of one of two sides, by what it is sorted. */
export interface Entry {
  key: string
  /** 0 is the old side, 1 the new. */
  side: 0 | 1
  content: string
}

const order = (a: Entry, b: Entry): number => {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1
  return a.side - b.side || (a.content < b.content ? -1 : a.content > b.content ? 1 : 0)
}

/** Entries that are given in any order, and come back by key, the old side first. */
export class SortedRuns {
  #folder: string | undefined
  readonly #files: string[] = []

  /** Puts entries away. */
  spill(entries: Entry[]): void {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'partnerctl-diff-'))
    const path = join(this.#folder, `${this.#files.length}.jsonl`)
    const lines = entries.sort(order).map(({key, side, content}) => JSON.stringify([key, side, content]))
    writeFileSync(path, lines.length > 0 ? `${lines.join('\n')}\n` : '', {mode: 0o600})
    this.#files.push(path)
  }

  /** Everything in its order, with the entries that were not put away. */
  async *merged(rest: Entry[]): AsyncGenerator<Entry> {
    const runs: {next: Entry; run: AsyncIterator<Entry>}[] = []
    for (const run of [inMemory(rest.sort(order)), ...this.#files.map(written)]) {
      const {value, done} = await run.next()
      if (!done) runs.push({next: value, run})
    }
    while (runs.length > 0) {
      let first = 0
      for (let i = 1; i < runs.length; i++) if (order(runs[i]!.next, runs[first]!.next) < 0) first = i
      const {next, run} = runs[first]!
      yield next
      const {value, done} = await run.next()
      if (done) runs.splice(first, 1)
      else runs[first]!.next = value
    }
  }

  remove(): void {
    if (this.#folder) rmSync(this.#folder, {recursive: true, force: true})
  }
}

async function* inMemory(entries: Entry[]): AsyncGenerator<Entry> {
  yield* entries
}

async function* written(path: string): AsyncGenerator<Entry> {
  for await (const line of createInterface({input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY})) {
    const [key, side, content] = JSON.parse(line) as [string, 0 | 1, string]
    yield {key, side, content}
  }
}

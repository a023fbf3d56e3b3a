// XML as workbooks have it, read piece by piece: elements, attributes and texts. What declares entities is refused, so
// that nothing multiplies.
import {lookUp} from '../../../look-up.js'
import {BrokenPage} from '../../records/record-page.js'

/** Characters of a tag or of a text at most. */
const LONGEST = 1 << 20

/** Names come without their prefix. */
export interface XmlHandler {
  /** Where it is, before a message. */
  readonly place?: string
  open?(name: string, attributes: string): void
  close?(name: string): void
  text?(text: string): void
}

const entities: Record<string, string> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"}

/** Text with its entities resolved; what is none stays as it is. */
export const plainText = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));/g, (all, decimal, hex, name) => {
        if (name) return lookUp(entities, name as string) ?? all
        const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all
      })
    : text

const patterns = new Map<string, RegExp>()

/** The value of an attribute, whatever its prefix. */
export function attribute(attributes: string, name: string): string | undefined {
  let pattern = patterns.get(name)
  if (!pattern) {
    pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    patterns.set(name, pattern)
  }
  const found = pattern.exec(attributes)
  return found ? plainText(found[1] ?? found[2]!) : undefined
}

/** Tells a handler what stands in XML that comes in pieces. Throws {@link BrokenPage}. */
export class Xml {
  #rest = ''

  constructor(readonly handler: XmlHandler) {}

  push(piece: string): void {
    const text = this.#rest + piece
    let at = 0
    for (;;) {
      const start = text.indexOf('<', at)
      if (start < 0) break
      this.#bound(start - at)
      if (start > at) this.handler.text?.(plainText(text.slice(at, start)))
      const end = this.#markup(text, start)
      if (end < 0) {
        at = start
        break
      }
      at = end
    }
    this.#rest = text.slice(at)
    this.#bound(this.#rest.length)
  }

  end(): void {
    if (this.#rest.trim() !== '') throw new BrokenPage('a part of it was cut off')
  }

  #bound(length: number): void {
    if (length <= LONGEST) return
    throw new BrokenPage(`${this.handler.place ?? ''}a text in it has more than ${LONGEST >> 20} MB`)
  }

  /** Where what begins at a `<` ends; -1 where that is not there yet. */
  #markup(text: string, start: number): number {
    const next = text.charCodeAt(start + 1)
    if (next === 33) return this.#declaration(text, start)
    if (next === 63) return behind(text, '?>', start)
    let end = text.indexOf('>', start)
    // A > may stand in the value of an attribute.
    while (end >= 0 && isQuoted(text, start, end)) end = text.indexOf('>', end + 1)
    if (end < 0) return -1
    if (next === 47) {
      this.handler.close?.(bare(text.slice(start + 2, end).trimEnd()))
      return end + 1
    }
    const isEmpty = text.charCodeAt(end - 1) === 47
    const inner = text.slice(start + 1, isEmpty ? end - 1 : end)
    const space = inner.search(/\s/)
    const name = bare(space < 0 ? inner : inner.slice(0, space))
    this.handler.open?.(name, space < 0 ? '' : inner.slice(space))
    if (isEmpty) this.handler.close?.(name)
    return end + 1
  }

  #declaration(text: string, start: number): number {
    const begins = (word: string) => text.startsWith(word, start)
    if (begins('<!--')) return behind(text, '-->', start)
    if (begins('<![CDATA[')) {
      const end = behind(text, ']]>', start)
      if (end > 0) this.handler.text?.(text.slice(start + 9, end - 3))
      return end
    }
    if (text.length - start < 9) return -1
    throw new BrokenPage('it declares what no workbook does')
  }
}

const bare = (name: string) => name.slice(name.indexOf(':') + 1)

function behind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

function isQuoted(text: string, start: number, end: number): boolean {
  let quote = 0
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (quote ? code === quote : code === 34 || code === 39) quote = quote ? 0 : code
  }
  return quote !== 0
}

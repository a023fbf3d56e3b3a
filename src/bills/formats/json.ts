// JSON lines and JSON as bytes: a record whose bytes are canonical already is copied whole, with cycle and currency
// before its own fields.
import {ABSENT, ESCAPED, KIND, NESTED, NULL, type RecordPage, TEXT} from '../records/record-page.js'
import {copyShort, type Output, viewOf} from './output.js'
import type {Facts, RecordColumn} from './table.js'

const QUOTE = 34
const COMMA = 44
const OPEN = 123
const CLOSE = 125

/**
 * Writes rows of pages as one JSON object each, with `between` before every row but the first and `after` after each.
 */
export class JsonRecords {
  #facts: Facts | undefined
  /** The members that are known beside the record: `"bill_cycle":"2026-09",`. */
  #leading: Buffer = Buffer.alloc(0)
  readonly #names: Buffer[]

  constructor(
    readonly columns: readonly RecordColumn[],
    /** Every column in its own order: then a record may be copied as it stands. */
    readonly whole: boolean,
  ) {
    this.#names = columns.map(({name}) => Buffer.from(`${JSON.stringify(name)}:`))
  }

  /** One row, without anything around it. */
  write(page: RecordPage, row: number, facts: Facts, output: Output): void {
    if (facts !== this.#facts) {
      this.#facts = facts
      const members = this.columns
        .filter(({fact}) => fact && facts[fact] !== undefined)
        .map(({name, fact}) => `${JSON.stringify(name)}:${factJson(facts, fact!)},`)
      this.#leading = Buffer.from(`{${members.join('')}`)
    }
    // A field that nobody announced may have the name of one that is written beside the record.
    const clash = page.others.get(row)?.some(({name}) => Object.hasOwn(facts, name))
    if (this.whole && !clash && page.dialect === 'json') this.#copy(page, row, output)
    else if (this.whole && !clash && page.order) this.#ordered(page, row, output)
    else this.#members(page, row, facts, output)
  }

  #copy(page: RecordPage, row: number, output: Output): void {
    const start = page.recordStarts[row]! + 1
    const end = page.recordEnds[row]!
    const leading = this.#leading
    output.append(leading)
    // An empty record leaves no comma behind.
    if (end - start === 1) output.length -= leading.length > 1 ? 1 : 0
    if (!page.plain[row]) {
      output.text(page.canonicalRecord(row).slice(1))
      return
    }
    output.reserve(end - start)
    page.bytes.copy(output.bytes, output.length, start, end)
    output.length += end - start
  }

  /** A record whose bytes are no JSON, as if they were: its fields in their order, those that nobody announced too. */
  #ordered(page: RecordPage, row: number, output: Output): void {
    const order = page.order!
    if (order !== this.#order) this.#prepare(order)
    const {bytes, starts, ends, kinds} = page
    const source = viewOf(bytes)
    const base = row * page.layout.width
    const others = page.others.get(row)
    // What stands outside the row's bytes is short: a month, a code, an id.
    const size = page.recordEnds[row]! - page.recordStarts[row]! + this.#room
    let other = 0
    output.append(this.#leading)
    output.reserve(size)
    for (let i = 0; i < order.length; i++) {
      const place = order[i]!
      let kind: number
      let start: number
      let end: number
      if (typeof place === 'number') {
        kind = kinds[base + place]!
        start = starts[base + place]!
        end = ends[base + place]!
      } else if (others?.[other]?.name === place) ({kind, start, end} = others[other++]!)
      else continue
      if (kind === ABSENT) continue
      let {length} = output
      const name = this.#orderedNames[i]!
      for (let j = 0; j < name.length; j++) output.bytes[length++] = name[j]!
      const isText = (kind & KIND) === TEXT
      if (kind & ESCAPED) {
        output.length = length
        output.text(page.jsonOf({kind, start, end}))
        output.reserve(size)
        length = output.length
      } else {
        if (isText) output.bytes[length++] = QUOTE
        length = copyShort(source, start, end, output.view, length)
        if (isText) output.bytes[length++] = QUOTE
      }
      output.bytes[length++] = COMMA
      output.length = length
    }
    // In the place of the last comma.
    output.bytes[output.length - 1] = CLOSE
  }

  #order: RecordPage['order']
  #orderedNames: Buffer[] = []
  #room = 0

  #prepare(order: NonNullable<RecordPage['order']>): void {
    const fields = this.columns.filter(({place}) => place >= 0).map(({name}) => name)
    this.#order = order
    this.#orderedNames = order.map(one =>
      Buffer.from(`${JSON.stringify(typeof one === 'number' ? fields[one] : one)}:`),
    )
    this.#room = this.#orderedNames.reduce((sum, {length}) => sum + length + 3, 1024)
  }

  #members(page: RecordPage, row: number, facts: Facts, output: Output): void {
    const {columns} = this
    const {bytes, starts, ends, kinds} = page
    const base = row * page.layout.width
    output.byte(OPEN)
    let first = true
    const name = (i: number) => {
      const bytes = this.#names[i]!
      output.reserve(bytes.length + 1)
      if (!first) output.bytes[output.length++] = COMMA
      first = false
      bytes.copy(output.bytes, output.length)
      output.length += bytes.length
    }
    for (let i = 0; i < columns.length; i++) {
      const {place, fact} = columns[i]!
      if (fact) {
        if (facts[fact] === undefined) continue
        name(i)
        output.text(factJson(facts, fact))
        continue
      }
      if (place < 0) {
        const others = page.otherFields(row)
        if (others) {
          name(i)
          output.text(others)
        }
        continue
      }
      const kind = kinds[base + place]!
      if (kind < NULL) continue
      name(i)
      const start = starts[base + place]!
      const end = ends[base + place]!
      if (kind === NULL) output.text('null')
      else if (kind & ESCAPED || (kind & KIND) === NESTED) output.text(page.jsonOf({kind, start, end}))
      else {
        const isText = (kind & KIND) === TEXT
        output.reserve(end - start + 2)
        if (isText) output.bytes[output.length++] = QUOTE
        bytes.copy(output.bytes, output.length, start, end)
        output.length += end - start
        if (isText) output.bytes[output.length++] = QUOTE
      }
    }
    output.byte(CLOSE)
  }
}

const factJson = (facts: Facts, fact: keyof Facts) => (fact === 'is_final' ? facts[fact] : JSON.stringify(facts[fact]))

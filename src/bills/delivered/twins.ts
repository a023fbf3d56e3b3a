// Files of an archive that may be the same money twice: as text and as a workbook, or with the same records.
import {crc32} from 'node:zlib'
import type {Member} from '../read/archive.js'
import {ABSENT, type RecordPage} from '../records/record-page.js'
import {Unfit} from '../records/unfit.js'

/** Records of a file that are looked at: files that agree in so many, and in their number, are the same. */
const LOOKED_AT = 1000

/** Files of an archive, one after the other. */
export class Twins {
  readonly #forms = new Map<string, Member>()
  readonly #contents = new Map<string, string>()
  #name = ''
  #records = 0
  #sum = 0

  /** Throws {@link Unfit} where a file of the same month is of the other form. */
  begin(member: Member, month = ''): void {
    const {name, isWorkbook = false} = member
    const other = this.#forms.get(month)
    if (other && (other.isWorkbook ?? false) !== isWorkbook) {
      const [book, text] = isWorkbook ? [name, other.name] : [other.name, name]
      throw new Unfit(
        `${text} in it is text, and ${book} a workbook: they may be the same bill`,
        'Take one of them out of the archive, or unpack it and name the file that counts',
      )
    }
    this.#forms.set(month, member)
    this.#name = name
    this.#records = 0
    this.#sum = 0
  }

  /** Looks at the last row of a page, whose cells lie in these bytes: what it says, however it was written. */
  add({layout: {width}, rows, starts, ends, kinds, others}: RecordPage, bytes: Buffer): void {
    if (++this.#records > LOOKED_AT) return
    const base = (rows - 1) * width
    for (let place = 0; place < width; place++) {
      if (kinds[base + place] === ABSENT) continue
      this.#sum = crc32(bytes.subarray(starts[base + place], ends[base + place]), (this.#sum ^ place) >>> 0)
    }
    for (const {name, start, end} of others.get(rows - 1) ?? [])
      this.#sum = crc32(bytes.subarray(start, end), crc32(name, this.#sum))
  }

  /** To be called behind the last row of a file. Throws {@link Unfit} where another one has the same records. */
  finish(): void {
    if (this.#records === 0) return
    const key = `${this.#records} ${this.#sum}`
    const twin = this.#contents.get(key)
    if (twin) {
      throw new Unfit(
        `two of its files are the same: ${twin} and ${this.#name}`,
        'Take one of them out of the archive, or unpack it and name the file that counts',
      )
    }
    this.#contents.set(key, this.#name)
  }
}

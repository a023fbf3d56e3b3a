// The form of a delivered table: its delimiter and its encoding, as they were set.
import type {Settings} from '../state/settings.js'

const delimiters: Record<Settings['billDelimiter'], string> = {comma: ',', semicolon: ';', tab: '\t'}

type Cell = string | number | null | undefined

/** Writes the rows of a table; the mark of its encoding stands before its heading. */
export class TableForm {
  readonly #delimiter: string
  readonly #special: RegExp

  constructor(readonly settings: Pick<Settings, 'billDelimiter' | 'billEncoding' | 'billLanguage'>) {
    this.#delimiter = delimiters[settings.billDelimiter]
    this.#special = new RegExp(`["\r\n${this.#delimiter}]`)
  }

  line(cells: Cell[]): string {
    const quoted = (cell: Cell) => {
      const text = cell === null || cell === undefined ? '' : String(cell)
      return this.#special.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    }
    return `${cells.map(quoted).join(this.#delimiter)}\n`
  }

  /** A whole table as bytes. */
  bytes(text: string): Buffer {
    switch (this.settings.billEncoding) {
      case 'utf-8':
        return Buffer.from(text)
      case 'utf-8-bom':
        return Buffer.from(`\uFEFF${text}`)
      case 'utf-16le':
        return Buffer.from(`\uFEFF${text}`, 'utf16le')
      case 'gb18030':
        return gb18030(text)
    }
  }

  /** English or Chinese. */
  word([english, chinese]: readonly [string, string]): string {
    return this.settings.billLanguage === 'zh' ? chinese : english
  }
}

let codes: Map<string, Buffer> | undefined

/** Node only decodes it: what all pairs of bytes stand for is turned round. Other characters become `?`. */
function gb18030(text: string): Buffer {
  if (!codes) {
    codes = new Map()
    const decoder = new TextDecoder('gb18030')
    for (let high = 0x81; high <= 0xfe; high++) {
      for (let low = 0x40; low <= 0xfe; low++) {
        const pair = Buffer.from([high, low])
        const sign = decoder.decode(pair)
        if (low !== 0x7f && sign.length === 1 && sign !== '\uFFFD') codes.set(sign, pair)
      }
    }
  }
  return Buffer.concat(
    [...text].map(sign => (sign <= '\x7f' ? Buffer.from(sign) : (codes!.get(sign) ?? Buffer.from('?')))),
  )
}

// Drawing on A4 pages: text in several fonts, rules, bars, page breaks, footers.
import type {Font} from 'fontkit'
import {type Direction, directionOf} from './drawing/bidi.js'
import {legible} from './drawing/contrast.js'
import {type Tag, type TagOptions, Tags} from './drawing/tags.js'
import type {FontSet, Weight} from './fonts.js'

export interface TextStyle {
  size: number
  weight?: Weight
  soft?: boolean
  brand?: boolean
  refund?: boolean
  /** Where the given x is. */
  align?: 'left' | 'right' | 'center'
  /** Points after which the text goes on in the next line. */
  width?: number
  /** Cut with dots instead. */
  cut?: boolean
  /** What it is, where it is a part of its own: a heading, a cell. */
  tag?: Tag
  /** Of a heading in a table. */
  scope?: 'Column' | 'Row'
}

interface Look {
  title: string
  author: string
  language: string
  /** Day of issue; the file says no other time. */
  date: string
  color: string
  footer(page: number, pages: number): {left: string; right: string}
  /** Across every page, in large pale letters. */
  mark?: string
  /** An electronic invoice, which makes the file a hybrid of PDF/A-3. */
  invoice?: string
}

const INK = '#1c2530'
const SOFT = '#5a6673'
const RULE = '#dde3e8'
const TINT = '#f4f7f9'
const REFUND = '#8a2f1d'
const BOTTOM = 790
const TOP = 52

type Pdf = PDFKit.PDFDocument

/** Puts an invoice into a file as ZUGFeRD 2 and Factur-X 1 want it: the same content as the pages, for programs. */
function enclose(doc: Pdf, invoice: string, date: Date): void {
  doc.file(Buffer.from(invoice), {
    name: 'factur-x.xml',
    relationship: 'Alternative',
    type: 'text/xml',
    creationDate: date,
    modifiedDate: date,
  } as never)
  ;(doc as unknown as {appendXML(xml: string): void}).appendXML(FACTUR_X)
}

const property = (name: string, description: string) =>
  `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${name}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>${description}</pdfaProperty:description></rdf:li>`

/** What kind of invoice lies in the file, and the schema of these words (Factur-X 1.0, 6.2.2). */
const FACTUR_X = `
<rdf:Description xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#" rdf:about="">
<fx:DocumentType>INVOICE</fx:DocumentType>
<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>
<fx:Version>1.0</fx:Version>
<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
</rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>fx</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
${property('DocumentFileName', 'name of the embedded XML invoice file')}
${property('DocumentType', 'INVOICE')}
${property('Version', 'The actual version of the Factur-X XML schema')}
${property('ConformanceLevel', 'The conformance level of the embedded Factur-X data')}
</rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`

export class Sheet {
  y = TOP
  readonly #names = new Map<Font, string>()
  readonly #tags: Tags

  private constructor(
    readonly fonts: FontSet,
    readonly look: Look,
    private readonly doc: Pdf,
    private readonly bytes: Promise<Buffer>,
  ) {
    this.#tags = new Tags(doc)
  }

  static async create(fonts: FontSet, look: Look): Promise<Sheet> {
    const {default: PDFDocument} = await import('pdfkit')
    const date = new Date(`${look.date}T00:00:00Z`)
    const doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      lang: look.language,
      displayTitle: true,
      tagged: true,
      pdfVersion: '1.7',
      ...(look.invoice ? {subset: 'PDF/A-3b' as const} : {}),
      font: null as never,
      info: {Title: look.title, Author: look.author, Creator: 'partnerctl', CreationDate: date, ModDate: date},
    })
    if (look.invoice) enclose(doc, look.invoice, date)
    const chunks: Buffer[] = []
    doc.on('data', chunk => chunks.push(chunk))
    const bytes = new Promise<Buffer>((resolve, reject) => {
      doc.on('end', () => resolve(Buffer.concat(chunks)))
      doc.on('error', reject)
    })
    const sheet = new Sheet(fonts, look, doc, bytes)
    sheet.#begin()
    return sheet
  }

  #begin(): void {
    this.#tags.artifact(() => this.#background(), 'Pagination')
  }

  #background(): void {
    this.doc.rect(0, 0, 595.28, 6).fill(this.look.color)
    if (!this.look.mark) return
    this.doc.save()
    this.doc.rotate(-35, {origin: [297, 420]})
    this.#draw(this.look.mark, 297 - this.fonts.width(this.look.mark, 96, 650) / 2, 370, {
      size: 96,
      weight: 650,
      color: '#f0e3e0',
    })
    this.doc.restore()
  }

  /** Whether there is that much room left on the page. */
  fits(height: number): boolean {
    return this.y + height <= BOTTOM
  }

  /** Begins a page when there is not that much room left; `head` is drawn again at its top. */
  room(height: number, head?: () => void): void {
    if (this.fits(height)) return
    this.doc.addPage()
    this.#begin()
    this.y = TOP
    // A heading that is said again.
    if (head) this.artifact(head)
  }

  /** What `draw` draws is a part of the page: a list, a table, a row of it, a cell. */
  part<Result>(tag: Tag, draw: () => Result, options: TagOptions = {}): Result {
    return this.#tags.within(tag, options, draw)
  }

  /** What `draw` draws says nothing that is not said elsewhere. */
  artifact(draw: () => void): void {
    this.#tags.artifact(draw)
  }

  /** Draws a text with its top at y. Gives its height, or its width. */
  text(text: string, x: number, y: number, style: TextStyle, give: 'height' | 'width' = 'height'): number {
    const {tag, scope, ...untagged} = style
    // An empty cell is one.
    if (tag) return this.part(tag, () => (text ? this.text(text, x, y, untagged, give) : 0), scope ? {scope} : {})
    const {size, weight = 400, align = 'left'} = style
    const color = style.refund ? REFUND : style.brand ? legible(this.look.color, INK) : style.soft ? SOFT : INK
    const lines = this.#lines(text, style)
    const direction = directionOf(text)
    let widest = 0
    this.#tags.text(() => {
      for (const [index, line] of lines.entries()) {
        const width = this.fonts.width(line, size, weight)
        widest = Math.max(widest, width)
        const from = align === 'right' ? x - width : align === 'center' ? x - width / 2 : x
        this.#tags.content(() => this.#draw(line, from, y + index * size * 1.42, {size, weight, color, direction}))
      }
    })
    return give === 'width' ? widest : lines.length * size * 1.42
  }

  widthOf(text: string, {size, weight = 400}: TextStyle): number {
    return this.fonts.width(text, size, weight)
  }

  heightOf(text: string, style: TextStyle): number {
    return this.#lines(text, style).length * style.size * 1.42
  }

  #draw(
    text: string,
    x: number,
    y: number,
    {size, weight, color, direction}: {size: number; weight: Weight; color: string; direction?: Direction},
  ): void {
    for (const run of this.fonts.runs(text, weight, direction)) {
      this.doc.font(this.#name(run.font)).fontSize(size).fillColor(color)
      // The font's own way of laying out text wants to know the direction.
      const features = run.direction as unknown as PDFKit.Mixins.OpenTypeFeatures[]
      // One baseline for all fonts of a line.
      const drawn = {lineBreak: false, baseline: 'alphabetic', features, textWidth: run.width * size, wordCount: 1}
      this.doc.text(run.text, x + run.x * size, y + size * 1.06, drawn as never)
    }
  }

  /** Each font is put into the file once. */
  #name(font: Font): string {
    let name = this.#names.get(font)
    if (!name) {
      name = `font-${this.#names.size}`
      this.#names.set(font, name)
      this.doc.registerFont(name, font as never)
    }
    return name
  }

  /** Breaks a text between words, and between Chinese characters; a word that is too long is broken where it must. */
  #lines(text: string, {size, weight = 400, width, cut}: TextStyle): string[] {
    const fits = (line: string) => width === undefined || this.fonts.width(line, size, weight) <= width
    if (fits(text)) return [text]
    if (cut) {
      let kept = text
      while (kept.length > 1 && !fits(`${kept}…`)) kept = kept.slice(0, -1)
      return [`${kept.trimEnd()}…`]
    }
    const lines: string[] = []
    let line = ''
    for (const word of text.match(
      /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+\s*|\s+/gu,
    ) ?? []) {
      if (fits((line + word).trimEnd())) {
        line += word
        continue
      }
      if (line.trim()) lines.push(line.trimEnd())
      line = word
      while (!fits(line.trimEnd())) {
        let size = line.length - 1
        while (size > 1 && !fits(line.slice(0, size))) size--
        lines.push(line.slice(0, size))
        line = line.slice(size)
      }
    }
    if (line.trim()) lines.push(line.trimEnd())
    return lines
  }

  rule(from: number, to: number, y: number, strong = false): void {
    this.artifact(() => {
      this.doc
        .moveTo(from, y)
        .lineTo(to, y)
        .lineWidth(strong ? 1.2 : 0.6)
        .stroke(strong ? INK : RULE)
    })
  }

  /** A tinted box with a coloured edge. */
  panel(x: number, y: number, width: number, height: number): void {
    this.artifact(() => {
      this.doc.rect(x, y, width, height).fill(TINT)
      this.doc.rect(x, y, 3, height).fill(this.look.color)
    })
  }

  /** A bar on its track. */
  bar(x: number, y: number, width: number, height: number, share: number): void {
    this.artifact(() => {
      this.doc.rect(x, y, width, height).fill(TINT)
      if (share > 0) this.doc.rect(x, y, Math.max(width * share, 0.5), height).fill(this.look.color)
    })
  }

  block(x: number, y: number, width: number, height: number): void {
    this.artifact(() => this.doc.rect(x, y, width, height).fill(this.look.color))
  }

  image(image: Buffer, alt: string, [x, y, width, height]: [number, number, number, number]): void {
    this.part('Figure', () => this.#tags.content(() => this.doc.image(image, x, y, {fit: [width, height]})), {alt})
  }

  /** A picture whose parts `draw` draws, and what it shows, in words. */
  figure(alt: string, draw: () => void): void {
    this.part('Figure', () => this.#tags.content(draw), {alt})
  }

  /** Writes the footers and gives the file. */
  async finish(): Promise<Buffer> {
    const {count} = this.doc.bufferedPageRange()
    for (let page = 0; page < count; page++) {
      this.doc.switchToPage(page)
      const {left, right} = this.look.footer(page + 1, count)
      this.#tags.artifact(() => {
        this.rule(50, 545, 796)
        this.text(left, 50, 802, {size: 7.5, soft: true, width: 360, cut: true})
        this.text(right, 545, 802, {size: 7.5, soft: true, align: 'right'})
      }, 'Pagination')
    }
    this.doc.end()
    return this.bytes
  }
}

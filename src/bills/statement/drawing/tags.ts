// What the parts of a page are, for screen readers and programs: headings, paragraphs, lists, tables; all else is
// decoration. Source: ISO 32000-1, 14.8 (tagged PDF).

type Pdf = PDFKit.PDFDocument
type Element = PDFKit.PDFStructureElement

/** Standard structure types that are used here. */
export type Tag =
  | 'Document'
  | 'H1'
  | 'H2'
  | 'P'
  | 'L'
  | 'LI'
  | 'LBody'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Figure'
  | 'Caption'

export interface TagOptions {
  /** Of a heading of a table: what it is a heading of. */
  scope?: 'Column' | 'Row'
  /** Of a picture: what it shows, in words. */
  alt?: string
  lang?: string
}

/** These have parts and no text of their own. */
const GROUPING = new Set<Tag>(['Document', 'Table', 'TR', 'L', 'LI'])

export class Tags {
  readonly #open: {tag: Tag; element: Element}[] = []
  /** Within what is marked nothing else is. */
  #isMarked = false

  constructor(readonly doc: Pdf) {
    const element = doc.struct('Document')
    doc.addStructure(element)
    this.#open.push({tag: 'Document', element})
  }

  /** What `draw` draws belongs to a new part of the current one. */
  within<Result>(tag: Tag, options: TagOptions, draw: () => Result): Result {
    if (this.#isMarked) return draw()
    const element = this.doc.struct(tag, options as PDFKit.Mixins.StructureElementOptions)
    this.#open.at(-1)!.element.add(element)
    this.#open.push({tag, element})
    try {
      return draw()
    } finally {
      this.#open.pop()
    }
  }

  /** What `draw` draws is a text: a paragraph of its own where the current part has no text. */
  text<Result>(draw: () => Result): Result {
    return GROUPING.has(this.#open.at(-1)!.tag) ? this.within('P', {}, draw) : draw()
  }

  /** Draws something that the current part consists of. */
  content<Result>(draw: () => Result): Result {
    if (this.#isMarked) return draw()
    const {tag, element} = this.#open.at(-1)!
    return this.#marked(() => element.add(this.doc.markStructureContent(tag)), draw)
  }

  /** Draws what says nothing, or nothing that is not said elsewhere. */
  artifact<Result>(draw: () => Result, type: 'Layout' | 'Pagination' = 'Layout'): Result {
    if (this.#isMarked) return draw()
    return this.#marked(() => this.doc.markContent('Artifact', {type}), draw)
  }

  #marked<Result>(mark: () => void, draw: () => Result): Result {
    mark()
    this.#isMarked = true
    try {
      return draw()
    } finally {
      this.#isMarked = false
      this.doc.endMarkedContent()
    }
  }
}

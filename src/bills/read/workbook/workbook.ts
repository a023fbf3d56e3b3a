// Workbooks, XLSX, row by row: of a sheet no more is in memory than a portion, whatever its size says.
import {BrokenPage} from '../../records/record-page.js'
import {Unfit} from '../../records/unfit.js'
import {OWN_PROGRAM} from '../../records/workbook-mark.js'
import {textOf as decoded, Utf8, utf8Of} from '../encoding.js'
import {type ZipEntry, zipEntries} from '../zip.js'
import {SheetRows, type WorkbookRow} from './rows.js'
import {Styles, unescaped} from './values.js'
import {attribute, Xml, type XmlHandler} from './xml.js'

export type {WorkbookRow}

export interface WorkbookSheet {
  name: string
  /** Hidden by somebody, or by a program for good. */
  isHidden: boolean
  /** No spreadsheet has saved it since it was exported: its texts are what they were, and were never cells of CSV. */
  isAsExported: boolean
  /**
   * The rows in which something is, some at a time; `exact` refuses numbers that the spreadsheet has rounded. Throws
   * {@link BrokenPage} and {@link Unfit}.
   */
  rows(exact?: boolean): AsyncGenerator<WorkbookRow[]>
}

/** Bytes of a part that is read as a whole. */
const LARGEST_PART = 1 << 24
/** Characters of all texts that a workbook keeps apart from its cells, and their number. */
const MOST_TEXT = 1 << 28
const MOST_TEXTS = 1 << 24

/** The sheets of a workbook that are tables, in their order. Throws {@link BrokenPage} and {@link Unfit}. */
export async function workbookSheets(bytes: Buffer, signal?: AbortSignal): Promise<WorkbookSheet[]> {
  const entries = new Map(zipEntries(bytes).map(entry => [entry.name.replaceAll('\\', '/').toLowerCase(), entry]))
  const part = (path: string) => entries.get(path.toLowerCase())
  const root = (await relationsOf(part('_rels/.rels'), '')).find(({type}) => type === 'officeDocument')?.target
  const path = root ?? 'xl/workbook.xml'
  const main = part(path)
  if (!main) {
    if (part('content.xml')) throw new Unfit('it is an OpenDocument file', 'Save it as .xlsx, or as CSV')
    throw new Unfit('it is a ZIP archive without a workbook', 'Open it and save it again, or save as CSV')
  }
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const relations = await relationsOf(part(`${folder}_rels/${path.slice(folder.length)}.rels`), folder)
  const byType = (type: string) => part(relations.find(one => one.type === type)?.target ?? '')
  const book = new Book()
  await parse(main, book)
  let shared: Promise<string[]> | undefined
  let styles: Promise<Styles> | undefined
  return book.sheets.flatMap(({name, id, isHidden}): WorkbookSheet[] => {
    const relation = relations.find(one => one.id === id)
    // Charts and macros stand on sheets of their own, which are no tables.
    if (relation && relation.type !== 'worksheet') return []
    const entry = part(relation?.target ?? '')
    if (!entry) throw new BrokenPage(`its sheet "${name}" is not in it`)
    return [
      {
        name,
        isHidden,
        isAsExported: book.program === OWN_PROGRAM,
        async *rows(exact = false) {
          shared ??= sharedTexts(byType('sharedStrings'), signal)
          styles ??= stylesOf(byType('styles'))
          const facts = {styles: await styles, shared: await shared, isFrom1904: book.isFrom1904, sheet: name, exact}
          yield* rowsOf(entry, new SheetRows(facts), signal)
        },
      },
    ]
  })
}

async function* rowsOf(entry: ZipEntry, rows: SheetRows, signal?: AbortSignal): AsyncGenerator<WorkbookRow[]> {
  const xml = new Xml(rows)
  for await (const piece of utf8Of(entry.chunks(), new Utf8({encoding: 'utf-8', signal}))) {
    xml.push(piece.toString('utf8'))
    const ready = rows.take()
    if (ready.length > 0) yield ready
  }
  xml.end()
}

interface Relation {
  id: string
  /** The last word of it, which the strict form of workbooks has in common with the other. */
  type: string
  /** Path in the archive. */
  target: string
}

async function relationsOf(entry: ZipEntry | undefined, folder: string): Promise<Relation[]> {
  const relations: Relation[] = []
  if (!entry) return relations
  await parse(entry, {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
      const type = attribute(attributes, 'Type') ?? ''
      const target = attribute(attributes, 'Target') ?? ''
      relations.push({
        id: attribute(attributes, 'Id') ?? '',
        type: type.slice(type.lastIndexOf('/') + 1),
        target: target.startsWith('/') ? target.slice(1) : inFolder(folder, target),
      })
    },
  })
  return relations
}

/** `../a/b.xml` seen from a folder. */
function inFolder(folder: string, target: string): string {
  const steps: string[] = []
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}

class Book implements XmlHandler {
  readonly sheets: {name: string; id: string; isHidden: boolean}[] = []
  isFrom1904 = false
  /** The one that saved it last, where it says so. */
  program: string | undefined

  open(name: string, attributes: string): void {
    if (name === 'fileVersion') this.program = attribute(attributes, 'appName')
    if (name === 'workbookPr') this.isFrom1904 = /^(1|true|on)$/.test(attribute(attributes, 'date1904') ?? '')
    if (name !== 'sheet') return
    this.sheets.push({
      name: attribute(attributes, 'name') ?? '',
      id: attribute(attributes, 'id') ?? '',
      isHidden: /hidden/i.test(attribute(attributes, 'state') ?? ''),
    })
  }
}

async function stylesOf(entry: ZipEntry | undefined): Promise<Styles> {
  const styles = new Styles()
  if (entry) await parse(entry, styles)
  return styles
}

async function parse(entry: ZipEntry, handler: XmlHandler): Promise<void> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of entry.chunks()) {
    size += piece.length
    if (size > LARGEST_PART) throw new BrokenPage(`${entry.name} in it has more than ${LARGEST_PART >> 20} MB`)
    pieces.push(piece)
  }
  const xml = new Xml(handler)
  xml.push(decoded(Buffer.concat(pieces), {encoding: 'utf-8'}))
  xml.end()
}

/** The texts that cells refer to by their number. */
async function sharedTexts(entry: ZipEntry | undefined, signal?: AbortSignal): Promise<string[]> {
  const texts: string[] = []
  if (!entry) return texts
  let size = 0
  let text = ''
  let isText = false
  let isReading = false
  const xml = new Xml({
    open: name => {
      if (name === 'si') text = ''
      else if (name === 't') isText = !isReading
      // How it is read aloud is none of it.
      else if (name === 'rPh') isReading = true
    },
    text: piece => {
      if (isText) text += piece
    },
    close: name => {
      if (name === 't') isText = false
      else if (name === 'rPh') isReading = false
      if (name !== 'si') return
      size += text.length
      texts.push(unescaped(text))
      if (size > MOST_TEXT || texts.length > MOST_TEXTS) {
        throw new BrokenPage(`its texts have more than ${MOST_TEXT >> 20} MB`)
      }
    },
  })
  for await (const piece of utf8Of(entry.chunks(), new Utf8({encoding: 'utf-8', signal})))
    xml.push(piece.toString('utf8'))
  xml.end()
  return texts
}

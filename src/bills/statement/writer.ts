// The files of documents, each in every format that is asked for.
import {createHash} from 'node:crypto'
import {existsSync, readFileSync, statSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {usage} from '../../failure.js'
import {unfinishedIn, writeFileAtomic} from '../../files.js'
import {WholeFile} from '../../whole-file.js'
import {accountKey, type Details} from './details.js'
import {type IssuedFile, issuedFile} from './documents.js'
import type {FontSet} from './fonts.js'
import type {Logo} from './logo.js'
import type {Numbered} from './number.js'
import {dataPath, safe} from './register.js'
import type {Format} from './request.js'
import type {Statement} from './statement.js'
import {isOfReseller} from './texts.js'

/**
 * The files of a statement. XML is its electronic invoice, where it has one and a number; that of ZUGFeRD and Factur-X
 * is the PDF, which carries it.
 */
export function filesOf(statement: Statement, formats: Format[]): Format[] {
  const {einvoice, number} = statement
  const files = formats.flatMap((format): Format[] => {
    if (format === 'xml') return !einvoice || !number ? [] : [einvoice === 'zugferd' ? 'pdf' : 'xml']
    // The rows behind a correction are those of the statement that it corrects.
    return format === 'csv' && !hasRows(statement) ? [] : [format]
  })
  return [...new Set(files)]
}

/** Throws `usage` where something else stands in the place of a file or folder. */
export function checkFree(path: string, what: 'file' | 'folder'): void {
  const there = statSync(path, {throwIfNoEntry: false})
  if (!there && what === 'folder' && dirname(path) !== path) checkFree(dirname(path), what)
  if (!there || there.isDirectory() === (what === 'folder')) return
  throw usage(`${path} is a ${what === 'file' ? 'folder' : 'file'}, where a ${what} goes`, 'Move it elsewhere')
}

/** Writes documents from their data alone. */
export class Writer {
  #fonts: FontSet | undefined
  #left: string[] | undefined
  readonly #logos = new Map<string, Buffer>()

  constructor(
    readonly out: string,
    readonly formats: Format[],
    readonly details: Details | undefined,
    /** Of the price book: its logo, where those of issued documents lie beside their data, and its files of fonts. */
    readonly looks: {logo?: Logo; files: string[]},
    /** Ends the writing of a long file. */
    readonly signal?: AbortSignal,
  ) {}

  /** The fonts of all its documents. */
  async fonts(): Promise<FontSet> {
    const {FontSet} = await import('./fonts.js')
    this.#fonts ??= new FontSet(this.looks.files)
    return this.#fonts
  }

  /** Throws `usage` where something is in the way of a file, or an issued logo is not there. Writes nothing. */
  check(all: Pick<Numbered, 'statement' | 'isCorrected'>[]): void {
    const data = join(this.out, 'data')
    checkFree(data, 'folder')
    if (this.looks.logo) checkFree(join(data, this.looks.logo.logo.file), 'file')
    for (const one of all) {
      const {number} = one.statement
      if (number) checkFree(dataPath(this.out, number), 'file')
      for (const {format, name} of this.#names(one)) {
        checkFree(join(this.out, name), 'file')
        if (format === 'html' || format === 'pdf') this.#logo(one.statement)
      }
    }
  }

  #names({statement, isCorrected}: Pick<Numbered, 'statement' | 'isCorrected'>): {format: Format; name: string}[] {
    const {number, account_name, customer_id, cycle} = statement
    const name = safe(`${number ?? `preview-${cycle}`}-${account_name || customer_id}`)
    // Rows of today are not those of an issued document that was corrected since.
    const isOld = (format: Format) => isCorrected && (format === 'csv' || format === 'xlsx') && hasRows(statement)
    return filesOf(statement, this.formats)
      .filter(format => !isOld(format))
      .map(format => ({format, name: `${name}.${format}`}))
  }

  /** Writes a statement in every format. */
  async write(one: Pick<Numbered, 'statement' | 'isCorrected'>): Promise<IssuedFile[]> {
    const {statement} = one
    const files: IssuedFile[] = []
    for (const {format, name} of this.#names(one)) {
      if (format === 'csv' || format === 'xlsx') {
        files.push(await this.#streamed(await this.#pieces(statement, format), name))
        continue
      }
      const content = await this.#content(statement, format)
      writeFileAtomic(join(this.out, name), content, 0o644)
      files.push(issuedFile(name, content))
    }
    return files
  }

  /** A file with the rows of a statement, as they come: there may be more than fit into the memory. */
  async #pieces(statement: Statement, format: 'csv' | 'xlsx'): Promise<AsyncIterable<string | Uint8Array>> {
    if (format === 'csv') return this.details!.csv(keyOf(statement), isOfReseller(statement))
    const {statementXlsx} = await import('./xlsx.js')
    return statementXlsx(statement, hasRows(statement) ? this.details!.rows(keyOf(statement)) : none())
  }

  async #streamed(pieces: AsyncIterable<string | Uint8Array>, name: string): Promise<IssuedFile> {
    const hash = createHash('sha256')
    // Thousands of files go into the folder: it is looked through once.
    this.#left ??= unfinishedIn(this.out)
    const file = await WholeFile.create(join(this.out, name), undefined, undefined, this.#left)
    try {
      for await (const piece of pieces) {
        this.signal?.throwIfAborted()
        hash.update(piece)
        await file.write(piece)
      }
      await file.finish()
    } catch (error) {
      await file.discard()
      throw error
    }
    return {name, sha256: hash.digest('hex')}
  }

  #logo({seller: {logo}}: Statement): Buffer | undefined {
    if (!logo || logo.sha256 === this.looks.logo?.logo.sha256) return logo && this.looks.logo?.bytes
    let bytes = this.#logos.get(logo.sha256)
    if (!bytes) {
      const path = join(this.out, 'data', logo.file)
      checkFree(path, 'file')
      if (!existsSync(path))
        throw usage(`${path} is not there, and is the logo of issued documents`, 'Put the file back')
      bytes = readFileSync(path)
      this.#logos.set(logo.sha256, bytes)
    }
    return bytes
  }

  async #content(statement: Statement, format: 'html' | 'pdf' | 'xml'): Promise<string | Buffer> {
    switch (format) {
      case 'html': {
        const {statementHtml} = await import('./html.js')
        return statementHtml(statement, this.#logo(statement))
      }
      case 'pdf': {
        const {statementPdf} = await import('./pdf.js')
        const isHybrid = statement.einvoice === 'zugferd' && statement.number !== undefined
        return statementPdf(statement, await this.fonts(), {
          logo: this.#logo(statement),
          invoice: isHybrid ? (await import('../einvoice/einvoice.js')).statementXml(statement) : undefined,
        })
      }
      case 'xml': {
        const {statementXml} = await import('../einvoice/einvoice.js')
        return statementXml(statement)
      }
    }
  }
}

const keyOf = (statement: Statement) =>
  accountKey({...statement, bill_cycle: statement.cycle, charge_currency: statement.currency})

const hasRows = ({kind, delta}: Statement) => kind === 'statement' && !delta

async function* none(): AsyncGenerator<string[][]> {}

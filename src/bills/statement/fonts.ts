// Fonts of PDF statements: Noto Sans for Latin, Greek, Cyrillic, Vietnamese, Thai and Devanagari, and Noto Sans SC in
// pieces, as the web serves it, for Chinese. Only the pieces that a text needs are opened, and only the characters that
// it needs get into the file.
import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import type {Font} from 'fontkit'
import {packageRoot} from '../../package.js'
import {shaped} from './shaping.js'

export type Weight = 400 | 650

/** A part of a font: the characters that it may have, and the file that says which it has. */
interface Piece {
  name: string
  file: string
  ranges: [number, number][]
  /** Its letters depend on those beside them. */
  isShaped: boolean
}

/** Characters one after another that come from one font. */
export interface Run {
  text: string
  font: Font
}

const MISSING = '\u25a1'
const WEIGHTS = [400, 650] as const
const SHAPED = new Set(['noto-sans-thai', 'noto-sans-devanagari'])

/** Pieces that were opened, by name and weight: cutting one out of its file takes longer than writing a statement. */
const opened = new Map<string, Font>()

/** The fonts of a batch of statements: each piece is opened once. */
export class FontSet {
  readonly #pieces: Piece[]
  /** The piece of a character with its marks, as far as one has them. */
  readonly #pieceOf = new Map<string, Piece | undefined>()
  readonly #composed = new Map<Font, Map<string, boolean>>()
  readonly #widths = new Map<Font, Map<string, number>>()

  constructor() {
    // Where several pieces have a character, the first goes: a word then stays in one font.
    this.#pieces = [...ownPieces(), ...chinesePieces()]
  }

  /** Opens what a text needs. Call it before {@link runs}. */
  async prepare(text: string): Promise<void> {
    await this.#open(this.#pieces[0]!)
    for (const cluster of new Set(clustersOf(text))) {
      if (!this.#pieceOf.has(cluster)) this.#pieceOf.set(cluster, await this.#find(cluster))
    }
  }

  /** The first piece with a character and all its marks; else the first with the character. */
  async #find(cluster: string): Promise<Piece | undefined> {
    const points = [...cluster].filter(one => !UNPRINTED.test(one)).map(one => one.codePointAt(0)!)
    const [base] = points
    if (base === undefined) return this.#pieces[0]
    const having: Piece[] = []
    for (const piece of this.#pieces) {
      if (!piece.ranges.some(([from, to]) => from <= base && base <= to)) continue
      await this.#open(piece)
      const font = opened.get(`${piece.name} 400`)!
      if (points.every(point => font.hasGlyphForCodePoint(point))) return piece
      if (font.hasGlyphForCodePoint(base)) having.push(piece)
    }
    return having[0]
  }

  async #open({name, file, ranges, isShaped}: Piece): Promise<void> {
    if (opened.has(`${name} ${WEIGHTS[1]}`)) return
    const [{default: subsetFont}, fontkit] = await Promise.all([import('subset-font'), import('fontkit')])
    const bytes = readFileSync(file)
    const all = ranges.flatMap(([from, to]) =>
      Array.from({length: to - from + 1}, (_, i) => String.fromCodePoint(from + i)),
    )
    for (const wght of WEIGHTS) {
      const font = await subsetFont(bytes, all.join(''), {targetFormat: 'truetype', variationAxes: {wght}})
      const made = fontkit.create(font)
      opened.set(`${name} ${wght}`, isShaped ? await shaped(made, font) : made)
    }
  }

  /** The first character of a text that no font has. Opens what the text needs. */
  async missing(text: string): Promise<string | undefined> {
    await this.prepare(text)
    for (const cluster of clustersOf(text)) {
      const piece = this.#pieceOf.get(cluster)
      const font = piece && opened.get(`${piece.name} 400`)
      const missing = [...cluster].find(
        character => !UNPRINTED.test(character) && !font?.hasGlyphForCodePoint(character.codePointAt(0)!),
      )
      if (missing !== undefined) return missing
    }
    return undefined
  }

  /** Cuts a text where the font changes. A character that no font has becomes a box. */
  runs(text: string, weight: Weight): Run[] {
    const runs: Run[] = []
    const first = opened.get(`${this.#pieces[0]!.name} ${weight}`)!
    for (const cluster of clustersOf(text)) {
      const piece = this.#pieceOf.get(cluster)
      const last = runs.at(-1)
      // Blanks go with what stands before them, where that font has some.
      const isBlank = /^\s$/.test(cluster)
      const font =
        isBlank && last?.font.hasGlyphForCodePoint(0x20) ? last.font : piece && opened.get(`${piece.name} ${weight}`)
      const shown = isBlank ? blankOf(cluster, font ?? first) : shownOf(cluster, font)
      if (shown === '') continue
      const used = font ?? first
      if (last?.font === used) last.text += shown
      else runs.push({text: shown, font: used})
    }
    return runs.flatMap(run => this.#parts(run))
  }

  /** Parts with glyphs that stand for no character are told apart, so that each can say what it is. */
  #parts({text, font}: Run): Run[] {
    if (!font.parts) return [{text, font}]
    const runs: (Run & {isComposed: boolean})[] = []
    for (const part of font.parts(text)) {
      const isComposed = this.isComposed({text: part, font})
      const last = runs.at(-1)
      if (last && !last.isComposed && !isComposed) last.text += part
      else runs.push({text: part, font, isComposed})
    }
    return runs
  }

  /** Width of a text in points. */
  width(text: string, size: number, weight: Weight): number {
    return this.runs(text, weight).reduce((sum, run) => sum + this.advance(run) * size, 0)
  }

  /** Whether a run has glyphs that stand for no character: who reads the file is then told what it says. */
  isComposed({text, font}: Run): boolean {
    const composed = this.#composed.get(font) ?? new Map<string, boolean>()
    this.#composed.set(font, composed)
    let known = composed.get(text)
    if (known === undefined) {
      known = font.layout(text).glyphs.some(({codePoints}) => codePoints.length === 0)
      if (composed.size >= REMEMBERED) composed.clear()
      composed.set(text, known)
    }
    return known
  }

  /** Width of a run at size 1. The same words come again and again, on one statement and from one to the next. */
  advance({text, font}: Run): number {
    let widths = this.#widths.get(font)
    if (!widths) {
      widths = new Map()
      this.#widths.set(font, widths)
    }
    let width = widths.get(text)
    if (width === undefined) {
      width = font.layout(text).advanceWidth / font.unitsPerEm
      if (widths.size >= REMEMBERED) widths.clear()
      widths.set(text, width)
    }
    return width
  }
}

/** Blanks, and what has no shape of its own: controls, joiners, marks of direction, selectors of variants. */
const UNPRINTED = /[\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u
const REMEMBERED = 20_000

/** Characters with the marks on them, in the form in which fonts have most of them whole. */
const clustersOf = (text: string): string[] => text.normalize('NFC').match(/\P{M}[\p{M}\u200c\u200d]*|\p{M}+/gu) ?? []

const blankOf = (blank: string, font: Font) => (font.hasGlyphForCodePoint(blank.codePointAt(0)!) ? blank : ' ')

/** What is printed of a cluster: joiners where they shape what stands beside them, and a box where there is no font. */
function shownOf(cluster: string, font: Font | undefined): string {
  const printed = [...cluster].filter(one => !UNPRINTED.test(one))
  if (printed.length === 0) return ''
  return printed.map(one => (font?.hasGlyphForCodePoint(one.codePointAt(0)!) ? one : MISSING)).join('')
}

const readRanges = (text: string): [number, number][] =>
  text.split(',').map(part => {
    const [from, to = from] = part.trim().slice(2).split('-')
    return [Number.parseInt(from!, 16), Number.parseInt(to!, 16)]
  })

/** Noto Sans, from the folder of fonts. */
function ownPieces(): Piece[] {
  const folder = join(packageRoot, 'src/bills/statement/fonts')
  const ranges = JSON.parse(readFileSync(join(folder, 'ranges.json'), 'utf8')) as Record<string, string>
  return Object.entries(ranges).map(([name, text]) => ({
    name,
    file: join(folder, `${name}.woff2`),
    ranges: readRanges(text),
    isShaped: SHAPED.has(name),
  }))
}

function chinesePieces(): Piece[] {
  const name = 'noto-sans-sc'
  const folder = dirname(createRequire(import.meta.url).resolve(`@fontsource-variable/${name}/package.json`))
  const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>
  return Object.entries(ranges).map(([key, text]) => {
    const piece = `${name}-${key.replace(/[[\]]/g, '')}`
    const file = join(folder, 'files', `${piece}-wght-normal.woff2`)
    return {name: piece, file, ranges: readRanges(text), isShaped: false}
  })
}

// Fonts of PDF statements: Noto Sans for Latin, Greek, Cyrillic, Vietnamese, Arabic, Hebrew, Armenian, Georgian, Thai
// and Devanagari, Noto Sans SC for Chinese, and what else there is. Only the pieces that a text needs are opened, and
// only the characters that it needs get into the file.
import {readFileSync} from 'node:fs'
import {type Direction, directionOf, inOrder, levelsOf, prepareBidi} from './drawing/bidi.js'
import {brokenFont} from './drawing/book-fonts.js'
import {optionalPieces, type Piece, usualPieces} from './drawing/pieces.js'
import {type ShapedFont, shaped} from './shaping.js'

export type Weight = 400 | 650

/** Characters one after another that come from one font and run one way. */
export interface Run {
  text: string
  font: ShapedFont
  direction: Direction
  /** Where it begins and how wide it is, at size 1. */
  x: number
  width: number
}

const MISSING = '\u25a1'
const WEIGHTS = [400, 650] as const

/** Pieces that were opened, by name and weight: cutting one out of its file takes longer than writing a statement. */
const opened = new Map<string, ShapedFont>()

/** The fonts of a batch of statements: each piece is opened once. */
export class FontSet {
  readonly #pieces: Piece[]
  /** The piece of a character with its marks, as far as one has them. */
  readonly #pieceOf = new Map<string, Piece | undefined>()

  /** With the files of fonts that a price book names. */
  constructor(files: string[] = []) {
    this.#pieces = usualPieces(files)
  }

  /** Opens what a text needs. Call it before {@link runs}. */
  async prepare(text: string): Promise<void> {
    await this.#open(this.#pieces[0]!)
    await prepareBidi(text)
    for (const cluster of new Set(clustersOf(text))) {
      if (!this.#pieceOf.has(cluster)) this.#pieceOf.set(cluster, await this.#find(cluster))
    }
  }

  /** Opens the fonts that the price book names. Throws `usage` for a file that is none. */
  async check(): Promise<void> {
    for (const piece of this.#pieces) if (!piece.ranges) await this.#open(piece)
  }

  /** The first piece with a character and all its marks; else the first with the character. */
  async #find(cluster: string): Promise<Piece | undefined> {
    const [base, ...marks] = [...cluster].filter(one => !UNPRINTED.test(one))
    if (base === undefined) return this.#pieces[0]
    let having: Piece | undefined
    for (const piece of [...this.#pieces, ...optionalPieces(base)]) {
      const point = base.codePointAt(0)!
      if (piece.ranges && !piece.ranges.some(([from, to]) => from <= point && point <= to)) continue
      await this.#open(piece)
      const font = opened.get(`${piece.name} 400`)!
      if (!has(font, base)) continue
      if (marks.every(mark => has(font, mark))) return piece
      having ??= piece
    }
    return having
  }

  async #open({name, file, ranges}: Piece): Promise<void> {
    if (opened.has(`${name} ${WEIGHTS[1]}`)) return
    const [{default: subsetFont}, fontkit] = await Promise.all([import('subset-font'), import('fontkit')])
    const bytes = readFileSync(file)
    const characters = ranges?.flatMap(([from, to]) =>
      Array.from({length: to - from + 1}, (_, i) => String.fromCodePoint(from + i)),
    )
    for (const wght of WEIGHTS) {
      // Blanks between words, where the piece has one.
      const options = {targetFormat: 'truetype', variationAxes: {wght}} as const
      const font = characters
        ? await subsetFont(bytes, ` ${characters.join('')}`, options)
        : await wholeFont(bytes, wght, file)
      opened.set(`${name} ${wght}`, await shaped(fontkit.create(font), font))
    }
  }

  /** The first character of a text that no font has. Opens what the text needs. */
  async missing(text: string): Promise<string | undefined> {
    await this.prepare(text)
    for (const cluster of clustersOf(text)) {
      const piece = this.#pieceOf.get(cluster)
      const font = piece && opened.get(`${piece.name} 400`)
      const missing = [...cluster].find(character => !UNPRINTED.test(character) && !(font && has(font, character)))
      if (missing !== undefined) return missing
    }
    return undefined
  }

  /**
   * Cuts a line where the font or the direction changes, and gives its parts in the order in which they are read, each
   * with its place; `direction` is that of the paragraph. A character that no font has becomes a box.
   */
  runs(line: string, weight: Weight, direction?: Direction): Run[] {
    const first = opened.get(`${this.#pieces[0]!.name} ${weight}`)!
    // Most texts are of the first font's commonest letters.
    if (direction !== 'rtl' && COMMON.test(line)) return [runOf({text: line, font: first, direction: 'ltr'})]
    const text = line.normalize('NFC')
    const levels = levelsOf(text, direction ?? directionOf(text))
    const runs: (Pick<Run, 'text' | 'font' | 'direction'> & {level: number})[] = []
    let at = 0
    for (const cluster of clustersOf(text)) {
      const level = levels?.[at] ?? 0
      at += cluster.length
      const piece = this.#pieceOf.get(cluster)
      const last = runs.at(-1)
      // Blanks go with what stands before them, where that font has some.
      const isBlank = /^\s$/.test(cluster)
      const font = isBlank && last && has(last.font, ' ') ? last.font : piece && opened.get(`${piece.name} ${weight}`)
      const shown = isBlank ? blankOf(cluster, font ?? first) : shownOf(cluster, font)
      if (shown === '') continue
      const used = font ?? first
      if (last?.font === used && last.level === level) last.text += shown
      else runs.push({text: shown, font: used, level, direction: level % 2 === 1 ? 'rtl' : 'ltr'})
    }
    let x = 0
    const placed = new Map<unknown, Run>()
    for (const run of levels ? inOrder(runs) : runs) {
      const one = runOf(run, x)
      placed.set(run, one)
      x += one.width
    }
    return runs.map(run => placed.get(run)!)
  }

  /** Width of a text in points. */
  width(text: string, size: number, weight: Weight): number {
    return this.runs(text, weight).reduce((sum, run) => sum + run.width * size, 0)
  }
}

const runOf = ({text, font, direction}: Pick<Run, 'text' | 'font' | 'direction'>, x = 0): Run => {
  return {text, font, direction, x, width: font.widthOf(text, direction) / font.unitsPerEm}
}

/** Printed by the first font, each as it is. */
const COMMON = /^[ -~]*$/

/** A font out of a file of somebody's; in that weight where it has several. */
async function wholeFont(bytes: Buffer, weight: Weight, file: string): Promise<Buffer> {
  const [{default: subsetFont}, fontkit] = await Promise.all([import('subset-font'), import('fontkit')])
  try {
    const axes = Object.entries(fontkit.create(bytes).variationAxes)
    const variationAxes = Object.fromEntries(
      axes.map(([axis, {default: usual}]) => [axis, axis === 'wght' ? weight : usual]),
    )
    return await subsetFont(bytes, undefined, {targetFormat: 'truetype', keepAllGlyphs: true, variationAxes})
  } catch {
    throw brokenFont(file)
  }
}

/** Blanks, and what has no shape of its own: controls, joiners, marks of direction, selectors of variants. */
const UNPRINTED = /[\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u

/** Characters with the marks on them, in the form in which fonts have most of them whole. */
const clustersOf = (text: string): string[] => text.normalize('NFC').match(/\P{M}[\p{M}\u200c\u200d]*|\p{M}+/gu) ?? []

const has = (font: ShapedFont, character: string) => font.hasGlyphForCodePoint(character.codePointAt(0)!)

const blankOf = (blank: string, font: ShapedFont) => (has(font, blank) ? blank : ' ')

/** What is printed of a cluster: joiners where they shape what stands beside them, and a box where there is no font. */
function shownOf(cluster: string, font: ShapedFont | undefined): string {
  const printed = [...cluster].filter(one => !UNPRINTED.test(one) || (cluster !== one && JOINERS.test(one)))
  if (printed.length === 0) return ''
  return printed.map(one => (JOINERS.test(one) || (font && has(font, one)) ? one : MISSING)).join('')
}

const JOINERS = /[\u200c\u200d]/

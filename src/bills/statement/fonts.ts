// Fonts of PDF statements: Noto Sans SC in pieces, as the web serves it. Latin, Cyrillic, Vietnamese and Chinese are in
// it; only the pieces that a text needs are opened, and only the characters that it needs get into the file.
import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import type {Font} from 'fontkit'

export type Weight = 400 | 650

interface Piece {
  name: string
  ranges: [number, number][]
}

/** Characters one after another that come from one font. */
export interface Run {
  text: string
  font: Font
}

const NAMED = ['latin', 'latin-ext', 'cyrillic', 'vietnamese']
const MISSING = '\u25a1'

/** Pieces that were opened, by name and weight: cutting one out of its file takes longer than writing a statement. */
const opened = new Map<string, Font>()

/** The fonts of a batch of statements: each piece is opened once. */
export class FontSet {
  readonly #folder: string
  readonly #pieces: Piece[]
  readonly #pieceOf = new Map<number, Piece | undefined>()
  readonly #fonts = opened
  readonly #widths = new Map<Font, Map<string, number>>()

  constructor() {
    this.#folder = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'))
    const ranges = JSON.parse(readFileSync(join(this.#folder, 'unicode.json'), 'utf8')) as Record<string, string>
    this.#pieces = Object.entries(ranges)
      .map(([key, text]) => ({name: key.replace(/[[\]]/g, ''), ranges: readRanges(text)}))
      // Where several pieces have a character, the Latin ones go first: a word then stays in one font.
      .sort((a, b) => rank(a.name) - rank(b.name))
  }

  /** Opens what a text needs. Call it before {@link runs}. */
  async prepare(text: string): Promise<void> {
    const needed = new Set<Piece>()
    for (const character of new Set(text)) {
      const piece = this.#piece(character.codePointAt(0)!)
      if (piece) needed.add(piece)
    }
    needed.add(this.#pieces[0]!)
    for (const piece of needed) {
      for (const weight of [400, 650] as const) await this.#open(piece, weight)
    }
  }

  async #open(piece: Piece, weight: Weight): Promise<void> {
    const key = `${piece.name} ${weight}`
    if (this.#fonts.has(key)) return
    const [{default: subsetFont}, fontkit] = await Promise.all([import('subset-font'), import('fontkit')])
    const file = readFileSync(join(this.#folder, 'files', `noto-sans-sc-${piece.name}-wght-normal.woff2`))
    const all = piece.ranges.flatMap(([from, to]) =>
      Array.from({length: to - from + 1}, (_, i) => String.fromCodePoint(from + i)),
    )
    const font = await subsetFont(file, all.join(''), {targetFormat: 'truetype', variationAxes: {wght: weight}})
    this.#fonts.set(key, fontkit.create(font))
  }

  #piece(point: number): Piece | undefined {
    if (!this.#pieceOf.has(point)) {
      this.#pieceOf.set(
        point,
        this.#pieces.find(piece => piece.ranges.some(([from, to]) => from <= point && point <= to)),
      )
    }
    return this.#pieceOf.get(point)
  }

  /** The first character of a text that no font has. Opens what the text needs. */
  async missing(text: string): Promise<string | undefined> {
    await this.prepare(text)
    const latin = this.#fonts.get('latin 400')!
    return [...text].find(character => {
      const point = character.codePointAt(0)!
      const piece = this.#piece(point)
      const font = piece && this.#fonts.get(`${piece.name} 400`)
      return !UNPRINTED.test(character) && !font?.hasGlyphForCodePoint(point) && !latin.hasGlyphForCodePoint(point)
    })
  }

  /** Cuts a text where the font changes. A character that no font has becomes a box. */
  runs(text: string, weight: Weight): Run[] {
    const runs: Run[] = []
    const latin = this.#fonts.get(`latin ${weight}`)!
    for (const character of text) {
      if (/[^\s]/.test(character) && UNPRINTED.test(character)) continue
      const point = character.codePointAt(0)!
      const piece = this.#piece(point)
      const font = (piece && this.#fonts.get(`${piece.name} ${weight}`)) ?? latin
      const has = font.hasGlyphForCodePoint(point)
      const shown = has
        ? character
        : latin.hasGlyphForCodePoint(point)
          ? character
          : /\s/u.test(character)
            ? ' '
            : MISSING
      const used = has ? font : latin
      const last = runs.at(-1)
      if (last?.font === used) last.text += shown
      else runs.push({text: shown, font: used})
    }
    return runs
  }

  /** Width of a text in points. */
  width(text: string, size: number, weight: Weight): number {
    return this.runs(text, weight).reduce((sum, run) => sum + this.advance(run) * size, 0)
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
const rank = (name: string) => (NAMED.includes(name) ? NAMED.indexOf(name) : NAMED.length)

const readRanges = (text: string): [number, number][] =>
  text.split(',').map(part => {
    const [from, to = from] = part.trim().slice(2).split('-')
    return [Number.parseInt(from!, 16), Number.parseInt(to!, 16)]
  })

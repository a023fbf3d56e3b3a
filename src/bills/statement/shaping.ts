// Letters that take other shapes beside each other, and marks that find their place: HarfBuzz, which is here already
// because it cuts fonts, puts the glyphs where pdfkit asks the font for them.
import type {Font} from 'fontkit'
import type {Direction} from './drawing/bidi.js'
import {type Drawn, FIRST_DRAWN, type Part, subsetOf} from './drawing/composite.js'

interface Place {
  xAdvance: number
  xOffset?: number
  yOffset?: number
}

/** A text as a font shows it. */
interface Layout {
  glyphs: {id: number; advanceWidth: number; codePoints: number[]}[]
  positions: Place[]
  advanceWidth: number
}

/** A font whose text HarfBuzz lays out. */
export interface ShapedFont extends Font {
  /** Units of the font that a text is wide. */
  widthOf(text: string, direction: Direction): number
  /** What the glyphs of a file show, by their ids. */
  drawn: Drawn[]
}

/** Texts of a font whose layouts are kept: the same words come again and again. */
const REMEMBERED = 2_000

/**
 * Makes a font lay out its text by HarfBuzz. What cannot be told apart, a letter with its marks, a syllable, is one
 * glyph in the file, and stands for its text; one glyph of the font that stands for several texts is several there.
 */
export async function shaped(font: Font, file: Uint8Array): Promise<ShapedFont> {
  const hb = await import('harfbuzzjs')
  const shaper = new hb.Font(new hb.Face(new hb.Blob(file.slice().buffer)))
  const buffer = new hb.Buffer()
  const isTrueType = 'glyf' in font.directory.tables
  const drawn: Drawn[] = []
  const ids = new Map<string, number>()
  const layouts = {ltr: new Map<string, Layout>(), rtl: new Map<string, Layout>()}

  /** The id of what is drawn where it stands for this text. */
  const idOf = (one: Drawn, text: string): number => {
    const key = `${'glyph' in one ? one.glyph : JSON.stringify(one)} ${text}`
    let id = ids.get(key)
    if (id === undefined) {
      id = FIRST_DRAWN + drawn.push(one) - 1
      ids.set(key, id)
    }
    return id
  }
  const layOut = (text: string, direction: Direction): Layout => {
    buffer.reset()
    buffer.addText(text)
    buffer.guessSegmentProperties()
    buffer.setDirection(direction === 'rtl' ? hb.Direction.RTL : hb.Direction.LTR)
    hb.shape(shaper, buffer)
    const infos = buffer.getGlyphInfos()
    const places = buffer.getGlyphPositions()
    const result: Layout = {glyphs: [], positions: [], advanceWidth: 0}
    const put = (one: Drawn, said: string, advanceWidth: number, place: Place = {xAdvance: advanceWidth}) => {
      const {xAdvance, xOffset, yOffset} = place
      const codePoints = [...said].map(character => character.codePointAt(0)!)
      result.glyphs.push({id: idOf(one, said), advanceWidth, codePoints})
      result.positions.push(xOffset || yOffset ? {xAdvance, xOffset, yOffset} : {xAdvance})
      result.advanceWidth += xAdvance
    }
    /** Whether a glyph is as wide as it is in the font: what runs from right to left has gaps for readers else. */
    const fills = (i: number) => places[i]!.xAdvance === font.getGlyph(infos[i]!.codepoint).advanceWidth
    for (const {said, from, to} of partsOf(text, infos)) {
      const characters = [...said]
      const isOne = to === from + 1 && (direction === 'ltr' || (characters.length === 1 && fills(from)))
      if (!isTrueType || isOne) {
        for (let i = from; i < to; i++) {
          const glyph = infos[i]!.codepoint
          put({glyph}, i === from ? said : '', font.getGlyph(glyph).advanceWidth, places[i])
        }
        continue
      }
      const parts: Part[] = []
      let advance = 0
      for (let i = from; i < to; i++) {
        const {xAdvance, xOffset, yOffset} = places[i]!
        parts.push({glyph: infos[i]!.codepoint, x: advance + xOffset, y: yOffset})
        advance += xAdvance
      }
      if (direction === 'ltr') {
        put({parts, advance}, said, advance)
        continue
      }
      // Readers turn such text round character by character: each but the first has a sliver of the width for itself.
      const sliver = Math.min(Math.round(font.unitsPerEm / 100), Math.floor(advance / 4 / characters.length))
      for (const character of characters.slice(1).reverse()) put({parts: [], advance: sliver}, character, sliver)
      const rest = sliver * (characters.length - 1)
      const moved = parts.map(part => ({...part, x: part.x - rest}))
      put({parts: moved, advance: advance - rest}, characters[0]!, advance - rest)
    }
    if (direction === 'rtl') turnRound(result)
    return result
  }
  const layout = (text: string, direction: Direction = 'ltr'): Layout => {
    const known = layouts[direction]
    let found = known.get(text)
    if (!found) {
      found = layOut(text, direction)
      if (known.size >= REMEMBERED) known.clear()
      known.set(text, found)
    }
    return found
  }
  return Object.assign(font, {
    // pdfkit scales the places that it gets.
    layout: (text: string, direction?: Direction) => {
      const {positions, ...rest} = layout(text, direction)
      return {...rest, positions: positions.map(one => ({...one}))}
    },
    widthOf: (text: string, direction: Direction) => layout(text, direction).advanceWidth,
    drawn,
    createSubset: () => subsetOf(font, drawn),
  }) as unknown as ShapedFont
}

interface Shape {
  codepoint: number
  cluster: number
}

/** What cannot be told apart of a text, as it lies from left to right, and the glyphs that show it. */
function partsOf(text: string, shapes: Shape[]): {said: string; from: number; to: number}[] {
  const clusters = [...new Set(shapes.map(({cluster}) => cluster))].sort((a, b) => a - b)
  // A joiner belongs to the letter before it.
  const starts = clusters.filter((at, i) => i === 0 || !JOINER.test(text[at]!))
  const begins = new Map<number, number>()
  for (const [i, at] of clusters.entries()) begins.set(at, starts.includes(at) ? at : begins.get(clusters[i - 1]!)!)
  const parts: {start: number; said: string; from: number; to: number}[] = []
  for (const [i, {cluster}] of shapes.entries()) {
    const start = begins.get(cluster)!
    const last = parts.at(-1)
    if (last?.start === start) last.to = i + 1
    else parts.push({start, said: text.slice(start, starts[starts.indexOf(start) + 1]), from: i, to: i + 1})
  }
  return parts
}

const JOINER = /[\u200c\u200d]/

/** Puts the glyphs in the order in which they are read, each where it was: a file's text is found in that order. */
function turnRound({glyphs, positions}: Layout): void {
  let x = 0
  for (const place of positions) {
    place.xOffset = (place.xOffset ?? 0) + x
    place.yOffset ??= 0
    x += place.xAdvance
    place.xAdvance = 0
  }
  glyphs.reverse()
  positions.reverse()
}

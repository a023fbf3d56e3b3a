// Letters that take other shapes beside each other, and marks that find their place: HarfBuzz, which is here already
// because it cuts fonts, puts the glyphs where pdfkit asks the font for them.
import type {Font} from 'fontkit'

interface Placed {
  id: number
  advanceWidth: number
  codePoints: number[]
}

/** More than a font can have glyphs: what lies above says which text a glyph stands for. */
const GLYPHS = 0x10000

/**
 * Makes a font lay out its text by HarfBuzz. One glyph may stand for several texts; each of them becomes a character of
 * its own in the file, so that what is copied out of it is what was written.
 */
export async function shaped(font: Font, file: Uint8Array): Promise<Font> {
  const hb = await import('harfbuzzjs')
  const shaper = new hb.Font(new hb.Face(new hb.Blob(file.slice().buffer)))
  const texts = new Map<number, string[]>()
  /** The id of a glyph where it stands for this text. */
  const idOf = (glyph: number, codePoints: number[]) => {
    const known = texts.get(glyph) ?? []
    texts.set(glyph, known)
    const text = codePoints.join(' ')
    if (!known.includes(text)) known.push(text)
    return known.indexOf(text) * GLYPHS + glyph
  }
  const layout = (text: string) => {
    const buffer = new hb.Buffer()
    buffer.addText(text)
    buffer.guessSegmentProperties()
    hb.shape(shaper, buffer)
    const infos = buffer.getGlyphInfos()
    const positions = buffer.getGlyphPositions()
    const starts = [...new Set(infos.map(({cluster}) => cluster))].sort((a, b) => a - b)
    const told = new Set<number>()
    const placed = infos.map(({codepoint: glyph, cluster}): Placed => {
      const next = starts[starts.indexOf(cluster) + 1] ?? text.length
      // The first glyph of a cluster stands for its text, and the others for nothing.
      const part = told.has(cluster) ? '' : text.slice(cluster, next)
      told.add(cluster)
      const codePoints = [...part].map(character => character.codePointAt(0)!)
      return {id: idOf(glyph, codePoints), advanceWidth: font.getGlyph(glyph).advanceWidth, codePoints}
    })
    const advanceWidth = positions.reduce((sum, {xAdvance}) => sum + xAdvance, 0)
    return {glyphs: placed, positions: positions.map(one => ({...one})), advanceWidth, starts}
  }
  const subset = () => {
    const made = Object.getPrototypeOf(font).createSubset.call(font)
    made.includeGlyph = (id: number) => {
      if (made.mapping[id] === undefined) {
        made.glyphs.push(id % GLYPHS)
        made.mapping[id] = made.glyphs.length - 1
      }
      return made.mapping[id]
    }
    return made
  }
  /** The parts of a text that are shaped each for itself: a letter with its marks, a syllable. */
  const parts = (text: string) => {
    const starts = layout(text).starts
    return starts.map((start, i) => text.slice(start, starts[i + 1]))
  }
  return Object.assign(font, {layout, createSubset: subset, parts}) as unknown as Font
}

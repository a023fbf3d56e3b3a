// Letters that a font draws with several glyphs, as one glyph of the file's own font: it stands for the text, so that
// what is copied or read aloud is what was written.
import type {Font} from 'fontkit'

/** A glyph at its place in a composite one, in units of the font. */
export interface Part {
  glyph: number
  x: number
  y: number
}

/** What a glyph of a file shows: one of the font's, or several. */
export type Drawn = {glyph: number} | {parts: Part[]; advance: number}

/** The font of a file, while it is cut out of the whole one. */
interface Subset {
  glyphs: number[]
  mapping: Record<number, number>
  glyf: Uint8Array[]
  loca: {offsets: number[]}
  hmtx: {metrics: {advance: number; bearing: number}[]}
  offset: number
  includeGlyph(id: number): number
  _addGlyph(id: number): number
}

/** Ids from here on are of what is drawn; those below are glyphs of the font. A font has no more. */
export const FIRST_DRAWN = 0x10000

/** The subset of a font in which ids from {@link FIRST_DRAWN} on stand for what is drawn, each a glyph of its own. */
export function subsetOf(font: Font, drawn: Drawn[]): Subset {
  const subset: Subset = Object.getPrototypeOf(font).createSubset.call(font)
  const add = subset._addGlyph
  // Fonts with other outlines than TrueType's take the glyphs as they are.
  if (!add) {
    const include = subset.includeGlyph
    subset.includeGlyph = id => {
      const one = drawn[id - FIRST_DRAWN]
      return include.call(subset, one && 'glyph' in one ? one.glyph : id)
    }
    return subset
  }
  subset._addGlyph = id => {
    const one = drawn[id - FIRST_DRAWN]
    if (!one || 'glyph' in one) return add.call(subset, one ? one.glyph : id)
    const {record, bearing} = composite(font, one.parts, glyph => subset.includeGlyph(glyph))
    subset.glyf.push(record)
    subset.loca.offsets.push(subset.offset)
    subset.hmtx.metrics.push({advance: one.advance, bearing})
    subset.offset += record.length
    return subset.glyf.length - 1
  }
  return subset
}

// Source: OpenType specification, glyf table, component flags.
const ARGS_ARE_WORDS = 1
const ARGS_ARE_XY = 2
const MORE_FOLLOW = 0x20

/** The record of a composite glyph in the table `glyf`; empty where nothing of it is seen. */
function composite(font: Font, parts: Part[], idOf: (glyph: number) => number) {
  const seen = parts
    .map(part => ({...part, box: font.getGlyph(part.glyph).cbox}))
    .filter(({box}) => Number.isFinite(box.minX) && box.maxX > box.minX)
  if (seen.length === 0) return {record: Buffer.alloc(0), bearing: 0}
  const bearing = Math.min(...seen.map(({x, box}) => x + box.minX))
  const record = Buffer.alloc(10 + 8 * seen.length)
  record.writeInt16BE(-1, 0)
  record.writeInt16BE(bearing, 2)
  record.writeInt16BE(Math.min(...seen.map(({y, box}) => y + box.minY)), 4)
  record.writeInt16BE(Math.max(...seen.map(({x, box}) => x + box.maxX)), 6)
  record.writeInt16BE(Math.max(...seen.map(({y, box}) => y + box.maxY)), 8)
  for (const [i, {glyph, x, y}] of seen.entries()) {
    const at = 10 + 8 * i
    record.writeUInt16BE(ARGS_ARE_WORDS | ARGS_ARE_XY | (i < seen.length - 1 ? MORE_FOLLOW : 0), at)
    record.writeUInt16BE(idOf(glyph), at + 2)
    record.writeInt16BE(x, at + 4)
    record.writeInt16BE(y, at + 6)
  }
  return {record, bearing}
}

declare module 'subset-font' {
  /** A font with only the characters of a text, its variable axes set to one value each. */
  export default function subsetFont(
    font: Buffer,
    text: string | undefined,
    options?: {
      targetFormat?: 'truetype' | 'woff' | 'woff2' | 'sfnt'
      variationAxes?: Record<string, number>
      /** All glyphs, whatever the text. */
      keepAllGlyphs?: boolean
    },
  ): Promise<Buffer>
}
declare module 'fontkit' {
  export interface Glyph {
    id: number
    advanceWidth: number
    /** Around its outline; infinite where it has none. */
    cbox: {minX: number; minY: number; maxX: number; maxY: number}
  }
  export interface Font {
    hasGlyphForCodePoint(point: number): boolean
    layout(
      text: string,
      direction?: 'ltr' | 'rtl',
    ): {
      advanceWidth: number
      glyphs: {id: number; advanceWidth: number; codePoints: number[]}[]
      positions: {xAdvance: number; yAdvance: number; xOffset: number; yOffset: number}[]
    }
    getGlyph(id: number): Glyph
    directory: {tables: Record<string, unknown>}
    variationAxes: Record<string, {default: number}>
    unitsPerEm: number
    ascent: number
    descent: number
  }
  export function create(font: Buffer): Font
}

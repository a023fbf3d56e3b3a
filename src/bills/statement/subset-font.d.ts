declare module 'subset-font' {
  /** A font with only the characters of a text, its variable axes set to one value each. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options?: {targetFormat?: 'truetype' | 'woff' | 'woff2' | 'sfnt'; variationAxes?: Record<string, number>},
  ): Promise<Buffer>
}
declare module 'fontkit' {
  export interface Font {
    hasGlyphForCodePoint(point: number): boolean
    layout(text: string): {
      advanceWidth: number
      glyphs: {id: number; codePoints: number[]}[]
      positions: {xAdvance: number}[]
    }
    getGlyph(id: number): {advanceWidth: number}
    /** Of a font that is shaped: the parts of a text that stand for themselves. */
    parts?(text: string): string[]
    unitsPerEm: number
    ascent: number
    descent: number
  }
  export function create(font: Buffer): Font
}

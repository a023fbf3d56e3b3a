// Whether a colour can be read on white (Web Content Accessibility Guidelines 2, contrast ratio).

/** How bright a colour is, from 0 to 1; `color` is written as #1d4e6b. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

/** What large letters need. */
const LEAST = 3

/** A colour for large letters on white: itself, or another where it is too pale for them. */
export const legible = (color: string, other: string): string =>
  1.05 / (luminance(color) + 0.05) >= LEAST ? color : other

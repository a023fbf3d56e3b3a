// How wide a text is on a terminal.
import stringWidth from 'string-width'

const PLAIN = /^[\x20-\x7e]*$/

/** In columns: full-width characters count two, what colours a text counts none. */
export const widthOf = (text: string): number => (PLAIN.test(text) ? text.length : stringWidth(text))

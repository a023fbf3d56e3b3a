// Fonts that a price book names, for scripts that come with no font.
import {closeSync, openSync, readSync, statSync} from 'node:fs'
import {dirname, resolve} from 'node:path'
import {usage} from '../../../failure.js'
import {listOf, type PriceBook} from '../../rating/book.js'

const READABLE = 'fonts under statement names files of single fonts: TTF, OTF, WOFF, WOFF2'

/** What files of fonts begin with. Source: OpenType specification, table directory; WOFF 1 and 2. */
const BEGINNINGS = new Set(['\0\x01\0\0', 'OTTO', 'true', 'wOFF', 'wOF2'])

/** The files of fonts that a book names. Throws `usage` for what is none. */
export function fontsOf({statement: {fonts}, path: book}: PriceBook): string[] {
  const files = listOf(fonts).map(name => resolve(dirname(book), name))
  for (const file of files) {
    const there = statSync(file, {throwIfNoEntry: false})
    if (!there?.isFile())
      throw usage(
        `the font ${file} ${there ? 'is no file' : 'does not exist'}`,
        'Its path is taken from the price book’s folder',
      )
    const beginning = beginningOf(file)
    if (beginning === 'ttcf') throw usage(`the font ${file} is a collection of fonts`, READABLE)
    if (!BEGINNINGS.has(beginning)) throw usage(`the font ${file} is no font`, READABLE)
  }
  return files
}

function beginningOf(file: string): string {
  const bytes = Buffer.alloc(4)
  const opened = openSync(file, 'r')
  try {
    readSync(opened, bytes, 0, 4, 0)
  } finally {
    closeSync(opened)
  }
  return bytes.toString('latin1')
}

/** What is said of a file that begins as a font and is none. */
export const brokenFont = (file: string) =>
  usage(`the font ${file} cannot be read: it is damaged, or a part of it is missing`, READABLE)

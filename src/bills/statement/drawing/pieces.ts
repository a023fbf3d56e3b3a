// Where fonts come from: Noto Sans beside the program, Noto Sans SC in pieces, as the web serves it, for Chinese, fonts
// that the price book names, and packages for the world's other scripts, where somebody installed them.
import {existsSync, readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {basename, dirname, join} from 'node:path'
import {packageRoot} from '../../../package.js'

/** A part of a font: the characters that it may have, and the file that says which it has. */
export interface Piece {
  name: string
  file: string
  /** Undefined where only the file knows. */
  ranges?: [number, number][]
}

const SCOPE = '@fontsource-variable/'

const readRanges = (text: string): [number, number][] =>
  text.split(',').map(part => {
    const [from, to = from] = part.trim().slice(2).split('-')
    return [Number.parseInt(from!, 16), Number.parseInt(to!, 16)]
  })

/** Fonts that come along. Where several pieces have a character, the first goes: a word then stays in one font. */
export function usualPieces(files: string[]): Piece[] {
  const folder = join(packageRoot, 'src/bills/statement/fonts')
  const ranges = JSON.parse(readFileSync(join(folder, 'ranges.json'), 'utf8')) as Record<string, string>
  return [
    ...Object.entries(ranges).map(([name, text]) => ({
      name,
      file: join(folder, `${name}.woff2`),
      ranges: readRanges(text),
    })),
    ...files.map(file => ({name: `${basename(file)} ${file}`, file})),
    ...piecesOf('noto-sans-sc'),
  ]
}

/** The pieces of a package of fonts; none where it is not installed. */
function piecesOf(name: string): Piece[] {
  let folder: string
  try {
    folder = dirname(createRequire(import.meta.url).resolve(`${SCOPE}${name}/package.json`))
  } catch {
    return []
  }
  const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>
  return Object.entries(ranges)
    .map(([key, text]) => {
      const piece = `${name}-${key.replace(/[[\]]/g, '')}`
      return {name: piece, file: join(folder, 'files', `${piece}-wght-normal.woff2`), ranges: readRanges(text)}
    })
    .filter(({file}) => existsSync(file))
}

/** Packages of fonts for scripts that do not come along, by what their characters are. */
const OPTIONAL: [RegExp, string][] = [
  [/\p{scx=Hang}/u, 'noto-sans-kr'],
  [/\p{scx=Beng}/u, 'noto-sans-bengali'],
  [/\p{scx=Taml}/u, 'noto-sans-tamil'],
  [/\p{scx=Telu}/u, 'noto-sans-telugu'],
  [/\p{scx=Knda}/u, 'noto-sans-kannada'],
  [/\p{scx=Mlym}/u, 'noto-sans-malayalam'],
  [/\p{scx=Gujr}/u, 'noto-sans-gujarati'],
  [/\p{scx=Guru}/u, 'noto-sans-gurmukhi'],
  [/\p{scx=Orya}/u, 'noto-sans-oriya'],
  [/\p{scx=Sinh}/u, 'noto-sans-sinhala'],
  [/\p{scx=Khmr}/u, 'noto-sans-khmer'],
  [/\p{scx=Laoo}/u, 'noto-sans-lao'],
  [/\p{scx=Ethi}/u, 'noto-sans-ethiopic'],
  [/\p{scx=Thaa}/u, 'noto-sans-thaana'],
  [/\p{sc=Han}/u, 'noto-sans-tc'],
  [/\p{Extended_Pictographic}/u, 'noto-emoji'],
  [/\p{S}/u, 'noto-sans-symbols'],
]

const optional = new Map<string, Piece[]>()

/** The package that has a character which no font that comes along has. */
export function packageFor(character: string): string | undefined {
  const name = OPTIONAL.find(([script]) => script.test(character))?.[1]
  return name && `${SCOPE}${name}`
}

/** Pieces of an installed package that may have a character. */
export function optionalPieces(character: string): Piece[] {
  const name = packageFor(character)?.slice(SCOPE.length)
  if (!name) return []
  const found = optional.get(name) ?? piecesOf(name)
  optional.set(name, found)
  return found
}

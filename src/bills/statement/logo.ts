// The logo of a sender: looked at to its last byte before the first number is entered, and bounded.
import {createHash} from 'node:crypto'
import {existsSync, readFileSync} from 'node:fs'
import {dirname, extname, resolve} from 'node:path'
import {inflateSync} from 'node:zlib'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import type {PriceBook} from '../rating/book.js'
import type {Seller} from './data/parties.js'

/** A logo as documents name it, and its bytes. */
export interface Logo {
  logo: NonNullable<Seller['logo']>
  bytes: Buffer
}

const pictures = {'.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg'} as const

/** The logo that a book names, looked at. Throws `usage`. */
export function logoOf({statement: {logo}, path: book}: PriceBook): Logo | undefined {
  if (!logo) return undefined
  const path = resolve(dirname(book), logo)
  const type = lookUp(pictures, extname(path).toLowerCase())
  if (!type) throw usage(`the logo ${path} is neither PNG nor JPEG`)
  if (!existsSync(path))
    throw usage(`the logo ${path} does not exist`, 'Its path is taken from the price book’s folder')
  const bytes = readFileSync(path)
  checkLogo(path, type, bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return {logo: {file: `logo-${sha256.slice(0, 12)}${extname(path).toLowerCase()}`, type, sha256}, bytes}
}

const MAX_BYTES = 4 * 1024 * 1024
/** Pixels: enough for a page at 300 dots an inch, and unpacked in no time. */
const MAX_PIXELS = 10_000_000

interface Size {
  width: number
  height: number
}

/** Checks a picture by what is in it. Throws a usage Failure that says what is wrong with it. */
export function checkLogo(path: string, type: 'image/png' | 'image/jpeg', picture: Buffer): void {
  const wrong = (why: string) =>
    usage(`the logo ${path} ${why}`, 'Save it again as PNG or JPEG, a few hundred pixels wide')
  if (picture.length > MAX_BYTES) throw wrong(`has more than ${MAX_BYTES / 1024 / 1024} MB`)
  const isPng = picture.subarray(0, 8).equals(PNG)
  const isJpeg = picture[0] === 0xff && picture[1] === 0xd8
  if (type === 'image/png' ? !isPng : !isJpeg)
    throw wrong(`is no ${type === 'image/png' ? 'PNG' : 'JPEG'}, whatever its name says`)
  const bounded = ({width, height}: Size) => {
    if (width < 1 || height < 1) throw wrong('has no size')
    if (width * height > MAX_PIXELS) throw wrong(`has ${width} x ${height} pixels: that is too large`)
  }
  try {
    if (isPng) readPng(picture, bounded)
    else readJpeg(picture, bounded)
  } catch (error) {
    if (
      error instanceof Broken ||
      error instanceof RangeError ||
      (error as NodeJS.ErrnoException).code?.startsWith('Z_')
    )
      throw wrong('is damaged, or a part of it is missing')
    throw error
  }
}

class Broken extends Error {}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Samples of a pixel, by the colour type. Source: PNG specification, 11.2.1 */
const samples: Record<number, number> = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}

function readPng(picture: Buffer, bounded: (size: Size) => void): void {
  const packed: Buffer[] = []
  let pixels = 0
  let last = ''
  for (let at = 8; at < picture.length && last !== 'IEND'; ) {
    const length = picture.readUInt32BE(at)
    last = picture.toString('latin1', at + 4, at + 8)
    const data = picture.subarray(at + 8, at + 8 + length)
    // Its check sum follows.
    if (at + 12 + length > picture.length) throw new Broken()
    if (at === 8) {
      if (last !== 'IHDR' || length !== 13) throw new Broken()
      const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)]
      bounded({width, height})
      const bits = (samples[data[9]!] ?? 4) * data[8]!
      pixels = height * Math.ceil((width * bits) / 8)
      // Woven pictures have a few bytes more.
      if (data[12] === 0) pixels += height
    } else if (last === 'IDAT') packed.push(data)
    at += 12 + length
  }
  if (last !== 'IEND') throw new Broken()
  const unpacked = inflateSync(Buffer.concat(packed), {maxOutputLength: pixels * 2 + 65_536})
  if (unpacked.length < pixels) throw new Broken()
}

function readJpeg(picture: Buffer, bounded: (size: Size) => void): void {
  let sized = false
  for (let at = 2; ; ) {
    if (picture[at] !== 0xff) throw new Broken()
    const marker = picture[at + 1]!
    if (marker === 0xff) {
      at++
      continue
    }
    const length = picture.readUInt16BE(at + 2)
    // Frames carry the size; the tables beside them share their range.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      bounded({height: picture.readUInt16BE(at + 5), width: picture.readUInt16BE(at + 7)})
      sized = true
    }
    at += 2 + length
    // The picture itself, up to its end.
    if (marker === 0xda) break
  }
  if (!sized || picture.lastIndexOf(Buffer.from([0xff, 0xd9])) < 0) throw new Broken()
}

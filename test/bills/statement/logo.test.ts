// A logo is looked at to its last byte, and is of bearable size, before anything is numbered.
import {deflateSync} from 'node:zlib'
import {describe, expect, it} from 'vitest'
import {checkLogo} from '../../../src/bills/statement/logo.js'

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, data, Buffer.alloc(4)])
}

/** A picture of one grey; `rows` fewer than its height are a picture that is not all there. */
function png(width: number, height: number, rows = height): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(rows * (width + 1)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const jpeg = (width: number, height: number) =>
  Buffer.from([
    ...[0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0],
    ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0x34, 0xff, 0xd9],
  ])

describe('a logo', () => {
  it('that is a picture passes', () => {
    checkLogo('logo.png', 'image/png', png(160, 42))
    checkLogo('logo.jpg', 'image/jpeg', jpeg(160, 42))
  })

  it.each<[what: string, type: 'image/png' | 'image/jpeg', picture: Buffer, message: RegExp]>([
    ['of too many pixels', 'image/png', png(16_000, 16_000, 1), /16000 x 16000 pixels/],
    ['of too many pixels', 'image/jpeg', jpeg(30_000, 30_000), /30000 x 30000 pixels/],
    ['of too many bytes', 'image/png', Buffer.alloc(5 * 1024 * 1024), /more than 4 MB/],
    ['that is SVG', 'image/png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /is no PNG/],
    ['that is PNG', 'image/jpeg', png(2, 2), /is no JPEG/],
    ['that is empty', 'image/png', Buffer.alloc(0), /is no PNG/],
    ['cut in its head', 'image/png', png(160, 42).subarray(0, 20), /damaged/],
    ['cut in its picture', 'image/png', png(160, 42).subarray(0, 60), /damaged/],
    ['without its last rows', 'image/png', png(160, 42, 20), /damaged/],
    ['cut in its picture', 'image/jpeg', jpeg(160, 42).subarray(0, 26), /damaged/],
    ['without a size', 'image/png', png(0, 0), /has no size/],
    ['that unpacks without an end', 'image/png', png(10, 10, 1_000_000), /damaged/],
  ])('%s is refused: %s', (_, type, picture, message) => {
    expect(() => checkLogo('logo', type, picture)).toThrow(message)
  })
})

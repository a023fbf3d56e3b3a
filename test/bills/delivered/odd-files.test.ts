import {execFile} from 'node:child_process'
import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {promisify} from 'node:util'
import {gzipSync} from 'node:zlib'
import {parse} from 'csv-parse/sync'
import {beforeAll, describe, expect, it} from 'vitest'
import {tarMember} from '../../../src/sandbox/bucket/archive.js'
import {cli, emptyHome} from '../../support/cli.js'
import {testSandbox} from '../../support/sandbox.js'

const home = emptyHome()
const path = (name: string) => join(home, name)
const acme = '0060abca8080ae8c0fadc0f44dc470a0'
const heading = 'Customer ID,Account Name,Billing Cycle,Product Type Code,Amount Due,Official Website Price'

/** A bill file with an amount in each row. */
const amounts = (...cells: string[]) =>
  `${heading}\n${cells.map(cell => `${acme},acme,202610,ecs,${cell},2.00\n`).join('')}`

/** Exports a file of that content to a place of its own. */
async function exported(name: string, content: string | Buffer, ...words: string[]) {
  writeFileSync(path(name), content)
  return from(path(name), path(`${name}.out.csv`), ...words)
}

async function from(file: string, out: string, ...words: string[]) {
  const line = ['bill', 'export', '--source', 'bill-file', '--from', file, '--cycle', '2026-10', '--out', out]
  return {out, ...(await cli([...line, ...words]))}
}

const rowsOf = (out: string): Record<string, string>[] => parse(readFileSync(out), {columns: true})

/** What lies beside an export under its name. */
const leftovers = (out: string) => readdirSync(home).filter(name => name.startsWith(`${out.slice(home.length + 1)}`))

beforeAll(async () => {
  emptyHome({PARTNERCTL_CONFIG_DIR: path('config')})
  await testSandbox({scenario: 'empty'})
})

describe('amounts in a file', () => {
  it('are read where they leave no doubt', async () => {
    const ran = await exported(
      'good.csv',
      amounts('1234.50', '+5', '.5', '5.', ' 7 ', '007', '1e3', '-.25', '0E-8', '-0.00000001'),
    )
    expect([ran.exit, ran.stderr]).toEqual([0, ''])
    expect(rowsOf(ran.out).map(({amount}) => amount)).toEqual(
      ['1234.50', '5', '0.5', '5', '7', '7', '1e3', '-0.25', '0E-8', '-0.00000001'].map(text =>
        expect.stringMatching(new RegExp(`^'?${text.replace('.', '\\.')}$`)),
      ),
    )
    expect(readFileSync(`${ran.out}.manifest.json`, 'utf8')).toMatch(/"amount": 2258\.74999999,/)
  })

  it.each(['"1,234.50"', '"5,5"', '(3.00)', '$4', 'N/A', '-', '1 234', '--5', '0x10', '1e9999', '0.123456789'])(
    'are refused where they could be anything: %s',
    async cell => {
      const ran = await exported('bad.csv', amounts('1.10', cell))
      expect([ran.exit, ran.stdout]).toEqual([2, ''])
      const shown = JSON.stringify(cell.replaceAll('"', ''))
      expect(ran.stderr.replace(/\s+/g, ' ')).toContain(`bad.csv: row 3 has ${shown} as Amount Due, not a plain number`)
      expect(existsSync(ran.out)).toBe(false)
    },
  )

  it('are typed as quantities are', async () => {
    const ran = await exported('usage.csv', `Customer ID,Usage,Amount Due\n${acme},"1,5",2\n`)
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining('row 2 has "1,5" as Usage, not a plain number')])
  })
})

describe('rows that are no records', () => {
  it.each(['Total', 'Sum', '合计', '', 'Grand Total 2026', '6', '1 234'])('are refused: %s', async cell => {
    const ran = await exported('total.csv', `${amounts('1.10')}${cell},,,,1.10,2.00\n`)
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining('total.csv: row 3 has no customer id')])
    expect(existsSync(ran.out)).toBe(false)
  })

  it('are told from ids with blanks around them', async () => {
    const ran = await exported('blanks.csv', `${heading}\n"${acme}\t",acme,202610,ecs,1,2\n`)
    expect([ran.exit, rowsOf(ran.out)[0]!.customer_id]).toEqual([0, acme])
  })
})

describe('headings that come twice', () => {
  it('are refused for amounts', async () => {
    const ran = await exported('twice.csv', `${heading},amount\n${acme},acme,202610,ecs,1.10,2.00,9\n`)
    expect([ran.exit, ran.stderr]).toEqual([
      2,
      expect.stringContaining('twice.csv: two of its columns are the amount: Amount Due and amount'),
    ])
  })

  it('are the API’s where they are written as there', async () => {
    const names = ['customer_id', 'resource_type', 'resource_type_name', 'region', 'Region', 'amount']
    const ran = await exported('names.csv', `${names.join(',')}\n${acme},vm,Machine,eu-1,Dublin,1\n`)
    expect([ran.exit, ran.stderr]).toEqual([0, ''])
    expect(rowsOf(ran.out)[0]).toMatchObject({
      resource_type: 'vm',
      resource_type_name: 'Machine',
      region: 'eu-1',
      region_name: 'Dublin',
      other_fields: '',
    })
  })

  it('keep both values of anything else', async () => {
    const content = `${heading},Account Name,Weather,Weather,\n${acme},acme,202610,ecs,1,2,other,sun,rain,x\n`
    const ran = await exported('both.csv', content)
    expect([ran.exit, ran.stderr]).toEqual([0, ''])
    const [row] = rowsOf(ran.out)
    expect(row!.account_name).toBe('acme')
    expect(JSON.parse(row!.other_fields!)).toEqual({
      'Account Name': 'other',
      Weather: 'sun',
      'Weather (2)': 'rain',
      column_10: 'x',
    })
  })
})

describe('a file that is bad', () => {
  it('leaves nothing behind, and the good one goes to the same place', async () => {
    const out = path('again.csv')
    const bad: [string, string, string][] = [
      ['cut.csv', amounts('1', '2').slice(0, -20), 'cut.csv is not a whole bill file'],
      ['empty.csv', '', 'empty.csv is not a whole bill file'],
      ['hello.csv', 'hello\n', 'hello.csv is not a whole bill file'],
      ['september.csv', amounts('1').replace('202610', '202609'), 'is of cycle 2026-09'],
    ]
    for (const [name, content, message] of bad) {
      writeFileSync(path(name), content)
      const ran = await from(path(name), out)
      expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining(message)])
      expect(ran.stderr).not.toContain('The same command goes on')
      expect(leftovers(out)).toEqual([])
    }
    writeFileSync(path('cut.csv'), amounts('1', '2'))
    const good = await from(path('cut.csv'), out)
    expect([good.exit, good.stderr, rowsOf(out).length]).toEqual([0, '', 2])
  })

  it('is a folder', async () => {
    const out = path('folder.csv')
    const ran = await from(home, out)
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining(`${home} is a folder, not a file`)])
    expect(leftovers(out)).toEqual([])
  })

  it('counts a customer with two currencies once', async () => {
    const content = `${heading},Currency\n${['USD', 'CNY', ''].map(one => `${acme},acme,202610,ecs,1,2,${one}\n`).join('')}`
    const ran = await exported('currencies.csv', content, '-o', 'json')
    expect([ran.exit, JSON.parse(ran.stdout).customers]).toEqual([0, 1])
  })
})

describe('stdin', () => {
  /** An export to that place which was cut off after its beginning. */
  const unfinished = (out: string, query: Record<string, unknown>) => {
    mkdirSync(`${out}.part`)
    const head = {journal: 1, tool: '', run: '', started: '', final: true, query, customers: [], units: {}}
    writeFileSync(join(`${out}.part`, 'journal.jsonl'), `${JSON.stringify(head)}\n`)
  }
  const piped = async (content: string, out: string, ...words: string[]) => {
    const own = Object.getOwnPropertyDescriptor(process, 'stdin')!
    Object.defineProperty(process, 'stdin', {...own, get: () => Readable.from([Buffer.from(content)])})
    try {
      return await from('-', out, ...words)
    } finally {
      Object.defineProperty(process, 'stdin', own)
    }
  }

  it('begins again where it was cut off, and leaves alone what others have begun', async () => {
    const out = path('piped.csv')
    unfinished(out, {from: '-', cycle: '2026-09'})
    const own = await piped(amounts('1'), out)
    expect([own.exit, own.stderr, rowsOf(out).length]).toEqual([0, '', 1])
    unfinished(out, {cycle: '2026-09'})
    const others = await piped(amounts('1'), out)
    expect([others.exit, others.stderr]).toEqual([
      2,
      expect.stringMatching(/unfinished export of something else.*--restart/s),
    ])
    expect(leftovers(out)).toContain('piped.csv.part')
    const restarted = await piped(amounts('1', '2'), out, '--restart')
    expect([restarted.exit, restarted.stderr, rowsOf(out).length]).toEqual([0, '', 2])
  })

  it('leaves nothing behind when it is bad', async () => {
    const out = path('piped-bad.csv')
    expect((await piped(amounts('N/A'), out)).exit).toBe(2)
    expect(leftovers(out)).toEqual([])
  })
})

describe('an archive', () => {
  const many = amounts(...Array.from({length: 3000}, (_, index) => `${index}.25`))
  // So many zeros that who does not ask for them does not come to the checksum.
  const tar = Buffer.concat([tarMember('customerBill_202610_0001.csv', Buffer.from(many), 0), Buffer.alloc(1 << 20)])
  const packed = gzipSync(tar)
  const flipped = (bytes: Buffer, at: number) => {
    const copy = Buffer.from(bytes)
    copy[copy.length + at]! ^= 1
    return copy
  }

  it.each([
    ['its last bytes are missing', 'x.tar.gz', packed.subarray(0, -8), /cut off/],
    ['its last byte is missing', 'x.tar.gz', packed.subarray(0, -1), /cut off/],
    ['its checksum is wrong', 'x.tar.gz', flipped(packed, -6), /damaged/],
    ['its length is wrong', 'x.tar.gz', flipped(packed, -1), /damaged/],
    ['a plain file’s last bytes are missing', 'x_202610.csv.gz', gzipSync(many).subarray(0, -8), /cut off/],
    ['a plain file’s checksum is wrong', 'x_202610.csv.gz', flipped(gzipSync(many), -6), /damaged/],
    ['something stands behind it', 'x.tar.gz', Buffer.concat([packed, Buffer.from('more')]), /damaged/],
    ['another one stands behind it', 'x.tar.gz', gzipSync(Buffer.concat([tar, tar])), /behind its end/],
    ['another packed one stands behind it', 'x.tar.gz', Buffer.concat([packed, packed]), /behind its end/],
  ])('is refused where %s', async (_, name, content, message) => {
    const ran = await exported(name, content)
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringMatching(message)])
    expect(leftovers(ran.out)).toEqual([])
  })

  it.each([
    ['a tape’s zeros behind it', Buffer.concat([packed, Buffer.alloc(2 << 20)])],
    ['zeros inside', gzipSync(Buffer.concat([tar, Buffer.alloc(10_240)]))],
    ['several packed parts', Buffer.concat([gzipSync(tar.subarray(0, 70_000)), gzipSync(tar.subarray(70_000))])],
  ])('is read with %s', async (what, content) => {
    const ran = await exported(`${what.slice(0, 5)}.tar.gz`, content)
    expect([ran.exit, ran.stderr, rowsOf(ran.out).length]).toEqual([0, '', 3000])
  })
})

describe('text', () => {
  const rows = (count: number, name: string) => Buffer.from(`${acme},${name},202610,ecs,1,2\n`.repeat(count))
  /** A row with a name that is written in some encoding. */
  const row = (hex: string) =>
    Buffer.concat([Buffer.from(`${acme},`), Buffer.from(hex, 'hex'), Buffer.from(',202610,ecs,1,2\n')])
  const file = (...parts: Buffer[]) => Buffer.concat([Buffer.from(`${heading}\n`), ...parts])
  const gb = row('b2e2cad4')
  const utf8 = row(Buffer.from('测试').toString('hex'))
  const latin = row('636166e9')

  it.each([
    ['GB 18030', file(gb), 1],
    ['GB 18030', file(rows(9000, 'acme'), gb), 9001],
    ['GB 18030', gzipSync(file(rows(20_000, 'acme'), gb, rows(9000, 'acme'), gb)), 29_002],
    ['UTF-8', file(rows(9000, 'acme'), utf8), 9001],
    ['UTF-8', file(rows(9000, '测试'), rows(9000, 'acme'), utf8), 18_001],
    ['UTF-8', file(rows(1, 'acme')), 1],
  ])('is read as %s wherever that shows', async (encoding, content, count) => {
    const named = encoding === 'UTF-8' ? [] : ['--encoding', 'gb18030']
    const ran = await exported('x_202610.csv', content, '-o', 'json', ...named)
    expect([ran.exit, ran.stderr, JSON.parse(ran.stdout).records]).toEqual([0, '', count])
    expect(JSON.parse(ran.stdout).remarks[0]).toBe(`x_202610.csv: ${encoding}, commas`)
    const names = rowsOf(ran.out).map(({account_name}) => account_name)
    expect(new Set(names)).toEqual(new Set(names.filter(name => name === 'acme' || name === '测试')))
  })

  it.each([
    ['Latin-1', file(rows(1, 'acme'), latin), 'line 3 is neither UTF-8 nor GB 18030'],
    ['Latin-1, late', file(rows(9000, 'acme'), latin), 'line 9002 is neither UTF-8 nor GB 18030'],
    ['no mark and no name', file(gb), 'line 2 is not UTF-8: "²âÊÔ" if it is windows-1252, "测试" if it is GB 18030'],
    ['UTF-8, damaged', file(utf8, utf8, gb), 'line 4 is not UTF-8, and others are'],
    ['UTF-8, damaged late', file(rows(9000, '测试'), gb), 'line 9002 is not UTF-8, and others are'],
    ['GB 18030, damaged late', file(gb, rows(9000, 'acme'), latin), 'line 9003 is not GB 18030'],
    ['UTF-8 with a mark, damaged', Buffer.concat([Buffer.from('\uFEFF'), file(gb)]), 'line 2 is not UTF-8'],
    ['UTF-16, cut off', Buffer.from(`\uFEFF${file(utf8)}`, 'utf16le').subarray(0, -1), 'begins as UTF-16'],
    ['zeros', file(rows(9000, 'acme'), Buffer.alloc(512)), 'not a table of text'],
  ])('is refused where it is none: %s', async (what, content, message) => {
    const named = what.startsWith('GB') ? ['--encoding', 'gb18030'] : []
    const ran = await exported('text.csv', content, ...named)
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining(message)])
    expect(leftovers(ran.out)).toEqual([])
  })
})

describe('a month without records', () => {
  it('is a file with headings only', async () => {
    const ran = await exported('customerBill_202610.csv', `${heading}\n`, '-o', 'json')
    expect([ran.exit, ran.stderr, JSON.parse(ran.stdout)]).toEqual([
      0,
      '',
      expect.objectContaining({records: 0, customers: 0}),
    ])
    expect([rowsOf(ran.out), leftovers(ran.out).length]).toEqual([[], 2])
  })

  it('is not another month', async () => {
    const ran = await exported('customerBill_202609.csv', `${heading}\n`)
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringContaining('is of cycle 2026-09, not 2026-10')])
  })

  it.each(['bill-file', 'usage-file'])('comes from the bucket as %s', async source => {
    const out = path(`${source}.csv`)
    const ran = await cli(['bill', 'export', '--source', source, '--cycle', '2026-10', '--out', out, '-o', 'json'])
    expect([ran.exit, ran.stderr, JSON.parse(ran.stdout).records]).toEqual([0, '', 0])
  })
})

describe('a file of many customers', () => {
  it.skipIf(process.platform === 'win32')('makes more files than may be open at once', async () => {
    const ids = Array.from({length: 300}, (_, index) => index.toString(16).padStart(32, '0'))
    const rows = Array.from({length: 10}, (_, round) => ids.map(id => `${id},,202610,ecs,${round},1\n`).join(''))
    writeFileSync(path('customers.csv'), `${heading}\n${rows.join('')}`)
    const out = path('split')
    const words = [
      '--source',
      'bill-file',
      '--from',
      path('customers.csv'),
      '--cycle',
      '2026-10',
      '--split',
      'customer',
    ]
    await promisify(execFile)(
      'sh',
      ['-c', 'ulimit -n 256; exec "$0" "$@"', process.execPath, 'bin/run.js', 'bill', 'export', ...words, '--out', out],
      {env: process.env},
    )
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))
    expect(manifest.files.length).toBe(300)
    for (const {name, sha256} of manifest.files) {
      expect(
        createHash('sha256')
          .update(readFileSync(join(out, name)))
          .digest('hex'),
      ).toBe(sha256)
    }
    expect(rowsOf(join(out, manifest.files[7].name)).map(({amount}) => amount)).toEqual([...'0123456789'])
  })
})

import {createHash} from 'node:crypto'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gunzipSync, gzipSync} from 'node:zlib'
import {parse} from 'csv-parse/sync'
import {beforeAll, describe, expect, it} from 'vitest'
import {Bucket} from '../../../src/api/bucket.js'
import {parseJson} from '../../../src/api/json.js'
import {Transport} from '../../../src/api/transport.js'
import {Decimal} from '../../../src/decimal.js'
import {tarMember} from '../../../src/sandbox/bucket/archive.js'
import {cli, emptyHome} from '../../support/cli.js'
import {type TestSandbox, testSandbox} from '../../support/sandbox.js'

const cycle = '2026-10'

const allOf = async (chunks: AsyncIterable<Buffer>) => {
  const all: Buffer[] = []
  for await (const chunk of chunks) all.push(chunk)
  return all
}

/** Sums per customer of the manifest beside an export. */
function sums(file: string): Map<string, string> {
  const {customers} = parseJson(readFileSync(`${file}.manifest.json`, 'utf8')) as {
    customers: {customer_id: string; records: number; amount: unknown; official_amount: unknown}[]
  }
  const text = (value: unknown) => Decimal.parse(String(value)).toFixed(8)
  return new Map(
    customers
      .filter(({records}) => Number(records) > 0)
      .map(one => [one.customer_id, `${one.records} ${text(one.amount)} ${text(one.official_amount)}`]),
  )
}

describe('the bill file in the bucket', () => {
  it.each([
    ['intl', 'tiny', 1],
    ['intl', 'messy', 5],
    ['cn', 'messy', 3],
    ['eu', 'tiny', 11],
  ] as const)(
    'of %s, %s world with seed %i, has each customer’s records as the API has them',
    async (site, scenario, seed) => {
      const home = emptyHome()
      await testSandbox({site, scenario, seed})
      const [api, file] = [join(home, 'api.csv'), join(home, 'file.csv')]
      const fromApi = await cli(['bill', 'export', '--cycle', cycle, '--out', api])
      const fromFile = await cli(['bill', 'export', '--cycle', cycle, '--source', 'bill-file', '--out', file])
      expect([fromApi.exit, fromFile.exit, fromFile.stderr]).toEqual([0, 0, ''])
      expect(sums(file)).toEqual(sums(api))
      expect(sums(file).size).toBeGreaterThan(scenario === 'tiny' ? 3 : 10)
      const usage = await cli([
        'bill',
        'export',
        '--cycle',
        cycle,
        '--source',
        'usage-file',
        '--out',
        join(home, 'usage.csv'),
      ])
      expect([usage.exit, usage.stderr]).toEqual([0, ''])
      expect(sums(join(home, 'usage.csv'))).toEqual(sums(api))
    },
    60_000,
  )
})

describe('a delivered file', () => {
  const home = emptyHome()
  let sandbox: TestSandbox
  /** The file as it lies in the bucket, and the CSV in it. */
  let archive: Buffer
  let table: Buffer
  const path = (name: string) => join(home, name)
  const bucket = () => {
    const {partner, endpoints} = sandbox.info
    return new Bucket(
      {
        name: `obs-${partner.account_name}`,
        endpoint: endpoints.bss,
        accessKeyId: partner.access_key_id,
        secretAccessKey: partner.secret_access_key,
      },
      new Transport(),
    )
  }
  const exported = async (content: Buffer, name: string, ...words: string[]) => {
    writeFileSync(path(name), content)
    const out = path(`${name}.out.csv`)
    const line = [
      'bill',
      'export',
      '--source',
      'bill-file',
      '--from',
      path(name),
      '--cycle',
      cycle,
      '--out',
      out,
      '--restart',
    ]
    return {out, ...(await cli([...line, ...words]))}
  }

  beforeAll(async () => {
    emptyHome({PARTNERCTL_CONFIG_DIR: path('config')})
    sandbox = await testSandbox({scenario: 'messy', seed: 5})
    const object = await bucket().head('customerBill/customerBill_202610.tar.gz')
    archive = Buffer.concat(await allOf(bucket().read(object)))
    expect(archive.length).toBe(object.size)
    const tar = gunzipSync(archive)
    const size = Number.parseInt(tar.toString('latin1', 124, 135), 8)
    expect(tar.toString('latin1', 0, 28)).toBe('customerBill_202610_0001.csv')
    table = tar.subarray(512, 512 + size)
  })

  it('gives the same records packed and plain, from a file and from stdin, in any encoding, with any delimiter and order', async () => {
    const reference = await exported(archive, 'customerBill_202610.tar.gz')
    expect(reference.exit).toBe(0)
    const bytes = readFileSync(reference.out)
    const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
    for (const [name, content] of [
      ['customerBill_202610.tar', gunzipSync(archive)],
      ['customerBill_202610.csv', table],
    ] as const) {
      const ran = await exported(content, name)
      expect([name, ran.exit, ran.stderr, digest(ran.out)]).toEqual([name, 0, '', digest(reference.out)])
    }
    expect(bytes.length).toBeGreaterThan(1_000_000)
    // The first rows are a few of the pieces that a file is read in.
    const text = table.toString('utf8').split('\n').slice(0, 3000).join('\n')
    expect(text.length).toBeGreaterThan(5 * 64 * 1024)
    const few = Buffer.from(text)
    const plain = await exported(few, 'few.csv')
    const rows: string[][] = parse(text)
    const write = (lines: string[][], delimiter: string) =>
      lines.map(line => line.map(cell => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n')
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    const variants: Record<string, Buffer> = {
      'customerBill_202610_1.csv.gz': gzipSync(few),
      'bom.csv': Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), few]),
      'utf16.csv': utf16,
      'semicolons.csv': Buffer.from(write(rows, ';')),
      'tabs.txt': Buffer.from(write(rows, '\t')),
      'turned.csv': Buffer.from(
        write(
          rows.map(row => row.toReversed()),
          ',',
        ),
      ),
      'api-names.csv': Buffer.from(
        text.replace('Official Website Price', 'official_amount').replace('Amount Due', 'amount'),
      ),
    }
    for (const [name, content] of Object.entries(variants)) {
      const ran = await exported(content, name)
      expect([name, ran.exit, ran.stderr]).toEqual([name, 0, ''])
      expect([name, digest(ran.out)]).toEqual([name, digest(plain.out)])
    }
  }, 120_000)

  it('keeps columns that nobody knows, and says which', async () => {
    const [heading, ...lines] = table.toString('utf8').trimEnd().split('\n')
    const more = [`${heading},Weather`, ...lines.map((line, index) => `${line},sunny ${index}`)].join('\n')
    const ran = await exported(Buffer.from(more), 'more.csv')
    expect(ran.exit).toBe(0)
    expect(ran.stdout).toContain('of which Weather are kept in other_fields')
    const rows: Record<string, string>[] = parse(readFileSync(ran.out), {columns: true})
    expect(JSON.parse(rows[0]!.other_fields!)).toEqual({Weather: 'sunny 0'})
  })

  it('reads Chinese in GB 18030', async () => {
    const id = 'a'.repeat(32)
    // 客户ID,客户账号名,应付金额 and 测试
    const heading = Buffer.from('bfcdbba74944', 'hex')
    const account = Buffer.from('bfcdbba7d5cbbac5c3fb', 'hex')
    const amount = Buffer.from('d3a6b8b6bdf0b6ee', 'hex')
    const comma = Buffer.from(',')
    const line = (...cells: Buffer[]) =>
      Buffer.concat([...cells.flatMap((cell, i) => (i > 0 ? [comma, cell] : [cell])), Buffer.from('\n')])
    const content = Buffer.concat([
      line(heading, account, amount),
      line(Buffer.from(id), Buffer.from('b2e2cad4', 'hex'), Buffer.from('1.20000001')),
    ])
    const ran = await exported(content, 'gbk.csv', '--encoding', 'gb18030')
    expect([ran.exit, ran.stderr]).toEqual([0, ''])
    const [row] = parse(readFileSync(ran.out), {columns: true}) as Record<string, string>[]
    expect(row).toMatchObject({
      customer_id: id,
      account_name: '测试',
      amount: '1.20000001',
      currency: 'USD',
      bill_cycle: cycle,
    })
  })

  it('is read without headings by the published columns', async () => {
    const id = 'b'.repeat(32)
    const content = `${id},00301-1--0,hws.service.type.ebs,hws.resource.type.volume,ap-southeast-1,1,3.5,x,y\n`
    const ran = await exported(Buffer.from(content), 'bare.csv')
    expect([ran.exit, ran.stderr]).toEqual([0, ''])
    const [row] = parse(readFileSync(ran.out), {columns: true}) as Record<string, string>[]
    expect(row).toMatchObject({customer_id: id, official_amount: '3.5', charging_mode: '1', charge_mode: '3'})
    expect(JSON.parse(row!.other_fields!)).toEqual({column_8: 'x', column_9: 'y'})
  })

  it.each([
    ['cut.tar.gz', () => archive.subarray(0, archive.length - 5000), /cut off/],
    ['cut.tar', () => gunzipSync(archive).subarray(0, 100_000), /cut off/],
    [
      'damaged.gz',
      () => Buffer.concat([archive.subarray(0, 2000), Buffer.alloc(500, 7), archive.subarray(2500)]),
      /damaged|cut off/,
    ],
    ['empty.csv', () => Buffer.alloc(0), /empty/],
    ['hello.csv', () => Buffer.from('hello\n'), /none of which is a customer's id/],
    ['picture.csv', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /not a whole bill file/],
    ['blank.csv', () => Buffer.from('\n\n'), /has no record/],
    ['short.csv', () => Buffer.from(`${table.toString('utf8', 0, 4000)}`), /cells, not|Quote/],
    [
      'other_202609.csv',
      () => Buffer.from(table.toString('utf8').replaceAll('2026-10,', '2026-09,')),
      /is of cycle 2026-09, not 2026-10/,
    ],
    [
      'readme.tar',
      () => Buffer.concat([tarMember('readme.md', Buffer.from('x'), 0), Buffer.alloc(1024)]),
      /has no record/,
    ],
  ] as const)('%s is refused, and leaves no file', async (name, content, message) => {
    const ran = await exported(Buffer.from(content()), name)
    expect(ran.exit).toBe(2)
    expect(ran.stderr).toMatch(message)
    expect(existsSync(ran.out)).toBe(false)
  })

  it('has several tables, of which a reader that wants one customer takes that customer', async () => {
    const [heading, ...lines] = table.toString('utf8').trimEnd().split('\n')
    const half = Math.floor(lines.length / 2)
    const part = (from: number, to?: number) => Buffer.from(`${[heading, ...lines.slice(from, to)].join('\n')}\n`)
    const tar = Buffer.concat([
      tarMember('customerBill_202610_0001.csv', part(0, half), 0),
      tarMember('notes.md', Buffer.from('not a table'), 0),
      tarMember('customerBill_202610_0002.csv', part(half), 0),
      Buffer.alloc(1024),
    ])
    const whole = await exported(archive, 'whole.tar.gz')
    const two = await exported(tar, 'two.tar')
    expect([two.exit, sums(two.out)]).toEqual([0, sums(whole.out)])
    const [id, sum] = [...sums(whole.out)][3]!
    const one = await exported(tar, 'one.tar', '--customer', id)
    expect([one.exit, [...sums(one.out)]]).toEqual([0, [[id, sum]]])
  })

  it('needs the right flags', async () => {
    const line = (words: string) => cli(`bill export --cycle ${cycle} --out ${path('x.csv')} ${words}`)
    expect((await line('--from some.csv')).stderr).toContain('--from goes with --source bill-file or usage-file')
    expect((await line('--source bill-file --shard 1/2')).stderr).toContain('leave --shard away')
    expect((await line('--source bill-file --from nowhere.csv')).stderr).toContain(
      'nowhere.csv cannot be read: it is not there',
    )
    const open = await cli(`bill export --source bill-file --cycle this-month --out ${path('x.csv')}`)
    expect([open.exit, open.stderr]).toEqual([8, expect.stringContaining('has no bill file of')])
  })

  it('is compared with the records of the API', async () => {
    writeFileSync(path('customerBill_202610.tar.gz'), archive)
    const records = path('api.csv')
    expect((await cli(['bill', 'export', '--cycle', cycle, '--out', records])).exit).toBe(0)
    const against = (name: string) => cli(['bill', 'reconcile', records, '--cycle', cycle, '--against', path(name)])
    const same = await against('customerBill_202610.tar.gz')
    expect([same.exit, same.stderr]).toEqual([0, ''])
    const lines = table.toString('utf8').split('\n')
    writeFileSync(path('customerBill_202610.csv'), [...lines.slice(0, 700), ...lines.slice(701)].join('\n'))
    const less = await against('customerBill_202610.csv')
    expect(less.exit).toBe(10)
  })
})

describe('the bucket', () => {
  it('takes and gives objects, in ranges, and refuses wrong keys', async () => {
    emptyHome()
    const {info} = await testSandbox()
    const access = {
      name: `obs-${info.partner.account_name}`,
      endpoint: info.endpoints.bss,
      accessKeyId: info.partner.access_key_id,
      secretAccessKey: info.partner.secret_access_key,
    }
    const mine = new Bucket(access, new Transport())
    const file = join(emptyHome(), 'a b.png')
    const content = Buffer.from('89504e470d0a1a0a', 'hex')
    writeFileSync(file, content)
    await mine.putFile('download/x/a b&c.png', file)
    expect(await mine.list('download/')).toEqual(['download/x/a b&c.png'])
    const object = await mine.head('download/x/a b&c.png')
    expect(Buffer.concat(await allOf(mine.read(object)))).toEqual(content)
    const other = mine.read({...object, etag: '"another"'})
    await expect(other.next()).rejects.toThrow(/changed meanwhile/)
    await expect(mine.head('nothing')).rejects.toThrow(/has no nothing/)
    const wrong = new Bucket({...access, secretAccessKey: 'x'}, new Transport())
    await expect(wrong.list('')).rejects.toThrow(/SignatureDoesNotMatch/)
    await expect(new Bucket({...access, name: 'obs-nobody'}, new Transport()).list('')).rejects.toThrow(/NoSuchBucket/)
  })
})

import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {Bucket} from '../../../src/api/bucket.js'
import {Transport} from '../../../src/api/transport.js'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {type TestSandbox, testSandbox} from '../../support/sandbox.js'

const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex')

let home: string
let sandbox: TestSandbox
let customer: {customer_id: string; account_name: string}
beforeAll(async () => {
  home = emptyHome()
  sandbox = await testSandbox({clock: '2026-11-18T04:00:00Z'})
  ;[customer] = await cliJson<[typeof customer]>(
    'customer list --all --filter association_type=3 --filter verified_status=-1',
  )
  for (const folder of ['front', 'back']) mkdirSync(join(home, folder))
  writeFileSync(join(home, 'front', 'scan.jpg'), jpeg)
  writeFileSync(join(home, 'back', 'scan.jpg'), Buffer.concat([jpeg, Buffer.from('back')]))
})

const submit = (...pictures: string[]) =>
  cli([
    ...['realname', 'submit', customer.account_name, '--type', 'individual', '--certificate', 'passport'],
    ...['--name', 'A. Moreno', '--number', 'P123456', '--yes'],
    ...pictures.flatMap(picture => ['--picture', picture]),
  ])

describe('pictures of a certificate', () => {
  it.each([
    ['text.jpg', Buffer.from('not a picture'), /what is in it is no jpg/],
    ['scan.tiff', jpeg, /only .*\.jpg.* can be read/],
    ['empty.png', Buffer.alloc(0), /it is empty/],
    ['large.jpg', Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024)]), /10 are allowed/],
  ] as const)('%s is refused before anything is sent', async (name, content, message) => {
    writeFileSync(join(home, name), content)
    const ran = await submit(join(home, name), join(home, 'back', 'scan.jpg'))
    expect([ran.exit, ran.stderr]).toEqual([2, expect.stringMatching(message)])
  })

  it('must be as many as the certificate asks for', async () => {
    const ran = await submit(join(home, 'front', 'scan.jpg'))
    expect(ran.exit).toBe(2)
    expect(ran.stderr).toContain('--picture')
  })

  it('go into the bucket of the profile, each under a name of its own, and the request names them in their order', async () => {
    const ran = await submit(join(home, 'front', 'scan.jpg'), join(home, 'back', 'scan.jpg'))
    expect([ran.exit, ran.stderr]).toEqual([0, expect.stringContaining('under review')])
    const {partner, endpoints} = sandbox.info
    const bucket = new Bucket(
      {
        name: `obs-${partner.account_name}`,
        endpoint: endpoints.bss,
        accessKeyId: partner.access_key_id,
        secretAccessKey: partner.secret_access_key,
      },
      new Transport(),
    )
    const paths = [1, 2].map(number => `${customer.customer_id}/${number}-scan.jpg`)
    expect(await bucket.list('download/')).toEqual(paths.map(path => `download/${path}`))
    expect((await bucket.head(`download/${paths[1]}`)).size).toBe(jpeg.length + 4)
    const {requests} = await sandbox.admin<{requests: {body: string}[]}>(
      'GET',
      '/requests?operation=CreatePersonalRealnameAuth',
    )
    expect(JSON.stringify(requests)).toContain(paths.join('\\",\\"'))
  })
})

// The packed program against a server that says exactly what the test wants.
import {readFileSync} from 'node:fs'
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {Packed} from './packed.js'

let program: Packed
let origin: string
/** What the server answers to a path; set by each test. */
let answers: Record<string, (body: string, response: http.ServerResponse) => void>
const server = http.createServer((request, response) => {
  let body = ''
  request.on('data', chunk => {
    body += chunk
  })
  request.on('end', () => {
    const path = request.url!.split('?')[0]!
    const answer = answers[path]
    if (answer) answer(body, response)
    else
      response.writeHead(404, {'content-type': 'application/json'}).end('{"error_code":"APIGW.0101","error_msg":"no"}')
  })
})

beforeAll(async () => {
  program = Packed.install()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const add = [
    'profile',
    'add',
    'wire',
    '--site',
    'intl',
    '--access-key-id',
    'AK',
    '--secret-file',
    '-',
    '--platform',
    'X',
    '--use',
  ]
  const endpoints = ['bss', 'osm', 'iam'].flatMap(service => [`--endpoint-${service}`, origin])
  const {exit, stderr} = await program.run([...add, ...endpoints], {}, 'CANARYSK')
  expect([exit, stderr]).toEqual([0, expect.not.stringContaining('CANARYSK')])
})
afterAll(() => {
  server.close()
})

const json = (text: string) => (_: string, response: http.ServerResponse) =>
  response.writeHead(200, {'content-type': 'application/json'}).end(text)

const customers = '/v2/partners/sub-customers/query'
const resellers = '/v2/partners/indirect-partners/query'
const budgets = '/v2/partners/sub-customers/budget/query'
const keys = '/v3.0/OS-CREDENTIAL/securitytokens'
const records = '/v2/bills/customer-bills/res-fee-records'

describe('amounts', () => {
  const amounts = ['26.97368100', '0E-8', '12345678901234.12345678', '-0.00000001', '100']

  it('come out of an export as they went in', async () => {
    answers = {
      [customers]: json('{"count":1,"customer_infos":[{"customer_id":"c1","account_name":"one"}]}'),
      [resellers]: json('{"count":0,"indirect_partners":[]}'),
      [keys]: json(
        '{"credential":{"access":"A","secret":"S","securitytoken":"T","expires_at":"2999-01-01T00:00:00.000000Z"}}',
      ),
      [records]: json(
        `{"total_count":${amounts.length},"currency":"USD","fee_records":[${amounts.map(amount => `{"customer_id":"c1","amount":${amount}}`).join(',')}]}`,
      ),
    }
    const {exit, stdout, stderr} = await program.run([
      'bill',
      'export',
      '--columns',
      'amount',
      '--out',
      'amounts.csv',
      '-o',
      'json',
    ])
    expect([exit, stderr]).toEqual([0, ''])
    expect(readFileSync(join(program.work, 'amounts.csv'), 'utf8')).toBe(['amount', ...amounts, ''].join('\r\n'))
    expect(stdout).toMatch(/"amount":\s*12345678901361\.09713777\b/)
  })

  it('come out of a list as they went in', async () => {
    answers = {
      [customers]: json(
        '{"count":2,"customer_infos":[{"customer_id":"c1","account_name":"one"},{"customer_id":"c2","account_name":"two"}]}',
      ),
      [budgets]: json(
        '{"budget_infos":[{"customer_id":"c1","budget_amount":12345678901234.12345678,"used_amount":0E-8},{"customer_id":"c2","budget_amount":26.97368100,"used_amount":1.50}]}',
      ),
    }
    const csv = await program.run([
      'customer',
      'list',
      '-o',
      'csv',
      '--columns',
      'budget_amount,used_amount',
      '--no-header',
    ])
    expect(csv.stdout).toBe('12345678901234.12345678,0E-8\r\n26.97368100,1.50\r\n')
    const jsonl = await program.run(['customer', 'list', '-o', 'jsonl', '--columns', 'budget_amount,used_amount'])
    expect(jsonl.stdout).toBe(
      '{"budget_amount":12345678901234.12345678,"used_amount":0E-8}\n{"budget_amount":26.97368100,"used_amount":1.50}\n',
    )
  })
})

describe('a server that is none', () => {
  it('is named when it answers HTML', async () => {
    answers = {
      [customers]: (_, response) =>
        response.writeHead(200, {'content-type': 'text/html'}).end('<html>Sign in to the hotel network</html>'),
    }
    const {exit, stdout, stderr} = await program.run(['customer', 'list'])
    expect([exit, stdout]).toEqual([1, ''])
    expect(stderr).toContain('text/html')
    expect(stderr).not.toMatch(/\n\s+at |CANARYSK/)
  })

  it('that refuses the key is exit 4', async () => {
    answers = {
      [customers]: (_, response) =>
        response
          .writeHead(401, {'content-type': 'application/json', 'x-request-id': 'req-1'})
          .end(
            '{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: Signature mismatch"}',
          ),
    }
    const {exit, stderr} = await program.run(['profile', 'check'])
    expect(exit).toBe(4)
    expect(stderr).toMatch(/APIGW\.0301/)
    expect(stderr).toMatch(/request id: req-1/)
  })
})

describe('a customer that cannot be read', () => {
  it('is reported, and the exit code is 7', async () => {
    answers = {
      [customers]: json(
        '{"count":2,"customer_infos":[{"customer_id":"c1","account_name":"one"},{"customer_id":"c2","account_name":"two"}]}',
      ),
      [resellers]: json('{"count":0,"indirect_partners":[]}'),
      [keys]: (body, response) => {
        if (body.includes('c2')) {
          response
            .writeHead(403, {'content-type': 'application/json'})
            .end('{"error":{"code":403,"message":"no agency","title":"Forbidden"}}')
        } else
          json(
            '{"credential":{"access":"A","secret":"S","securitytoken":"T","expires_at":"2999-01-01T00:00:00.000000Z"}}',
          )(body, response)
      },
      [records]: json('{"total_count":1,"currency":"USD","fee_records":[{"customer_id":"c1","amount":1.00}]}'),
    }
    const {exit, stderr} = await program.run(['bill', 'export', '--out', 'partial.csv', '-o', 'json'], {
      PARTNERCTL_CACHE_DIR: join(program.folder, 'other-cache'),
    })
    expect(exit).toBe(7)
    expect(JSON.parse(stderr).error).toMatchObject({
      outcome: 'partial',
      details: [{customer_id: 'c2', account_name: 'two'}],
    })
  })
})

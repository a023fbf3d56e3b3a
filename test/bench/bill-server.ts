// Stands for the platform in the benchmark of exports: hands out pages that were made before, and does nothing else. A
// process of its own.
// Usage: bill-server.ts CUSTOMERS RECORDS [LATENCY]
import http from 'node:http'
import {pageJson} from '../support/bill-pages.js'

const [customers, records, latency] = process.argv.slice(2).map(Number) as [number, number, number]
const PAGE = 1000
const DISTINCT = 40
const ids = Array.from({length: customers}, (_, i) => String(i).padStart(32, '0'))
const perCustomer = Math.ceil(records / customers)
const total = `"total_count":${perCustomer},`
/** In the place of the customer's id. */
const WHOSE = 'x'.repeat(32)
const pages = Array.from({length: DISTINCT}, (_, seed) =>
  pageJson({seed, rows: Math.min(PAGE, perCustomer), total: perCustomer, customer: WHOSE}),
)

/** Customers one after the other: each page has its own records, but for the last, which may be short. */
function page(offset: number): string {
  const rows = Math.min(PAGE, perCustomer - offset)
  if (rows < PAGE) return pageJson({seed: offset, rows, total: perCustomer, customer: WHOSE})
  return pages[(offset / PAGE) % DISTINCT]!
}

/** Keys that say whose they are, so that a customer is given its own records. */
const credential = (id: string) =>
  JSON.stringify({
    credential: {
      access: id,
      secret: 'bench',
      securitytoken: 'bench',
      expires_at: new Date(Date.now() + 86_400_000).toISOString(),
    },
  })

const server = http.createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', () => {
    const url = new URL(request.url!, 'http://bench')
    const send = (body: string | Buffer) => {
      response.writeHead(200, {'content-type': 'application/json', 'content-length': Buffer.byteLength(body)})
      response.end(body)
    }
    if (url.pathname.endsWith('/res-fee-records')) {
      const whose = /Access=(\w+)/.exec(String(request.headers.authorization))?.[1] ?? WHOSE
      const bytes = Buffer.from(page(Number(url.searchParams.get('offset'))).replaceAll(WHOSE, whose))
      if (latency) setTimeout(() => send(bytes), latency)
      else send(bytes)
    } else if (url.pathname.endsWith('/sub-customers/query')) {
      const {offset = 0, limit = 10} = JSON.parse(String(Buffer.concat(chunks)) || '{}')
      const customer_infos = ids
        .slice(offset, offset + limit)
        .map(id => ({customer_id: id, account_name: `customer-${id.slice(-6)}`}))
      send(JSON.stringify({count: ids.length, customer_infos}))
    } else if (url.pathname.endsWith('/indirect-partners/query')) send('{"count":0,"indirect_partners":[]}')
    else if (url.pathname.endsWith('/bases/measurements')) send('{"measure_units":[]}')
    else {
      const {auth} = JSON.parse(String(Buffer.concat(chunks)) || '{}')
      send(credential(auth?.identity?.assume_role?.domain_id ?? 'bench'))
    }
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => console.log((server.address() as {port: number}).port, total))

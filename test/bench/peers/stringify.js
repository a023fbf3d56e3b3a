// What one would write first: JSON.parse and csv-stringify. Usage: stringify.js ORIGIN CUSTOMERS RECORDS-OF-EACH FILE
import {createWriteStream} from 'node:fs'
import http from 'node:http'
import {stringify} from 'csv-stringify'
import {everyPage} from './pages.js'

const agent = new http.Agent({keepAlive: true})
const get = url =>
  new Promise((done, fail) =>
    http
      .get(url, {agent}, response => {
        const chunks = []
        response.on('data', chunk => chunks.push(chunk))
        response.on('end', () => done(Buffer.concat(chunks)))
      })
      .on('error', fail),
  )
const csv = stringify({header: true})
const file = csv.pipe(createWriteStream(process.argv[5]))
await everyPage(get, async bytes => {
  const {fee_records, currency} = JSON.parse(bytes.toString())
  for (const record of fee_records) {
    record.currency = currency
    if (!csv.write(record)) await new Promise(done => csv.once('drain', done))
  }
})
csv.end()
await new Promise(done => file.on('finish', done))
agent.destroy()

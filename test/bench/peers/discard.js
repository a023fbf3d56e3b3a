// The floor: every page of bill records is fetched and thrown away. Usage: discard.js ORIGIN CUSTOMERS RECORDS-OF-EACH
import http from 'node:http'
import {everyPage} from './pages.js'

const agent = new http.Agent({keepAlive: true})
const get = url =>
  new Promise((done, fail) => http.get(url, {agent}, response => response.resume().on('end', done)).on('error', fail))
await everyPage(get, () => {})
agent.destroy()

// Drives the sandbox with the core of Huawei's official SDK for Node, which has no client for these interfaces: reads a
// step a line, signs and sends the request as its generated clients would, and writes what came of it, a line of JSON
// each. See sdk.test.ts.
//
//     node node_sdk.mjs ENDPOINT
import {createInterface} from 'node:readline'
import core from '@huaweicloud/huaweicloud-sdk-core'
import hc from '@huaweicloud/huaweicloud-sdk-core/HcClient.js'
import http from '@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js'
import logger from '@huaweicloud/huaweicloud-sdk-core/logger/index.js'

const endpoints = [process.argv[2]]
// It prints every refusal otherwise.
const quiet = Object.assign(new logger.LocalLogger(), {debug() {}, info() {}, warn() {}, error() {}})

async function run({access, secret, domain, wire, input}) {
  // Forms are put together by the clients that it does not have.
  if (input.body?.file) return {outcome: 'absent'}
  const credentials = new core.GlobalCredentials().withAk(access).withSk(secret).withDomainId(domain)
  const client = new hc.HcClient(new http.DefaultHttpClient({logger: quiet}, endpoints), {})
    .withCredential(credentials)
    .withEndpoints(endpoints)
  const {method, path, query = {}, body, headers = {}} = wire
  try {
    const answer = await client.sendRequest({
      method,
      url: path,
      contentType: 'application/json',
      queryParams: query,
      pathParams: {},
      headers,
      ...(body === undefined ? {} : {data: body}),
    })
    return {outcome: 'answered', status: answer.httpStatusCode}
  } catch (error) {
    if (error.errorCode) return {outcome: 'refused', status: error.httpStatusCode, code: error.errorCode}
    return {outcome: 'failed', detail: String(error.message ?? error)}
  }
}

for await (const line of createInterface({input: process.stdin}))
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line)))}\n`)

// Requests to the sandbox's own administration, beside the emulated API.
import {Transport} from '../api/transport.js'
import {Failure} from '../failure.js'
import type {Connection} from '../profiles/connect.js'

/** Sends an administrative request to the sandbox of a connection and returns its JSON answer. */
export async function adminRequest(
  connection: Promise<Connection>,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const {admin} = await connection
  if (!admin) throw new Failure('usage', 'this profile is not the sandbox', {next: ['Add --profile sandbox']})
  const transport = new Transport()
  try {
    const response = await transport.send({
      method,
      url: new URL(`${admin.replace(/\/$/, '')}${path}`),
      headers: {'content-type': 'application/json'},
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    })
    const text = response.body.toString('utf8')
    const data = text ? JSON.parse(text) : undefined
    if (response.status >= 300) throw new Failure('refused', `sandbox: ${data?.error ?? response.status}`)
    return data
  } finally {
    transport.close()
  }
}

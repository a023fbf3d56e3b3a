// Requests to the sandbox's own administration, beside the emulated API.
import {networkOf} from '../../../api/network.js'
import {Transport} from '../../../api/transport.js'
import {Failure} from '../../../failure.js'
import type {Connection} from '../../../profiles/connect.js'

/** Sends a request to the administration at an address and returns its answer: JSON as data, text as it is. */
export async function adminCall(address: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const transport = new Transport(networkOf(process.env))
  try {
    const response = await transport.send({
      method,
      url: new URL(`${address.replace(/\/$/, '')}${path}`),
      headers: {'content-type': 'application/json'},
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    })
    const text = response.body.toString('utf8')
    const isJson = /json/.test(String(response.headers['content-type']))
    const data = isJson && text ? JSON.parse(text) : text
    if (response.status === 404) throw new Failure('not-found', data?.error ?? 'there is no such thing')
    if (response.status >= 300) throw new Failure('refused', data?.error ?? `the sandbox answered ${response.status}`)
    return data
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('unavailable', `no sandbox answers: ${(error as Error).message}`, {
      next: ['partnerctl sandbox start'],
      cause: error,
    })
  } finally {
    transport.close()
  }
}

/** The same for the sandbox of a connection; a Failure where the profile is another. */
export async function adminRequest(
  connection: Promise<Connection>,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const {admin} = await connection
  if (!admin) throw new Failure('usage', 'this profile is not the sandbox', {next: ['Add --profile sandbox']})
  return adminCall(admin, method, path, body)
}

// The base of the commands that administer the sandbox: a running one, or the state of the built-in profile.
import {Flags} from '@oclif/core'
import {usage} from '../../../failure.js'
import {SANDBOX} from '../../../profiles/profile.js'
import {PartnerCommand} from '../../command.js'
import {rememberWorld} from '../../completion/cache.js'
import {adminCall, adminRequest} from './admin.js'

/** Where `sandbox start` listens unless it is told otherwise. */
export const SANDBOX_PORT = 8480

export const serverFlag = Flags.string({
  summary: 'address of a running sandbox; the state of --profile sandbox when absent',
  env: 'PARTNERCTL_SANDBOX_URL',
  helpGroup: 'SANDBOX',
})

export abstract class SandboxCommand<Result> extends PartnerCommand<Result> {
  /** Sends a request to the sandbox's administration and returns its answer. */
  protected async admin<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.request(method, path, body)
    // It may be another world now, whose customers have other names.
    if (method !== 'GET') rememberWorld(SANDBOX, ((await this.request('GET', '/health')) as {world?: string}).world)
    return answer as T
  }

  private request(method: string, path: string, body?: unknown): Promise<unknown> {
    const {server} = this.common as {server?: string}
    if (server !== undefined) return adminCall(checkServer(server), method, path, body)
    this.common.profile = SANDBOX
    return adminRequest(this.connection, method, path, body)
  }
}

function checkServer(text: string): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw usage(`"${text}" is not an address`, `Write it like http://127.0.0.1:${SANDBOX_PORT}`)
  }
  return `${url.origin}/sandbox`
}

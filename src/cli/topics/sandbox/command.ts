// The base of the commands that administer the sandbox: a running one, or the state of the built-in profile.
import {Flags} from '@oclif/core'
import {usage} from '../../../failure.js'
import {type SandboxWorld, worldInWords} from '../../../profiles/connect.js'
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

/** For what only the process of `sandbox start` knows. */
export const runningFlag = Flags.string({
  summary: 'address of the running sandbox',
  env: 'PARTNERCTL_SANDBOX_URL',
  default: `http://127.0.0.1:${SANDBOX_PORT}`,
  helpGroup: 'SANDBOX',
})

export abstract class SandboxCommand<Result> extends PartnerCommand<Result> {
  protected override get namesWorld(): boolean {
    return true
  }

  /** Sends a request to the sandbox's administration and returns its answer. */
  protected async admin<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.request(method, path, body)
    // It may be another world now, whose customers have other names.
    if (method !== 'GET') {
      const health = (await this.request('GET', '/health')) as SandboxWorld & {world?: string}
      rememberWorld(SANDBOX, health.world)
      const {server} = this.common as {server?: string}
      if (server !== undefined) this.done(`sandbox: ${worldInWords(health, `at ${server}`)}`)
    }
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

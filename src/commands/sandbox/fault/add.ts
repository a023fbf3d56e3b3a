import {Flags} from '@oclif/core'
import {argument} from '../../../cli/flags.js'
import {parseDuration} from '../../../cli/input/durations.js'
import {SandboxCommand, serverFlag} from '../../../cli/topics/sandbox/command.js'
import {type FaultRow, faultView} from '../../../cli/topics/sandbox/fault-view.js'
import {Failure, usage} from '../../../failure.js'

export default class SandboxFaultAdd extends SandboxCommand<FaultRow> {
  static override summary = 'Make requests to the sandbox fail, in every way a network and a vendor can'
  static override description =
    `Effects: throttled, throttled-apig, throttled-cbc, throttled-ip, throttled-iam, internal-error, unavailable, gateway-timeout, bad-gateway,
error-in-success, error (with --status, --code, --message), none (only --delay), reset-before, reset-middle, reply-lost (processed, but the reply never
comes), hang-before, hang-after, truncated, malformed-chunk, empty, html, wrong-type, dribble, redirect, duplicate-keys, invalid-utf8, row-inserted, row-removed;
or an error code, such as CBC.99000013, with its documented status.`
  static override examples = [
    '<%= config.bin %> sandbox fault add reply-lost --operation CreateSubCustomer --count 1',
    '<%= config.bin %> sandbox fault add throttled --retry-after 2 --probability 0.1',
    '<%= config.bin %> sandbox fault add none --delay 200ms',
  ]
  static override args = {effect: argument('what goes wrong')}
  static override flags = {
    server: serverFlag,
    operation: Flags.string({summary: 'operation of the contract, such as ListSubCustomers', default: '*'}),
    tenant: Flags.string({summary: 'only requests of this account (id)'}),
    skip: Flags.integer({summary: 'let so many requests pass first', min: 0}),
    count: Flags.integer({summary: 'so many times, then never again', min: 1}),
    probability: Flags.string({summary: 'share of the requests that fail, 0 to 1'}),
    delay: Flags.string({summary: 'time before the answer: 200ms, or 100ms-500ms'}),
    status: Flags.integer({summary: 'HTTP status, with the effect error'}),
    code: Flags.string({summary: 'error code, with the effect error'}),
    message: Flags.string({summary: 'error message, with the effect error'}),
    'retry-after': Flags.integer({summary: 'seconds in a Retry-After header', min: 0}),
    location: Flags.string({summary: 'where a redirect leads'}),
  }

  async run(): Promise<FaultRow> {
    const {args, flags} = await this.parse(SandboxFaultAdd)
    const {
      probability,
      delay,
      'retry-after': retryAfter,
      operation,
      tenant,
      skip,
      count,
      status,
      code,
      message,
      location,
    } = flags
    const rule = {
      effect: args.effect,
      ...{operation, tenant, skip, count, status, code, message, location, retryAfter},
      probability: probability === undefined ? undefined : Number(probability),
      delay: delay === undefined ? undefined : delayOf(delay),
    }
    try {
      return await this.present(await this.admin<FaultRow>('POST', '/faults', rule), faultView)
    } catch (error) {
      // The sandbox knows its effects and operations; what it refuses is bad input.
      if (!(error instanceof Failure) || error.outcome !== 'refused') throw error
      const {effects} = await this.admin<{effects: string[]}>('GET', '/faults/effects')
      throw usage(
        error.message,
        ...(/effect/.test(error.message) ? [`Effects: ${effects.join(', ')}; or an error code`] : []),
      )
    }
  }
}

function delayOf(text: string): number | {from: number; to: number} {
  const [from, to] = text.split('-').map(part => parseDuration(part, '--delay', {bare: 'ms', least: 0})) as [
    number,
    number | undefined,
  ]
  return to === undefined ? from : {from, to}
}

// What a command has of the platform: its profile, its connection, and the client that sends for it.
import {Command, type Interfaces} from '@oclif/core'
import {Bucket} from '../api/bucket.js'
import {siteNames, sitesInWords} from '../api/check.js'
import {Api} from '../api/client.js'
import {operationTable} from '../api/contract/contract.js'
import {type Network, networkOf} from '../api/network.js'
import type {RetryPolicy} from '../api/retry.js'
import type {Hooks, Session, TraceEntry} from '../api/session.js'
import {Transport} from '../api/transport.js'
import type {OperationId} from '../api/types.js'
import {commandLine} from '../command-line.js'
import {usage} from '../failure.js'
import type {Connection, SandboxPlace} from '../profiles/connect.js'
import {SANDBOX} from '../profiles/profile.js'
import {auditHooks} from './audit.js'
import {SeenNames} from './completion/cache.js'
import {type FieldMark, type Typed, typedFields} from './fields.js'
import {forceFlag, globalFlags, type ReadArgument} from './flags.js'
import {counterpartsOf} from './help/counterparts.js'
import {clean} from './output/terminal.js'
import {proseFor} from './output/wrap.js'
import {currentRun} from './run.js'

export type CommonFlags = Interfaces.InferredFlags<typeof globalFlags & typeof forceFlag> & {
  filter?: string[]
  sort?: string
  limit?: number
  all?: boolean
  'dry-run'?: boolean
  yes?: boolean
  confirm?: string
  customer?: string
  group?: string
  recover?: boolean
}

/** What an argument's definition says of how it is read. */
export interface ArgumentMark extends FieldMark {
  read?: ReadArgument
  operation?: OperationId
}

/** What a flag's definition says of what it takes. */
export interface FlagMark extends FieldMark {
  multiple?: boolean
  exclusive?: string[]
  hidden?: boolean
}

/** A command that may talk to the platform. It connects when the first request is made. */
export abstract class ConnectedCommand extends Command {
  static override baseFlags = {...globalFlags, ...forceFlag}
  /**
   * The operations that the command exists for: its help names their pages and sites, and a test finds each operation's
   * command.
   */
  static operations: OperationId[] = []
  #common?: CommonFlags
  #typed: Typed = new Map()
  #connection?: Promise<Connection>
  #api?: Api
  readonly #names = new SeenNames()

  /** As it is typed. */
  protected get name(): string {
    return (this.id ?? '').replaceAll(':', ' ')
  }

  /** The flags and arguments that it has. */
  protected get definition(): {flags: Record<string, FlagMark>; args: Record<string, ArgumentMark>} {
    const {flags = {}, args = {}} = this.ctor as {flags?: object; args?: object}
    return {flags, args} as ReturnType<() => typeof this.definition>
  }

  protected get common(): CommonFlags {
    if (!this.#common) throw new Error('parse() comes first')
    return this.#common
  }

  /** What was typed for fields of the API. */
  protected get typed(): Typed {
    return this.#typed
  }

  /** Takes the flags that were read; what was typed for fields counts from {@link takeFields} on. */
  protected takeFlags(flags: object): CommonFlags {
    this.#common = flags as CommonFlags
    return this.#common
  }

  protected takeFields(parsed: {args: object; flags: object}): void {
    this.#typed = typedFields(this.definition as never, parsed as never)
  }

  /** Whether it changes something on the platform: whatever does can be rehearsed, or asks first. */
  protected get changes(): boolean {
    return ['yes', 'confirm', 'dry-run'].some(flag => Object.hasOwn(this.definition.flags, flag))
  }

  /** A command that asks whether something works does not wait until it does. */
  protected get retry(): Partial<RetryPolicy> {
    return {}
  }

  /** Proxies, certificate authorities and time limits, as the environment and the flags say. */
  protected get network(): Network {
    return networkOf(process.env, this.common['ca-file'])
  }

  /** The client of the chosen profile. Connects when the first request is made. */
  protected get api(): Api {
    this.#api ??= new Api(() => this.session(), {
      hooks: this.hooks(),
      transport: new Transport(this.network),
      signal: currentRun().signal,
      dryRun: this.common['dry-run'],
      retry: this.retry,
      nameOf: field => this.#nameOf(field),
    })
    return this.#api
  }

  protected async session(): Promise<Session> {
    const {session} = await this.connection
    this.#refuseElsewhere(session)
    return session
  }

  protected get connection(): Promise<Connection> {
    this.#connection ??= this.connect()
    return this.#connection
  }

  /** Where the sandbox is looked for; commands that send a browser to it need one that goes on running. */
  protected get sandboxPlace(): SandboxPlace {
    return 'embedded'
  }

  /** Whether it says which world of the sandbox it is about: what changes something does. */
  protected get namesWorld(): boolean {
    return this.changes
  }

  private async connect(): Promise<Connection> {
    const {connect} = await import('../profiles/connect.js')
    const connection = await connect(this.common.profile, this.sandboxPlace, this.network, currentRun().signal)
    currentRun().profile = connection.session.profile
    if (connection.warning) this.note(`Warning: ${connection.warning}`)
    if (connection.session.profile === SANDBOX) {
      const what = (this.namesWorld && connection.world) || 'an emulated partner platform on this machine'
      this.note(`sandbox: ${what}; nothing here is real`)
    }
    return connection
  }

  /** A command none of whose operations exist on the profile's site says so before anything is sent. */
  #refuseElsewhere({site, profile}: Session): void {
    const operations = (this.ctor as typeof ConnectedCommand).operations.map(id => operationTable().operations[id]!)
    if (operations.length === 0 || operations.some(({sites}) => sites.includes(site))) return
    const sites = [...new Set(operations.flatMap(operation => operation.sites))]
    throw usage(
      `${this.name} is only on the ${sitesInWords(sites)}; profile ${profile} is on the ${siteNames[site]} site`,
      ...counterpartsOf(this.name),
    )
  }

  /** The bucket of the profile. `otherwise` says what can be done without one. */
  protected async bucket(otherwise: string): Promise<Bucket> {
    const {bucket, profile} = await this.api.session
    if (bucket) return new Bucket(await bucket(), new Transport(networkOf(process.env, this.common['ca-file'])))
    throw usage(`profile ${profile} names no bucket`, commandLine`profile add ${profile}    asks for one`, otherwise)
  }

  /** The flag or argument that gives a field. */
  #nameOf(field: string): string | undefined {
    const typed = this.typed.get(field)
    if (typed) return typed.name
    const {flags, args} = this.definition
    for (const [name, flag] of Object.entries(flags)) if (flag.field === field) return `--${name}`
    for (const [name, arg] of Object.entries(args)) if (arg.field === field) return name.toUpperCase()
    return undefined
  }

  private hooks(): Hooks {
    const debug = (entry: TraceEntry) =>
      this.common.debug &&
      this.note(
        `debug: ${entry.method} ${entry.url} ${entry.status ?? entry.error} in ${Math.round(entry.milliseconds)} ms` +
          `${entry.requestId ? ` request ${entry.requestId}` : ''}${entry.retryIn === undefined ? '' : `, again in ${entry.retryIn} ms`}`,
      )
    const {writes} = currentRun()
    const {beforeWrite, afterWrite} = auditHooks(this.name)
    return {
      beforeWrite,
      sendsWrite: (record, check) => writes.sent(record, check),
      restsWrite: record => writes.rests(record),
      afterWrite: (record, end) => {
        // Known from here on, even where it cannot be noted.
        writes.answered(record, end)
        return afterWrite(record, end)
      },
      trace: entry => {
        currentRun().trace(entry)
        debug(entry)
      },
      listed: (operation, rows) => this.#names.see(operation, rows),
      warn: message => {
        currentRun().log('warning', {message})
        this.note(`Warning: ${message}`)
      },
    }
  }

  /** A line for people, on stderr, or several: a text from outside never makes a line of its own. */
  protected note(message: string | string[]): void {
    for (const line of [message].flat()) process.stderr.write(`${proseFor(process.stderr, clean(line))}\n`)
  }

  protected override async finally(_: Error | undefined): Promise<void> {
    this.#api?.close()
    await this.#connection?.then(
      async ({session, close}) => {
        await this.#names.keep(session)
        await close()
      },
      () => {},
    )
  }
}

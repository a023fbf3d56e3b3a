// The base of every command: flags -> profile -> client -> result -> view.
import {join} from 'node:path'

import {Command, Flags, type Interfaces} from '@oclif/core'
import {Bucket} from '../api/bucket.js'
import {siteNames, sitesInWords} from '../api/check.js'
import {checksOf, outcomeOfRows, type RowOutcome} from '../api/chunks.js'
import {Api} from '../api/client.js'
import {operationTable} from '../api/contract/contract.js'
import {Listing} from '../api/listing.js'
import {type Network, networkOf} from '../api/network.js'
import type {RetryPolicy} from '../api/retry.js'
import type {Hooks, Session, TraceEntry} from '../api/session.js'
import {Transport} from '../api/transport.js'
import type {Input, OperationId} from '../api/types.js'
import {commandLine, shellWord} from '../command-line.js'
import {type Customer, customerId, findCustomer} from '../customers/find.js'
import {resellerId} from '../customers/resellers.js'
import {concernsOnePart, Failure, RunEnd, usage} from '../failure.js'
import {checkName} from '../file-name.js'
import {lookUp} from '../look-up.js'
import {protect} from '../place.js'
import type {Connection, SandboxPlace} from '../profiles/connect.js'
import {dataFolder} from '../profiles/paths.js'
import {chooseProfile, readConfiguration, SANDBOX} from '../profiles/profile.js'
import {auditHooks} from './audit.js'
import {accountOf, rememberColumns, SeenNames} from './completion/cache.js'
import {asArguments} from './either-form.js'
import {isReaderGone, unreported} from './ending.js'
import {type FieldMark, fieldFlags, readField, readFields, type Typed, typedFields} from './fields.js'
import {forceFlag, globalFlags, type ReadArgument} from './flags.js'
import {counterpartsOf} from './help/counterparts.js'
import {isMissingArguments} from './help/usage-errors.js'
import {Form} from './input/kept-form.js'
import {needed, Prompter, type Read} from './input/prompts.js'
import {refuseEmptyWindow} from './input/window.js'
import {knownCustomers, knownThings} from './known-things.js'
import {nextStep, typedScope} from './next-step.js'
import {checkQuery, type OutputSettings, writeRecord, writeRows} from './output/output.js'
import {pagerOf} from './output/pager.js'
import {type Progress, showProgress} from './output/progress.js'
import {clean} from './output/terminal.js'
import {chooseColumns, findColumn, type View} from './output/view.js'
import {currentRun} from './run.js'
import type {Taken} from './typed-scope.js'
import {type UsedCustomer, usedCustomer} from './used-customer.js'

type CommonFlags = Interfaces.InferredFlags<typeof globalFlags & typeof forceFlag> & {
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
interface ArgumentMark extends FieldMark {
  read?: ReadArgument
  operation?: OperationId
}

/** Flags that name a place where something is written. */
const places = new Set(['out', 'output-file', 'log-file', 'result-file', 'form'])

/** Flags that say what a command is about, as its arguments do. */
const subjects = new Set(['customer', 'reseller', 'name', 'file'])

const isTable = (output: string) => output === 'table' || output === 'wide'

/** Says whose customer is meant. */
export const resellerFlag = fieldFlags('ListSubCustomers', 'indirect_partner_id')

/** Names the customer as which a request is made. */
export const customerFlag = {
  customer: Flags.string({
    char: 'C',
    summary: 'the customer (account name or id) as which the request is made',
    helpValue: 'NAME|ID',
    // As whom a request is made, in the words of the partner API.
    aliases: ['as-customer'],
  }),
  ...resellerFlag,
}

/** A value that is not there was lost on its way, in a script perhaps. */
function refuseEmpty(typed: Taken[]): void {
  const empty = typed.find(({type, input}) => type === 'flag' && input.trim() === '')
  if (empty) throw usage(`--${empty.flag} is empty`, 'Give it a value, or leave it away')
}

/** `run()` returns what `-o json` prints. */
export abstract class PartnerCommand<Result = unknown> extends Command {
  static override baseFlags = {...globalFlags, ...forceFlag}
  /**
   * The operations that the command exists for: its help names their pages and sites, and a test finds each operation's
   * command.
   */
  static operations: OperationId[] = []
  /** Arguments that name a file to be written. */
  static outputs: string[] = []

  #common?: CommonFlags
  #typed: Typed = new Map()
  #connection?: Promise<Connection>
  #api?: Api
  #spinner?: Progress
  #isSortedThere = false
  #prompts?: Prompter
  /** What was typed of what the command is about. */
  readonly #words = new Set<string>()
  readonly #names = new SeenNames()

  abstract override run(): Promise<Result>

  /** As it is typed. */
  get #name(): string {
    return (this.id ?? '').replaceAll(':', ' ')
  }

  protected override async parse<
    // biome-ignore-start lint/suspicious/noExplicitAny: the framework's own signature
    F extends Interfaces.OutputFlags<any>,
    B extends Interfaces.OutputFlags<any>,
    A extends Interfaces.OutputArgs<any>,
    // biome-ignore-end lint/suspicious/noExplicitAny: the framework's own signature
  >(options?: Interfaces.Input<F, B, A>, argv?: string[]): Promise<Interfaces.ParserOutput<F, B, A>> {
    const line = asArguments(argv ?? this.argv, this.ctor as never)
    let parsed = await super
      .parse<F, B, A>(options, line)
      .catch(async error => super.parse<F, B, A>(options, await this.#withArguments(error, line)))
    const used = this.#usedFor(parsed)
    if (used) parsed = await super.parse<F, B, A>(options, ['--customer', used.text, ...line])
    this.#common = parsed.flags as unknown as CommonFlags
    refuseEmpty(parsed.raw as Taken[])
    refuseEmptyWindow(
      parsed.flags,
      (this.ctor as unknown as {flags?: Record<string, FieldMark>}).flags ?? {},
      new Date(),
    )
    if (this.#common.recover && !this.prompts.mayAsk)
      throw usage('--recover asks questions, and nobody can be asked here')
    if (this.#common.query !== undefined) await checkQuery(this.#common.query)
    typedScope(this.#name, parsed.raw as Taken[])
    for (const taken of parsed.raw as Taken[])
      if (taken.type === 'arg' || subjects.has(taken.flag ?? '')) this.#words.add(taken.input)
    // Whatever asks for a yes is answered by a name, also where it does not ask.
    const {confirm} = (this.ctor.flags ?? {}) as {confirm?: {hidden?: boolean}}
    if (confirm?.hidden) this.#refuseOtherName()
    for (const path of this.#named(parsed, true)) checkName(path)
    protect(this.#named(parsed, false), this.#common.force)
    await currentRun().begin(this.#name, this.#common)
    this.#typed = typedFields(this.ctor as unknown as {flags: object; args: object}, parsed as never)
    return parsed
  }

  /** The places where the command writes; or what may be a file that it reads: all else that was typed. */
  #named({args, flags}: {args: object; flags: object}, written: boolean): string[] {
    const {outputs} = this.ctor as typeof PartnerCommand
    const isPlace = (name: string) => places.has(name) || outputs.includes(name)
    const typed = Object.entries({...flags, ...args}).filter(([name]) => isPlace(name) === written)
    return typed.flatMap(([, value]) => [value].flat()).filter(value => typeof value === 'string')
  }

  /** Whether it changes something on the platform: whatever does can be rehearsed, or asks first. */
  get #changes(): boolean {
    const {flags} = this.ctor as unknown as {flags?: object}
    return ['yes', 'confirm', 'dry-run'].some(flag => Object.hasOwn(flags ?? {}, flag))
  }

  /** The customer in use, where a read takes one and none was typed. */
  #usedFor({flags}: {flags: object}): UsedCustomer | undefined {
    const own = lookUp((this.ctor as unknown as {flags?: Record<string, object>}).flags ?? {}, 'customer')
    const {multiple, exclusive} = (own ?? {}) as {multiple?: boolean; exclusive?: string[]}
    const isTyped = lookUp(flags as Record<string, unknown>, 'customer') !== undefined
    // A field's flag may have several values, of which the customer is one.
    if (!own || (multiple && !('field' in own)) || exclusive || isTyped || this.#changes) return undefined
    return this.#saysUsed((flags as CommonFlags).profile)
  }

  #saysUsed(profile: string | undefined): UsedCustomer | undefined {
    const used = usedCustomer(profile)
    if (used) this.note(`customer ${used.name} (${used.from})`)
    return used
  }

  /** The line with the arguments that were missing and that somebody could be asked for. Throws the error otherwise. */
  async #withArguments(error: Error, argv: string[]): Promise<string[]> {
    if (!isMissingArguments(error) || argv.includes('--')) throw error
    const typed = {args: {}, flags: (error.parse?.output?.flags ?? {}) as Record<string, unknown>}
    this.#common = typed.flags as CommonFlags
    this.#typed = typedFields(this.ctor as unknown as {flags: object; args: object}, typed)
    const isCustomer = error.args.length === 1 && error.args[0]!.name === 'customer' && !this.#changes
    const used = isCustomer ? this.#saysUsed(this.#common?.profile) : undefined
    if (used) return [used.text, ...argv]
    if (!this.prompts.mayAsk) throw error
    const given: string[] = []
    const {customer: named} = this.common
    let whose: string[] = []
    for (const {name, description, options} of error.args) {
      const [place, question] = [name.toUpperCase(), `${name[0]!.toUpperCase()}${name.slice(1)} (${description})`]
      const choices = options?.map(value => ({name: value, value}))
      if (choices) given.push(await this.prompts.choose(place, question, choices))
      else if (lookUp(knownThings, name)) {
        const {as, chosen} = await this.#chooseKnown(name)
        given.push(chosen)
        if (as && named === undefined) whose = ['--customer', as]
      } else given.push(await this.#askArgument(name, question))
    }
    return [...whose, ...argv, '--', ...given]
  }

  /** A text for an argument, read as the command will read it. */
  async #askArgument(name: string, question: string): Promise<string> {
    const place = name.toUpperCase()
    const {read, field, operation} = (lookUp(this.ctor.args, name) ?? {}) as ArgumentMark
    return this.prompts.text(place, question, {
      read: async text => {
        needed(place)(text)
        if (operation && field) await readField(this.api, operation, field, place, text)
        await read?.(text)
        return text
      },
    })
  }

  /** One of the things that an argument may name, and the customer that has it. */
  protected async chooseKnown(name: string): Promise<string> {
    return (await this.#chooseKnown(name)).chosen
  }

  async #chooseKnown(name: string): Promise<{as?: string; chosen: string}> {
    const [place, known] = [name.toUpperCase(), lookUp(knownThings, name)!]
    const as = await this.#whose(known.ofCustomer)
    const whose = {as, reseller: await this.reseller(), group: this.common.group}
    const choices = await this.api.aside(`known ${name}`, () => known.list(this.api, whose))
    const question = name[0]!.toUpperCase() + name.slice(1)
    if (!choices?.length) return {as, chosen: await this.#askArgument(name, question)}
    return {as, chosen: await this.prompts.search(place, question, choices, text => text)}
  }

  /** The customer as which the command works, before its line is whole. */
  async #whose(required?: true): Promise<string | undefined> {
    const own = lookUp((this.ctor as unknown as {flags?: Record<string, object>}).flags ?? {}, 'customer')
    if (!own) return undefined
    const used = this.common.customer || this.#changes ? undefined : this.#saysUsed(this.common.profile)
    return used ? customerId(this.api, used.text, await this.reseller()) : this.customer(required ?? false)
  }

  protected get common(): CommonFlags {
    if (!this.#common) throw new Error('parse() comes first')
    return this.#common
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

  private async session(): Promise<Session> {
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
    return this.#changes
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

  /**
   * What was typed for the fields of an operation, as the API wants it: codes for words, ids for names, times for days.
   */
  protected async fields<Id extends OperationId>(
    operation: Id,
    renamed?: Record<string, string>,
  ): Promise<Partial<Input<Id>>> {
    return (await readFields(this.api, operation, this.#typed, new Date(), renamed)) as Partial<Input<Id>>
  }

  /** The id of the customer as which the request is made: named with `--customer`, or asked for. */
  protected async customer(required?: true): Promise<string>
  protected async customer(required: boolean): Promise<string | undefined>
  protected async customer(required = true): Promise<string | undefined> {
    const {customer} = this.common
    if (customer) return customerId(this.api, customer, await this.reseller())
    const used = this.#changes ? usedCustomer(this.common.profile) : undefined
    if (used && (await this.#isMeant(used)))
      return customerId(this.api, this.#chosenCustomer(used.text), await this.reseller())
    return required ? this.#chosenCustomer(await this.#chooseCustomer('--customer')) : undefined
  }

  /** What was chosen when asked for counts as typed. */
  #chosenCustomer(customer: string): string {
    this.common.customer = customer
    currentRun().scope.choose('customer', customer)
    return customer
  }

  /** Whether a write is about the customer in use: a person says so, or it must be typed. */
  async #isMeant({text, name, from}: UsedCustomer): Promise<boolean> {
    if (this.prompts.mayAsk && !this.common.yes && this.common.confirm === undefined)
      return this.prompts.confirm(`For ${name} (${from})?`, true)
    const without = from === 'partnerctl use' ? 'partnerctl use --clear' : 'Unset PARTNERCTL_CUSTOMER'
    throw usage(
      `${from} says ${name}, but what changes something wants it typed`,
      `Add --customer ${shellWord(text)}`,
      `${without}    if it is about yourself`,
    )
  }

  /** The id of the reseller whose customers are meant, where one was named. */
  protected async reseller(): Promise<string | undefined> {
    const [named] = [this.#typed.get('indirect_partner_id')?.value ?? []].flat()
    return named === undefined ? undefined : resellerId(this.api, String(named))
  }

  /** The customer that an argument or a flag names, with its row of the list. */
  protected async findCustomer(text: string): Promise<Customer> {
    return findCustomer(this.api, text, await this.reseller())
  }

  async #chooseCustomer(flag: string): Promise<string> {
    const choices = this.prompts.mayAsk ? await knownCustomers(this.api, {reseller: await this.reseller()}) : []
    return this.prompts.search(flag, 'Customer', choices)
  }

  /** As which customer a form is filled in, or as oneself: asked where no flag says it. */
  protected async customerOrSelf(): Promise<string | undefined> {
    const named = await this.customer(false)
    if (named || !this.prompts.mayAsk) return named
    const choices = await this.api.aside('customers', async () =>
      knownCustomers(this.api, {reseller: await this.reseller()}),
    )
    if (!choices?.length) return undefined
    const chosen = await this.prompts.search('--customer', 'For whom', [{name: 'yourself', value: ''}, ...choices])
    return chosen ? this.#chosenCustomer(chosen) : undefined
  }

  /** Reads an answer as the flag of a field is read, and holds it against the contract. */
  protected reads<Id extends OperationId, Field extends keyof Input<Id> & string>(
    operation: Id,
    field: Field,
    flag: string,
  ): Read<NonNullable<Input<Id>[Field]>> {
    return async text => (await readField(this.api, operation, field, flag, text)) as NonNullable<Input<Id>[Field]>
  }

  /** A command none of whose operations exist on the profile's site says so before anything is sent. */
  #refuseElsewhere({site, profile}: Session): void {
    const operations = (this.ctor as typeof PartnerCommand).operations.map(id => operationTable().operations[id]!)
    if (operations.length === 0 || operations.some(({sites}) => sites.includes(site))) return
    const sites = [...new Set(operations.flatMap(operation => operation.sites))]
    throw usage(
      `${this.#name} is only on the ${sitesInWords(sites)}; profile ${profile} is on the ${siteNames[site]} site`,
      ...counterpartsOf(this.#name),
    )
  }

  /** The bucket of the profile. `otherwise` says what can be done without one. */
  protected async bucket(otherwise: string): Promise<Bucket> {
    const {bucket, profile} = await this.api.session
    if (bucket) return new Bucket(await bucket(), new Transport(networkOf(process.env, this.common['ca-file'])))
    throw usage(
      `profile ${profile} names no bucket`,
      'partnerctl profile add NAME --bucket NAME --bucket-endpoint URL',
      otherwise,
    )
  }

  /** The flag or argument that gives a field. */
  #nameOf(field: string): string | undefined {
    const typed = this.#typed.get(field)
    if (typed) return typed.name
    const {flags, args} = this.ctor as unknown as Record<'flags' | 'args', Record<string, FieldMark> | undefined>
    for (const [name, flag] of Object.entries(flags ?? {})) if (flag.field === field) return `--${name}`
    for (const [name, arg] of Object.entries(args ?? {})) if (arg.field === field) return name.toUpperCase()
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
    const {beforeWrite, afterWrite} = auditHooks(this.#name)
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

  protected get prompts(): Prompter {
    this.#prompts ??= new Prompter(!this.common.input, this.#form())
    return this.#prompts
  }

  /** Where answers are kept until the command has come to its end; only of a command that asks for several. */
  #form(): Form | undefined {
    if (!Object.hasOwn(this.ctor.flags ?? {}, 'recover')) return undefined
    const path = join(dataFolder(), 'forms', `${this.#name.replaceAll(' ', '-')}-${this.#account()}.json`)
    const form = new Form(this.#name, path, this.common.recover ?? false, this.argv)
    currentRun().form = form
    return form
  }

  /** Whose form it is; nobody's where the first profile is still to be made. */
  #account(): string {
    try {
      return accountOf(chooseProfile(readConfiguration(), this.common.profile))
    } catch (error) {
      if (!concernsOnePart(error)) throw error
      return 'none'
    }
  }

  /** How many rows a list command reads: `--limit`, or all. What is filtered or sorted is read whole. */
  protected get rowLimit(): number | undefined {
    return this.#isSelected ? undefined : this.#shownLimit
  }

  /**
   * How the server is asked for the order of `--sort`, where it knows that one: then only what is shown is read.
   * `-created` is the value with a minus.
   */
  protected sortedBy(columns: Record<string, string>, view: View<never>): string | undefined {
    const [, down, name] = /^(-?)([^,]+)$/.exec(this.common.sort ?? '') ?? []
    const value = name && lookUp(columns, findColumn(view, name.trim()).name)
    if (!value) return undefined
    this.#isSortedThere = true
    return `${down}${value}`
  }

  /** How many rows are shown of what was read. */
  get #shownLimit(): number | undefined {
    return this.common.all ? undefined : this.common.limit
  }

  get #isSelected(): boolean {
    return Boolean(this.common.filter?.length || (this.common.sort && !this.#isSortedThere))
  }

  /** The result is a table or a screen, not data for another program. */
  protected get readByPeople(): boolean {
    const {output, labels, query} = this.common
    return (isTable(output) || (output === 'csv' && labels)) && !query
  }

  /** A line for people, on stderr, or several: a text from outside never makes a line of its own. */
  protected note(message: string | string[]): void {
    for (const line of [message].flat()) process.stderr.write(`${clean(line)}\n`)
  }

  /** What the command did, and the next useful command: for people, so on stderr and not with machine formats. */
  protected done(message: string, ...next: string[]): void {
    if (!isTable(this.common.output)) return
    this.note(message)
    for (const line of next) this.note(`  ${nextStep(line)}`)
  }

  /** Asks before something that cannot be undone. `--yes` answers; without a terminal the answer must be given. */
  protected async confirm(question: string): Promise<void> {
    const {confirm, yes} = this.common
    this.#refuseOtherName()
    if (yes || confirm !== undefined || this.common['dry-run']) return
    if (!this.prompts.mayAsk) throw usage(`${question} Not done: nobody can be asked here`, 'Add --yes to do it')
    if (!(await this.prompts.confirm(question))) throw new RunEnd('interrupted', 'Not done')
  }

  /** A name that is given has been thought about, as a yes has: where it is what the command is about. */
  #refuseOtherName(): void {
    const {confirm} = this.common
    if (confirm !== undefined && !this.#words.has(confirm))
      throw usage(`Not done: this line is not about "${confirm}", which --confirm names`, 'Add --yes instead to do it')
  }

  /**
   * Asks before something that costs money or takes resources away: the name must be typed, or given with `--confirm`.
   * `what` says what will happen, in money and names; it is shown in any case.
   */
  protected async confirmName(what: string | string[], name: string): Promise<void> {
    const {confirm, yes} = this.common
    if (this.common['dry-run'] && confirm === undefined) return
    this.note(what)
    if (confirm === undefined && (yes || !this.prompts.mayAsk)) {
      throw usage(
        yes
          ? `Not done: --yes is not enough here, the name "${name}" is`
          : `Not done: this must be confirmed with the name "${name}"`,
        `Add --confirm ${shellWord(name)} to do it`,
      )
    }
    const read = (text: string) => {
      if (text !== '' && text !== name) throw usage(`"${text}" is not "${name}"; empty: not done`)
      return text
    }
    const typed = confirm ?? (await this.prompts.text('--confirm', `Type ${name} to do it`, {read, passing: true}))
    if (typed === '') throw new RunEnd('interrupted', 'Not done')
    if (typed !== name) throw usage(`Not done: "${typed}" is not "${name}"`)
  }

  /** Prints one row for each outcome; ends the command when not every row was done. */
  protected async presentOutcomes<Row extends RowOutcome>(
    rows: Row[],
    view: View<Row>,
    done: string,
    ...next: string[]
  ): Promise<Row[]> {
    await this.present(rows, view)
    const outcome = outcomeOfRows(rows)
    if (!outcome) {
      this.done(done, ...next)
      return rows
    }
    const count = (status: string) => rows.filter(row => row.status === status).length
    const parts = ['done', 'failed', 'unknown', 'not sent'].filter(count).map(status => `${count(status)} ${status}`)
    const codes = [...new Set(rows.map(row => row.error_code).filter(code => code))]
    throw new Failure(outcome, `${rows.length} rows: ${parts.join(', ')}`, {
      next: [...checksOf(rows).slice(0, 5), ...codes.slice(0, 3).map(code => commandLine`explain ${code}`)],
      details: rows.filter(row => row.status !== 'done'),
    })
  }

  /** Shows what is going on while it goes on. */
  protected async progress(text: string): Promise<Progress> {
    this.#spinner?.stop()
    this.#spinner = await showProgress(text)
    return this.#spinner
  }

  /** Prints the result in the format that was asked for, and returns it. */
  protected async present<Row>(result: Listing<Row>, view: View<Row>): Promise<Row[]>
  protected async present<Row>(result: Row[], view: View<Row>): Promise<Row[]>
  protected async present<Row>(result: Row, view: View<Row>): Promise<Row>
  protected async present<Row>(result: Listing<Row> | Row[] | Row, view: View<Row>): Promise<Row | Row[]> {
    const run = currentRun()
    // What is told was done.
    run.form?.end()
    const settings = await this.outputSettings(view).catch(this.#notWritten(result))
    // A run that was ended has no result, unless it is that of a write.
    if (!run.writes.any) currentRun().signal.throwIfAborted()
    if (!(result instanceof Listing) && !Array.isArray(result)) {
      this.#spinner?.stop()
      await writeRecord(result, view, settings, run).catch(this.#notWritten(result))
      run.resultIsWhole()
      return result
    }
    const {count, cut} = await writeRows(result, view, settings, run).catch(this.#notWritten(result))
    run.resultIsWhole()
    this.#spinner?.stop()
    const {total, cut: unread} = result instanceof Listing ? result : {total: result.length, cut: false}
    if (cut || unread) {
      const whole = this.common.filter?.length ? ' of those that fit' : total === undefined ? '' : ` of ${total}`
      this.note(`Showing ${count}${whole}; --all for the rest`)
    }
    if (count === 0 && isTable(settings.format)) this.note((view.empty ?? 'Nothing found').split('\n').map(nextStep))
    return Array.isArray(result) ? result : []
  }

  /** What was done is told even where its result cannot be written. */
  #notWritten(result: unknown): (error: unknown) => never {
    return error => {
      // What is wrong with the flags of a result, too, comes too late once something was done.
      const isOfResult = !(error instanceof Failure) || error.outcome === 'usage'
      const told = !isOfResult || isReaderGone(error) || currentRun().writes.done.length === 0
      throw told ? error : unreported(error, result instanceof Listing ? undefined : result)
    }
  }

  private async outputSettings<Row>(view: View<Row>): Promise<OutputSettings> {
    const {output, columns, query, header, bom, labels, filter, sort} = this.common
    // A wrong column is said before anything else happens.
    chooseColumns(view, columns)
    rememberColumns(
      this.#name,
      view.columns.map(({name}) => name),
    )
    const limit = this.#isSelected ? this.#shownLimit : undefined
    const pager = this.prompts.mayAsk ? pagerOf(process.env) : undefined
    return {format: output, columns, query, heading: header, bom, labels, filter, sort, limit, pager}
  }

  protected override async catch(error: Error & {exitCode?: number}): Promise<unknown> {
    this.#spinner?.stop()
    throw error
  }

  protected override async finally(_: Error | undefined): Promise<void> {
    this.#spinner?.stop()
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

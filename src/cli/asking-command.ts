// What a command asks a person: for whom it works, what was left out of its line, and whether it is meant.
import {join} from 'node:path'
import type {Input, OperationId} from '../api/types.js'
import {shellWord} from '../command-line.js'
import {type Customer, customerId, findCustomer} from '../customers/find.js'
import {resellerId} from '../customers/resellers.js'
import {concernsOnePart, RunEnd, usage} from '../failure.js'
import {lookUp} from '../look-up.js'
import {dataFolder} from '../profiles/paths.js'
import {chooseProfile, readConfiguration} from '../profiles/profile.js'
import {accountOf} from './completion/cache.js'
import {type CommonFlags, ConnectedCommand} from './connected-command.js'
import {readField, readFields} from './fields.js'
import {isMissingArguments} from './help/usage-errors.js'
import {Form} from './input/kept-form.js'
import {knownCustomers, knownThing} from './input/known-things.js'
import {type Asking, askArguments, chooseKnown} from './input/missing-arguments.js'
import {Prompter, type Read} from './input/prompts.js'
import {currentRun} from './run.js'
import {type UsedCustomer, usedCustomer} from './used-customer.js'

/** A command that asks for what it needs, where somebody can answer. */
export abstract class AskingCommand extends ConnectedCommand {
  #prompts?: Prompter
  /** What was typed of what the command is about. */
  protected readonly words = new Set<string>()

  /** The customer in use, where a read takes one and none was typed. */
  protected usedFor({flags}: {flags: object}): UsedCustomer | undefined {
    const own = lookUp(this.definition.flags, 'customer')
    const isTyped = lookUp(flags as Record<string, unknown>, 'customer') !== undefined
    // A field's flag may have several values, of which the customer is one.
    if (!own || (own.multiple && !('field' in own)) || own.exclusive || isTyped || this.changes) return undefined
    return this.#saysUsed((flags as CommonFlags).profile)
  }

  #saysUsed(profile: string | undefined): UsedCustomer | undefined {
    const used = usedCustomer(profile)
    if (used) this.note(`customer ${used.name} (${used.from})`)
    return used
  }

  /** The line with the arguments that were missing and that somebody could be asked for. Throws the error otherwise. */
  protected async withArguments(error: Error, argv: string[]): Promise<string[]> {
    if (!isMissingArguments(error) || argv.includes('--')) throw error
    const flags = (error.parse?.output?.flags ?? {}) as Record<string, unknown>
    const {profile, customer} = this.takeFlags(flags)
    this.takeFields({args: {}, flags})
    const isCustomer = error.args.length === 1 && error.args[0]!.name === 'customer' && !this.changes
    const used = isCustomer ? this.#saysUsed(profile) : undefined
    if (used) return [used.text, ...argv]
    if (!this.prompts.mayAsk) throw error
    await this.#ready()
    const {as, given} = await askArguments(this.#asking, error.args)
    const isNamed = customer !== undefined || !lookUp(this.definition.flags, 'customer')
    return [...(as && !isNamed ? ['--customer', as] : []), ...argv, '--', ...given]
  }

  /** One of the things that an argument may name. */
  protected async chooseKnown(name: string): Promise<string> {
    return (await chooseKnown(this.#asking, name, knownThing(this.name, name)!)).chosen
  }

  get #asking(): Asking {
    const {name: command, definition, api, prompts, common} = this
    const whose = (required?: true) => this.#whose(required)
    return {command, definition, api, prompts, group: common.group, reseller: () => this.reseller(), whose}
  }

  /** The customer as which the command works, before its line is whole. */
  async #whose(required?: true): Promise<string | undefined> {
    if (!lookUp(this.definition.flags, 'customer')) return undefined
    const used = this.common.customer || this.changes ? undefined : this.#saysUsed(this.common.profile)
    return used ? customerId(this.api, used.text, await this.reseller()) : this.customer(required ?? false)
  }

  /**
   * What was typed for the fields of an operation, as the API wants it: codes for words, ids for names, times for days.
   */
  protected async fields<Id extends OperationId>(
    operation: Id,
    renamed?: Record<string, string>,
  ): Promise<Partial<Input<Id>>> {
    return (await readFields(this.api, operation, this.typed, new Date(), renamed)) as Partial<Input<Id>>
  }

  /** The id of the customer as which the request is made: named with `--customer`, or asked for. */
  protected async customer(required?: true): Promise<string>
  protected async customer(required: boolean): Promise<string | undefined>
  protected async customer(required = true): Promise<string | undefined> {
    const {customer} = this.common
    if (customer) return customerId(this.api, customer, await this.reseller())
    const used = this.changes ? usedCustomer(this.common.profile) : undefined
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
    const [named] = [this.typed.get('indirect_partner_id')?.value ?? []].flat()
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

  protected get prompts(): Prompter {
    this.#prompts ??= new Prompter(!this.common.input, this.#form(), () => this.#ready())
    return this.#prompts
  }

  /**
   * Before the first question: what the connection says does not stand in the question, and what the profile's site
   * does not have is refused before anything is asked for.
   */
  async #ready(): Promise<void> {
    if ((this.ctor as typeof AskingCommand).operations.length > 0) await this.session()
  }

  /** Where answers are kept until the command has come to its end; only of a command that asks for several. */
  #form(): Form | undefined {
    if (!Object.hasOwn(this.definition.flags, 'recover')) return undefined
    const path = join(dataFolder(), 'forms', `${this.name.replaceAll(' ', '-')}-${this.#account()}.json`)
    const form = new Form(this.name, path, this.common.recover ?? false, this.argv)
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

  /** Asks before something that cannot be undone. `--yes` answers; without a terminal the answer must be given. */
  protected async confirm(question: string): Promise<void> {
    const {confirm, yes} = this.common
    this.refuseOtherName()
    if (yes || confirm !== undefined || this.common['dry-run']) return
    if (!this.prompts.mayAsk) throw usage(`${question} Not done: nobody can be asked here`, 'Add --yes to do it')
    if (!(await this.prompts.confirm(question))) throw new RunEnd('interrupted', 'Not done')
  }

  /** A name that is given has been thought about, as a yes has: where it is what the command is about. */
  protected refuseOtherName(): void {
    const {confirm} = this.common
    if (confirm !== undefined && !this.words.has(confirm))
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
}

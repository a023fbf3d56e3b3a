// What is asked for arguments that were not typed, by a command whose line is not whole yet.
import type {Api} from '../../api/client.js'
import {lookUp} from '../../look-up.js'
import type {ArgumentMark} from '../connected-command.js'
import {readField} from '../fields.js'
import {type KnownThing, knownThing} from './known-things.js'
import {needed, type Prompter} from './prompts.js'

/** Of an argument that is missing, what the framework says. */
export interface MissingArgument {
  name: string
  description?: string
  options?: string[]
}

/** What the questions want of their command. */
export interface Asking {
  /** As it is typed. */
  command: string
  definition: {args: Record<string, ArgumentMark>}
  api: Api
  prompts: Prompter
  group?: string
  reseller(): Promise<string | undefined>
  /** The customer as which the command works. */
  whose(required?: true): Promise<string | undefined>
}

/** What was chosen, and the customer that has it. */
interface Chosen {
  as?: string
  chosen: string
}

const capital = (name: string) => name[0]!.toUpperCase() + name.slice(1)

/** Asks for arguments, in their order. `as` is the customer that was found on the way. */
export async function askArguments(
  asking: Asking,
  missing: MissingArgument[],
): Promise<{as?: string; given: string[]}> {
  const given: string[] = []
  let customer: string | undefined
  for (const {name, description, options} of missing) {
    const question = `${capital(name)} (${description})`
    const known = knownThing(asking.command, name)
    if (options) {
      const choices = options.map(value => ({name: value, value}))
      given.push(await asking.prompts.choose(name.toUpperCase(), question, choices))
    } else if (known) {
      const {as, chosen} = await chooseKnown(asking, name, known)
      given.push(chosen)
      customer ??= as
    } else given.push(await askArgument(asking, name, question))
  }
  return {as: customer, given}
}

/** One of the things that an argument may name. Where they cannot be listed, its name is typed. */
export async function chooseKnown(asking: Asking, name: string, known: KnownThing): Promise<Chosen> {
  const {api, prompts, command, group} = asking
  const as = await asking.whose(known.ofCustomer)
  const whose = {as, reseller: await asking.reseller(), group, command}
  const choices = await api.aside(`known ${name}`, () => known.list(api, whose))
  if (!choices?.length) return {as, chosen: await askArgument(asking, name, capital(name))}
  const chosen = await prompts.search(name.toUpperCase(), capital(name), choices, text => text)
  return {as: as ?? choices.find(({value}) => value === chosen)?.customer, chosen}
}

/** A text for an argument, read as the command will read it. */
async function askArgument({definition, api, prompts}: Asking, name: string, question: string): Promise<string> {
  const place = name.toUpperCase()
  const {read, field, operation} = lookUp(definition.args, name) ?? {}
  return prompts.text(place, question, {
    read: async text => {
      needed(place)(text)
      if (operation && field) await readField(api, operation, field, place, text)
      await read?.(text)
      return text
    },
  })
}

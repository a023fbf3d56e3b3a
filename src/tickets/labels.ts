// Labels: named by people, numbered by the API. Creating one tells no id.
import type {Api} from '../api/client.js'
import type {Item} from '../api/types.js'
import {Failure, usage} from '../failure.js'
import {lookUp} from '../look-up.js'
import type {Scope} from './act.js'

export type Label = Item<'ListLabels'>

/** The ids of labels that are named by name or id. Throws a Failure for one that is not there. */
export async function labelIds(api: Api, names: string[], {as}: Scope): Promise<number[]> {
  const all = await api.list('ListLabels', {}, {as}).toArray()
  return names
    .flatMap(name => name.split(','))
    .map(name => name.trim())
    .filter(Boolean)
    .map(name => {
      const label =
        all.find(one => one.name === name) ??
        all.find(one => String(one.label_id) === name) ??
        all.find(one => one.name?.toLowerCase() === name.toLowerCase())
      if (label?.label_id !== undefined) return label.label_id
      const known = all.map(one => `${one.label_id}  ${one.name}`)
      throw new Failure('not-found', `there is no label "${name}"`, {
        next: known.length > 0 ? known : ['partnerctl ticket label create'],
      })
    })
}

/** The label of a name, as the API has it: after it was created, only the list tells its id. */
export async function findLabel(api: Api, name: string, {as}: Scope): Promise<Label | undefined> {
  const found = await api.list('ListLabels', {name}, {as}).toArray()
  return found.find(label => label.name === name)
}

const colors: Record<string, string> = {
  black: '#000000',
  red: '#d0021b',
  orange: '#f5a623',
  yellow: '#f8e71c',
  green: '#417505',
  blue: '#4a90e2',
  purple: '#9013fe',
  grey: '#9b9b9b',
}

/** A colour as the API writes it: `#rrggbb`, from that or from one of a few names. */
export function parseColor(text: string): string {
  const color = lookUp(colors, text.toLowerCase()) ?? (text.startsWith('#') ? text : `#${text}`)
  if (!/^#[0-9a-f]{6}$/i.test(color))
    throw usage(`"${text}" is not a colour`, `Write #rrggbb, or one of ${Object.keys(colors).join(', ')}`)
  return color.toLowerCase()
}

/** Labels in words: by name, or by number where the platform gives no name. */
export const inWords = (labels: {label_id?: number; name?: string}[] = []): string =>
  labels.flatMap(({label_id, name}) => name || label_id?.toString() || []).join(', ')

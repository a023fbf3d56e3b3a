// Names and ids of resources, orders and projects in bills: made from the resource's number whenever they are written.
import {formatTime, startOfBillDay} from '../state/calendar.js'
import {hashText, hexOf, mix, textOf, uuidOf} from '../state/random.js'
import type {Customer, World} from '../world/model.js'
import {nastyNames} from '../world/names.js'
import type {Event, Metered} from './events.js'
import type {Product} from './products.js'

/** Names of things are made by the renderer; a filter on them needs them too. */
export interface Naming {
  /** Null for a tax, which is on no resource and no project. */
  resourceId(resource: Metered | Event): string | null
  region(resource: Metered | Event, customer: Customer): string
  project(resource: Metered | Event): string | null
  tradeId(resource: Metered | Event, day: number): string
}

type Thing = Metered | Event

const isEvent = (thing: Thing): thing is Event => 'type' in thing
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'
const purposes = ['web', 'db', 'api', 'batch', 'cache', 'test', 'erp', 'mail', 'shop', 'backup']
const projects = ['web-shop', 'data-platform', 'office-it', 'staging']
/** Bill types whose trade is an order. */
const ordered = new Set([1, 2, 3, 4, 8, 18, 20, 24, 103])
const taxes = new Set([15, 100, 101, 102])

export const isTax = (event: Event): boolean => taxes.has(event.type)
export const isOrder = (event: Event): boolean => ordered.has(event.type)

/** The moment of a charge. */
export const timeOf = (event: Event): number =>
  event.stored?.at ?? startOfBillDay(event.day) + (event.seed % 86_000) * 1000

/** A part of a resource: the system disk of a server. It has no charge and no life of its own. */
export interface Part {
  service: string
  resource: string
  id: string
  name: string
}

export interface Names extends Naming {
  resourceName(thing: Thing): string
  tag(thing: Thing): string | null
  projectName(thing: Thing): string
  /** The part of a resource that a record of it is about; nothing in ordinary worlds. */
  part(thing: Thing): Part | null
  /** The order that a refund belongs to. */
  baseTradeId(event: Event): string | null
}

/** The id of a resource of the world, in the form that its service gives ids. */
export function resourceIdOf({service}: Product, seed: number): string {
  if (service.endsWith('.obs')) return `${purposes[seed % purposes.length]}-${hexOf(seed, 8)}`
  if (service.endsWith('.rds')) return `${hexOf(seed, 32)}in01`
  return service.endsWith('.ec2') || service.endsWith('.ebs') ? uuidOf(seed) : hexOf(seed, 32)
}

export function namingOf(world: World): Names {
  const project = (thing: Thing): string | null => {
    if (isEvent(thing) && isTax(thing)) return null
    const share = thing.seed % 100
    return share < 70 ? '0' : uuidOf(mix(world.hash, 0x9a, share % projects.length))
  }
  const names: Names = {
    resourceId(thing) {
      if (isEvent(thing) && isTax(thing)) return null
      if (isEvent(thing) && thing.stored) return thing.stored.resourceId
      return resourceIdOf(thing.product, thing.seed)
    },
    resourceName(thing) {
      if (isEvent(thing) && thing.stored) return thing.stored.resourceName
      if (world.scenario === 'messy' && thing.seed % 9 === 0) return nastyNames[thing.seed % nastyNames.length]!.name
      const kind = thing.product.service.split('.').at(-1)!
      return `${kind === 'ec2' ? 'ecs' : kind}-${purposes[thing.seed % purposes.length]}-${hexOf(thing.seed, 4)}`
    },
    tag: thing => (thing.seed % 10 < 3 ? `env=${thing.seed % 2 ? 'prod' : 'test'}` : null),
    part(thing) {
      const isServer = world.scenario === 'messy' && thing.product.resource === 'hws.resource.type.vm'
      if (!isServer || (isEvent(thing) && isTax(thing))) return null
      return {
        service: 'hws.service.type.ebs',
        resource: 'hws.resource.type.volume',
        id: uuidOf(mix(thing.seed, 0xd15c)),
        name: `${names.resourceName(thing)}-volume-0000`,
      }
    },
    region: (thing, customer: Customer) =>
      isEvent(thing) && thing.stored ? thing.stored.region : customer.billing.region,
    project,
    projectName: thing => {
      const share = thing.seed % 100
      return share < 70 ? 'default' : projects[share % projects.length]!
    },
    tradeId(thing, day) {
      if (!isEvent(thing)) return `BC${tenDigits(mix(thing.seed, day, 0x7d))}`
      if (thing.stored) return thing.stored.tradeId
      if (!isOrder(thing)) return `BC${tenDigits(mix(thing.seed, thing.day, 0x7e))}`
      const time = formatTime(timeOf(thing) + 28_800_000)
      return `CS${time.slice(2, 16).replace(/\D/g, '')}${textOf(mix(thing.seed, thing.day), 5, UPPER)}`
    },
    baseTradeId(event) {
      if (event.stored) return event.stored.baseTradeId ?? null
      return event.baseDay === undefined ? null : names.tradeId({...event, day: event.baseDay}, event.baseDay)
    },
  }
  return names
}

const tenDigits = (number: number): string => String(number).padStart(10, '0')

/** Ids of records as ListCustomerselfResourceRecords and the bill file have them. */
export const chargeRecordId = (event: Event): string =>
  `${uuidOf(mix(event.seed, event.day, event.type, event.stored ? hashText(event.stored.line) : 0))}_1`
/** Of measurements: what stands before the day and the session. */
export const measuredRecordId = (r: Metered, usage: number, month: number): string =>
  uuidOf((r.seed ^ Math.imul(month * 8 + usage + 1, 0x9e3779b1)) >>> 0)
export const measuredIdEnd = (day: number, session: number): string => `_${day}${session > 0 ? `_${session}` : ''}`

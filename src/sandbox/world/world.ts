// The world before anybody changed it: a pure function of site, scenario and seed. Nothing here is stored.
import type {Site} from '../../api/contract/contract.js'
import {hashText} from '../state/random.js'
import {makeCustomers} from './customers.js'
import type {Customer, Scenario, World} from './model.js'
import {makePartners} from './partners.js'

/** Builds a world. Cheap: customers are made when the first of them is asked for. */
export function makeWorld(site: Site, scenario: Scenario, seed: number): World {
  const hash = hashText(`${site}/${scenario}/${seed}`)
  const partners = makePartners(site, scenario, hash)
  let made: {list: Customer[]; byId: Map<string, number>; byPartner: Map<string, Customer[]>} | undefined
  const customers = () => {
    if (!made) {
      const list = makeCustomers(site, scenario, hash, partners)
      const byPartner = new Map(partners.map(p => [p.id, [] as Customer[]]))
      for (const customer of list) byPartner.get(customer.partnerId)!.push(customer)
      for (const own of byPartner.values())
        own.sort((a, b) => a.associatedOn - b.associatedOn || (a.id < b.id ? -1 : 1))
      made = {list, byId: new Map(list.map((c, i) => [c.id, i])), byPartner}
    }
    return made
  }
  return {
    site,
    scenario,
    seed,
    currency: site === 'cn' ? 'CNY' : 'USD',
    hash,
    partners,
    partner: id => partners.find(p => p.id === id),
    customersOf: partnerId => customers().byPartner.get(partnerId) ?? [],
    customer: id => customers().list[customers().byId.get(id) ?? -1],
    customerAt: index => customers().list[index],
    indexOf: customer => customers().byId.get(customer.id) ?? -1,
  }
}

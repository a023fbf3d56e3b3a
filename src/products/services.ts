// Cloud services by what people call them: `ecs` is hws.service.type.ec2.
import type {Api} from '../api/client.js'
import type {Item} from '../api/types.js'
import {Failure, usage} from '../failure.js'

export type Service = Item<'ListServiceTypes'>

/** A service type code as Huawei writes them, whatever the maker. */
export const looksLikeServiceCode = (text: string) => /\.service\.type\./.test(text)

const listed = new WeakMap<Api, Promise<Service[]>>()

/** All cloud service types. Asked once per client. */
export function allServices(api: Api): Promise<Service[]> {
  let services = listed.get(api)
  if (!services) {
    services = api.list('ListServiceTypes', {}).toArray()
    services.catch(() => listed.delete(api))
    listed.set(api, services)
  }
  return services
}

/** The code of a service; a code is taken as it is. Its abbreviation, its name or a part of that will do when only one has it. */
export async function serviceCode(api: Api, text: string): Promise<string> {
  if (looksLikeServiceCode(text)) return text
  const wanted = text.toLowerCase()
  const services = await allServices(api)
  const equal = services.filter(
    ({abbreviation, service_type_name, service_type_code}) =>
      abbreviation?.toLowerCase() === wanted ||
      service_type_name?.toLowerCase() === wanted ||
      service_type_code?.toLowerCase().endsWith(`.${wanted}`),
  )
  const near = equal.length > 0 ? equal : services.filter(one => one.service_type_name?.toLowerCase().includes(wanted))
  if (near.length === 1) return near[0]!.service_type_code!
  if (near.length === 0) {
    throw new Failure('not-found', `there is no cloud service "${text}"`, {next: ['partnerctl product services --all']})
  }
  throw usage(
    `"${text}" can be ${near.length} cloud services`,
    ...near.slice(0, 8).map(({service_type_code, service_type_name}) => `${service_type_code}  ${service_type_name}`),
  )
}

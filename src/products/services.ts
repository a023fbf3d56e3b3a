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

/**
 * The codes of a service; a code is taken as it is. Its abbreviation, its name or a part of that will do when only one
 * service has it. One service can have several codes: elastic cloud servers are sold as hws.service.type.ec2 and .ecs.
 */
export async function serviceCodes(api: Api, text: string): Promise<string[]> {
  if (looksLikeServiceCode(text)) return [text]
  const wanted = text.toLowerCase()
  const services = await allServices(api)
  const known = (test: (service: Service) => boolean | undefined) => services.filter(test)
  const short = known(one => one.abbreviation?.toLowerCase() === wanted)
  const named = short.length > 0 ? short : known(one => one.service_type_name?.toLowerCase() === wanted)
  const ended = named.length > 0 ? named : known(one => one.service_type_code?.toLowerCase().endsWith(`.${wanted}`))
  const near = ended.length > 0 ? ended : known(one => one.service_type_name?.toLowerCase().includes(wanted))
  if (near.length === 0) {
    throw new Failure('not-found', `there is no cloud service "${text}"`, {next: ['partnerctl product services --all']})
  }
  if (new Set(near.map(one => one.service_type_name)).size === 1)
    return near.flatMap(one => one.service_type_code ?? [])
  throw usage(
    `"${text}" can be ${near.length} cloud services`,
    ...near.slice(0, 8).map(({service_type_code, service_type_name}) => `${service_type_code}  ${service_type_name}`),
  )
}

/** The first code of a service, where only one can be used. */
export const serviceCode = async (api: Api, text: string): Promise<string> => (await serviceCodes(api, text))[0]!

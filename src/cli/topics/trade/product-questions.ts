// Questions for a product, with what a service really offers.
import type {Api} from '../../../api/client.js'
import type {Item} from '../../../api/types.js'
import {usage} from '../../../failure.js'
import {needed, type Prompter} from '../../input/prompts.js'

interface Given {
  'resource-type'?: string
  spec?: string
  region?: string
}

/** The resource type, region and specification; asked for on a terminal. */
export async function askProduct(prompts: Prompter, api: Api, service: string, charge_mode: '1' | '3', given: Given) {
  const asking = prompts.mayAsk
  const types =
    given['resource-type'] || !asking
      ? []
      : await api.list('ListServiceResources', {service_type_code: service}).toArray()
  const resource_type =
    given['resource-type'] ??
    (await prompts.choose(
      '--resource-type',
      'Resource type',
      types.map(({basic_info}) => ({name: basic_info?.name ?? '', value: basic_info?.resource_type_code ?? ''})),
    ))
  const offered = async (region_code: string) => {
    if (given.spec || !asking) return []
    const query = {cloud_service_type: service, resource_type, region_code, charge_mode}
    const specs = await api.list('ListResourceSpecs', query, {limit: 2000}).toArray()
    if (specs.length === 0)
      throw usage(`${region_code} offers none of it`, 'It is the code of a region: la-north-2, ap-southeast-3')
    return specs
  }
  let specs: Item<'ListResourceSpecs'>[] | undefined
  const read = async (text: string) => {
    specs = await offered(needed('--region')(text))
    return text
  }
  const region = given.region ?? (await prompts.text('--region', 'Region, e.g. la-north-2', {read}))
  specs ??= await offered(region)
  const resource_spec =
    given.spec ??
    (await prompts.search(
      '--spec',
      'Specification',
      specs.map(one => ({
        name: `${one.resource_spec}  ${one.resource_spec_name ?? ''}`,
        value: one.resource_spec ?? '',
      })),
    ))
  return {resource_type, region, resource_spec}
}
